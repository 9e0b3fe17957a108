#pragma once

#include "crdt/syncprotocol.h"
#include "sync/documentexchange.h"

#include <QTest>

#include <deque>

/// Both ends of a document's link, without any I/O.
namespace documents {

using namespace coterie;
using namespace coterie::crdt;
using namespace coterie::sync;

using Frames = std::deque<Bytes>;

inline void append(Frames &frames, const std::vector<Bytes> &more)
{
    frames.insert(frames.end(), more.begin(), more.end());
}

inline std::u16string textOf(Doc &document)
{
    return document.text(u"content").toString();
}

/// A server as the protocol has it: it commits what came in turns, then answers checkpoints and relays.
struct Server {
    struct Connection {
        Frames toServer;
        Frames toClient;
        std::vector<std::uint64_t> checkpoints; ///< to be answered with the next commit
    };
    Doc committed;
    std::vector<Bytes> uncommitted;
    std::vector<Connection> connections;

    void open(std::size_t who)
    {
        connections[who] = {};
        connections[who].toClient.push_back(encodeSyncMessage(SyncStep1 {committed.stateVector()}));
    }
    void take(std::size_t who)
    {
        Connection &from = connections[who];
        const Bytes frame = from.toServer.front();
        from.toServer.pop_front();
        const auto message = decodeSyncMessage(frame);
        if (const auto *ask = std::get_if<SyncStep1>(&*message))
            from.toClient.push_back(encodeSyncMessage(SyncStep2 {committed.encodeStateAsUpdate(ask->state)}));
        else if (const auto *answer = std::get_if<SyncStep2>(&*message))
            uncommitted.emplace_back(answer->update.begin(), answer->update.end());
        else if (const auto *update = std::get_if<SyncUpdate>(&*message))
            uncommitted.emplace_back(update->update.begin(), update->update.end());
        else if (const auto *checkpoint = std::get_if<Checkpoint>(&*message))
            from.checkpoints.push_back(checkpoint->number);
    }
    void commit()
    {
        for (const Bytes &update : std::exchange(uncommitted, {})) {
            Bytes change;
            const auto collect = committed.onUpdate([&](std::span<const std::byte> bytes, const void *, bool) {
                change.assign(bytes.begin(), bytes.end());
            });
            QVERIFY(committed.applyUpdate(update));
            for (Connection &connection : connections) {
                if (!change.empty())
                    connection.toClient.push_back(encodeSyncMessage(SyncUpdate {change}));
            }
        }
        for (Connection &connection : connections) {
            for (const std::uint64_t number : std::exchange(connection.checkpoints, {}))
                connection.toClient.push_back(encodeSyncMessage(Checkpoint {number}));
        }
    }
    void crash()
    {
        uncommitted.clear();
        connections.assign(connections.size(), {});
    }
};

/// A client with its disk: the document, and how far its edits are confirmed.
struct Client {
    Doc document;
    DocumentExchange exchange {document};
    EditNumber last = 0;
    EditNumber confirmed = 0;
    std::vector<Bytes> edits {{}}; ///< by number
    QString refusal;

    void take(const DocumentExchange::Outcome &outcome, Frames &wire)
    {
        append(wire, outcome.send);
        if (outcome.confirmed)
            confirmed = std::max(confirmed, *outcome.confirmed);
        if (!outcome.refusal.isEmpty())
            refusal = outcome.refusal;
    }
    void type(std::uint32_t at, std::u16string_view text, Frames *wire)
    {
        Bytes update;
        {
            const auto collect = document.onUpdate([&](std::span<const std::byte> bytes, const void *, bool) {
                update.assign(bytes.begin(), bytes.end());
            });
            Text content = document.text(u"content");
            at = std::min(at, content.length());
            if (text.empty() && content.length() > at)
                QVERIFY(content.erase(at, 1));
            else
                QVERIFY(content.insert(at, text.empty() ? u"x" : text));
        }
        edits.push_back(update);
        ++last;
        Frames nowhere;
        take(exchange.edited(last, update), wire != nullptr ? *wire : nowhere);
    }
    [[nodiscard]] EditNumber lastWaiting() const { return last > confirmed ? last : 0; }
};

inline void exchangeAll(Server &server, std::vector<Client> &clients)
{
    for (bool isBusy = true; isBusy;) {
        isBusy = false;
        for (std::size_t who = 0; who < clients.size(); ++who) {
            auto &connection = server.connections[who];
            while (!connection.toServer.empty()) {
                server.take(who);
                isBusy = true;
            }
            server.commit();
            while (!connection.toClient.empty()) {
                const Bytes frame = connection.toClient.front();
                connection.toClient.pop_front();
                clients[who].take(clients[who].exchange.received(frame), connection.toServer);
                isBusy = true;
            }
        }
    }
}

} // namespace documents
