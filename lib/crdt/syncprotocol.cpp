#include "crdt/syncprotocol.h"

#include "crdt/encoding.h"

#include <algorithm>

namespace coterie::crdt {

namespace {

enum class Kind : std::uint8_t { Sync, Awareness, Auth, AwarenessQuery, Checkpoint = 100 };
enum class SyncKind : std::uint8_t { Step1, Step2, Update };
constexpr std::uint64_t permissionDenied = 0;

SyncMessage readSync(ByteReader &in)
{
    const std::uint64_t kind = in.varUint();
    if (kind > static_cast<std::uint64_t>(SyncKind::Update)) {
        in.fail(Errc::Unsupported);
        return {};
    }
    const auto bytes = in.buffer();
    switch (static_cast<SyncKind>(kind)) {
    case SyncKind::Step1: {
        auto state = StateVector::decode(bytes);
        if (!state)
            in.fail(state.error().code);
        return SyncStep1 {std::move(state).value_or(StateVector())};
    }
    case SyncKind::Step2: return SyncStep2 {bytes};
    case SyncKind::Update: return SyncUpdate {bytes};
    }
    return {};
}

SyncMessage readMessage(ByteReader &in)
{
    const std::uint64_t kind = in.varUint();
    switch (static_cast<Kind>(std::min<std::uint64_t>(kind, 0xFF))) {
    case Kind::Sync: return readSync(in);
    case Kind::Awareness: return AwarenessMessage {in.buffer()};
    case Kind::Auth:
        if (in.varUint() != permissionDenied)
            in.fail(Errc::Unsupported);
        return PermissionDenied {in.string()};
    case Kind::AwarenessQuery: return AwarenessQuery {};
    case Kind::Checkpoint: return Checkpoint {in.varUint()};
    }
    in.fail(Errc::Unsupported);
    return {};
}

struct MessageWriter {
    ByteWriter &out;

    void begin(Kind kind) const { out.varUint(static_cast<std::uint64_t>(kind)); }
    void begin(SyncKind kind) const
    {
        begin(Kind::Sync);
        out.varUint(static_cast<std::uint64_t>(kind));
    }
    void operator()(const SyncStep1 &message) const
    {
        begin(SyncKind::Step1);
        out.buffer(message.state.encode());
    }
    void operator()(const SyncStep2 &message) const
    {
        begin(SyncKind::Step2);
        out.buffer(message.update);
    }
    void operator()(const SyncUpdate &message) const
    {
        begin(SyncKind::Update);
        out.buffer(message.update);
    }
    void operator()(const AwarenessMessage &message) const
    {
        begin(Kind::Awareness);
        out.buffer(message.update);
    }
    void operator()(const AwarenessQuery &) const { begin(Kind::AwarenessQuery); }
    void operator()(const PermissionDenied &message) const
    {
        begin(Kind::Auth);
        out.varUint(permissionDenied);
        out.string(message.reason);
    }
    void operator()(const Checkpoint &message) const
    {
        begin(Kind::Checkpoint);
        out.varUint(message.number);
    }
};

} // namespace

Result<SyncMessage> decodeSyncMessage(std::span<const std::byte> frame)
{
    ByteReader in(frame);
    SyncMessage message = readMessage(in);
    if (!in.hasFailed() && !in.isAtEnd())
        in.fail(Errc::Malformed);
    if (auto error = in.error())
        return *std::move(error);
    return message;
}

Bytes encodeSyncMessage(const SyncMessage &message)
{
    ByteWriter out;
    std::visit(MessageWriter {out}, message);
    return out.take();
}

} // namespace coterie::crdt
