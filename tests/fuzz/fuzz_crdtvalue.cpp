#include "crdt/encoding.h"

#include <cstdlib>
#include <string_view>

using namespace coterie::crdt;

namespace {

Bytes written(const Any &value)
{
    ByteWriter out;
    out.any(value);
    return out.take();
}

} // namespace

/// lib0's values, or JSON if the first byte is odd. What was understood must be sayable again, and mean the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char *>(data + 1), size - 1);
    Any value;
    if (data[0] % 2 == 0) {
        ByteReader in(std::as_bytes(std::span(text)));
        value = in.any();
        if (in.hasFailed())
            return 0;
    } else {
        auto parsed = Any::fromJson(text);
        if (!parsed)
            return 0;
        value = *std::move(parsed);
        const auto again = Any::fromJson(value.toJson());
        if (!again || again->toJson() != value.toJson())
            std::abort();
    }
    const Bytes bytes = written(value);
    ByteReader in(bytes);
    const Any same = in.any(); // not compared as a value: a number may be none, and none is not equal to itself
    if (in.hasFailed() || !in.isAtEnd() || written(same) != bytes)
        std::abort();
    return 0;
}
