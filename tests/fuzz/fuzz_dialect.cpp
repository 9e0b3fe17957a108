#include "protocol/dialect.h"

#include <cstdlib>

using namespace coterie::protocol;

/// A plain server's bytes. A message that was understood must be sayable again in its dialect, and mean the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto frames = plain::decode(bytes);
    if (!frames)
        return 0;
    for (const plain::Frame &frame : *frames) {
        const auto *message = std::get_if<plain::Message>(&frame.event);
        if (message == nullptr || !frame.dialect)
            continue;
        const auto again = plain::decode(plain::encode(*frame.dialect, plain::Speaker::Server, *message));
        const auto *same = again && again->size() == 1 ? std::get_if<plain::Message>(&again->first().event) : nullptr;
        if (same == nullptr || same->text != message->text || same->author != message->author)
            std::abort();
    }
    return 0;
}
