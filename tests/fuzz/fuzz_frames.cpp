#include "protocol/notices.h"
#include "protocol/requests.h"

#include <cstdlib>

using namespace coterie::protocol;

namespace {

/// What was understood must be sayable again, and mean the same.
template <typename T>
void mustSurvive(const coterie::Result<T> &value, const Envelope &written, coterie::Result<T> (*read)(const Envelope &))
{
    if (!value)
        return;
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor}) {
        const auto frame = decodeFrame(encodeFrame(written, encoding), encoding);
        if (!frame || frame->size() != 1)
            std::abort();
        const auto again = read(frame->first());
        if (!again || !(*again == *value))
            std::abort();
    }
}

} // namespace

/// The first byte chooses the encoding: even JSON, odd CBOR.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const auto frame = decodeFrame(bytes, data[0] % 2 == 0 ? Encoding::Json : Encoding::Cbor);
    if (!frame)
        return 0;
    for (const Envelope &envelope : *frame) {
        if (const auto request = requestFromEnvelope(envelope))
            mustSurvive<Request>(request, toEnvelope(*request), requestFromEnvelope);
        if (const auto notice = noticeFromEnvelope(envelope))
            mustSurvive<Notice>(notice, toEnvelope(*notice), noticeFromEnvelope);
        if (const auto event = roomEventFromEnvelope(envelope))
            mustSurvive<RoomEvent>(event, toEnvelope(*event), roomEventFromEnvelope);
        (void)joinAckFromJson(envelope.object());
        (void)sendAckFromJson(envelope.object());
        (void)historyReplyFromJson(envelope.object());
        (void)wireErrorFromJson(envelope.object());
    }
    return 0;
}
