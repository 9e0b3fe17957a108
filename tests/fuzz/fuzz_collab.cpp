#include "crdt/syncprotocol.h"
#include "server/hub/crdtbytes.h"
#include "server/hub/hub.h"

#include <QTemporaryDir>

#include <cstdlib>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;

namespace {

/// A network that nobody listens to.
class SilentEdge final : public Edge
{
public:
    void respond(ConnectionId, HttpResponse) override { }
    void acceptUpload(ConnectionId) override { }
    void acceptWebSocket(ConnectionId, const QByteArray &, qint64) override { }
    void acceptEventStream(ConnectionId) override { }
    void send(std::span<const ConnectionId>, FrameKind, const QByteArray &, Delivery) override { }
    void sendEvent(std::span<const ConnectionId>, const QByteArray &) override { }
    void sendReplay(ConnectionId, const QByteArray &) override { }
    void close(ConnectionId, int, const QString &) override { }
    [[nodiscard]] FrontEndCounters counters() const override { return {}; }
};

/// A hub with one person in it, for the whole run.
struct World {
    World()
    {
        auto opened = Storage::open(folder.path());
        if (!opened)
            std::abort();
        storage = std::move(opened).value();
        hub = std::make_unique<Hub>(edge, *storage, clock, ServerConfig {.dataFolder = folder.path()});
        hub->turn([this] { person = *hub->services().accounts.createUser(u"Ann"_s, protocol::Role::Member, {}); });
    }

    QTemporaryDir folder;
    ManualClock clock;
    SilentEdge edge;
    std::unique_ptr<Storage> storage;
    std::unique_ptr<Hub> hub;
    UserState *person = nullptr;
    ConnectionId lastConnection = 0;
};

} // namespace

/// What a member says in a document: pieces of two bytes of length and a frame. Whatever it is, what is stored must
/// give the document that is in memory, and somebody who comes must be told what can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static World world;
    Services &services = world.hub->services();
    const protocol::DocumentId id {u"fuzzed-plan"_s};
    Connection *connection = nullptr;
    world.hub->turn([&] {
        world.clock.advance(std::chrono::minutes {1}); // every bucket is full again
        const auto made = services.documents.create(
            *world.person, {.docId = id, .title = u"Plan"_s, .roomId = protocol::RoomId {u"general"_s}});
        if (!made)
            std::abort();
        connection = &world.hub->core().state.addConnection(
            {.id = ++world.lastConnection, .user = world.person, .documentId = id, .checkpoints = true});
        services.collab.join(*connection, **services.documents.open(made->row));
    });
    for (std::size_t at = 0; at + 2 <= size;) {
        const std::size_t length = std::min<std::size_t>(data[at] + data[at + 1] * 256U, size - at - 2);
        const QByteArray frame(reinterpret_cast<const char *>(data + at + 2), qsizetype(length));
        world.hub->inbound({FrameArrived {world.lastConnection, FrameKind::Binary, frame}});
        at += 2 + length;
    }
    OpenDocument &document = *services.documents.loaded(id);
    const DocumentContent content = world.storage->documents.content(id);
    crdt::Doc stored;
    if (!stored.applyUpdate(bytesOf(content.state), crdt::UpdateVersion::V2))
        std::abort();
    for (const QByteArray &update : content.updates) {
        if (!stored.applyUpdate(bytesOf(update)))
            std::abort();
    }
    if (!(stored.stateVector() == document.doc.stateVector()) || !(stored.deleteSet() == document.doc.deleteSet()))
        std::abort();
    crdt::Doc comer;
    if (!comer.applyUpdate(document.doc.encodeStateAsUpdate()))
        std::abort();
    world.hub->turn([&] {
        if (!services.documents.remove(*world.person, id))
            std::abort();
    });
    return 0;
}
