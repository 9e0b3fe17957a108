#pragma once

#include "board/points.h"
#include "collab/boardawareness.h"
#include "crdt/doc.h"
#include "crdt/syncprotocol.h"
#include "wirepeer.h"

#include <QColor>
#include <QElapsedTimer>

#include <functional>
#include <random>
#include <string>

/// One of the crowd on a board: what a client says, without a window and without a store.
namespace coterie::bench {

inline constexpr int pointsEach = 2; // a mouse moves sixty times a second
inline constexpr int piecesInAStroke = 90;

class Watch final : public Clock
{
public:
    Watch() { m_timer.start(); }
    [[nodiscard]] Instant now() const override { return Instant {} + std::chrono::hours {1} + elapsed(); }
    [[nodiscard]] WallTime wallNow() const override { return fromEpochMillis(1'700'000'000'000) + elapsed(); }
    [[nodiscard]] double millis() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }

private:
    [[nodiscard]] Millis elapsed() const { return Millis {m_timer.elapsed()}; }
    QElapsedTimer m_timer;
};

/// Somebody's own strokes, in a document of their own: others' are only counted.
struct Pen {
    explicit Pen(const std::function<void(std::span<const std::byte>)> &send)
        : watch(doc.onUpdate([send](std::span<const std::byte> update, const void *, bool) { send(update); }))
    {
    }
    void draw()
    {
        if (piece++ % piecesInAStroke == 0)
            begin();
        board::Points points;
        for (int i = 0; i < pointsEach; ++i) {
            x += static_cast<float>(random() % 9) - 3.5F;
            y += static_cast<float>(random() % 9) - 4.0F;
            points.push_back({x, y, 0.5F});
        }
        static_cast<void>(text.insert(text.length(), writer.write(points).toStdU16String()));
    }
    [[nodiscard]] std::uint64_t clock() const { return doc.stateVector().clock(doc.clientId()); }

    crdt::Doc doc;
    crdt::Text text;
    board::PointWriter writer;
    std::minstd_rand random {doc.clientId() == 0 ? 1U : static_cast<unsigned>(doc.clientId() % 1'000'000 + 1)};
    float x = 500;
    float y = 400;
    int piece = 0;
    crdt::Subscription watch;

private:
    void begin()
    {
        writer = {};
        doc.transact([this] {
            const QString id = QStringLiteral("s%1-%2").arg(doc.clientId(), 0, 36).arg(piece, 0, 36);
            crdt::Map shape(*doc.map(u"shapes").setType(id.toStdU16String(), crdt::TypeKind::Map));
            for (const auto &[key, value] :
                {std::pair {u"type", u"pen"}, {u"stroke", u"blue"}, {u"by", u"u-0123456789"}})
                static_cast<void>(shape.set(key, value));
            static_cast<void>(shape.set(u"x", 500) && shape.set(u"y", 400) && shape.set(u"width", 4));
            text = crdt::Text(*shape.setType(u"points", crdt::TypeKind::Text));
        });
    }
};

struct Person {
    Person(int number, std::uint16_t port, const std::string &token, const std::string &docId, const Watch &clock,
        WirePeer::Hear hear)
        : wire(port, token, docId, std::move(hear))
        , pen([this](std::span<const std::byte> update) { send(update); })
        , people({.userId = QStringLiteral("u-%1").arg(number, 10, 10, QChar(u'0')),
                     .name = QStringLiteral("Person %1").arg(number),
                     .color = QColor(0x30BCED)},
              clock)
    {
        QObject::connect(&people, &collab::BoardAwareness::told, &people, [this](const QByteArray &update) {
            const auto message = crdt::encodeSyncMessage(
                crdt::AwarenessMessage {std::as_bytes(std::span(update.constData(), size_t(update.size())))});
            pointerBytes += message.size();
            ++pointers;
            wire.send(message);
        });
        people.begin(pen.doc.clientId());
        people.setTool(QStringLiteral("pen"));
        people.setViewport(QRectF(-320.5, -200.25, 1600, 1000));
        crdt::Awareness other(1, clock.now()); // company: else nothing is told
        static_cast<void>(other.setLocalState(crdt::Any(crdt::Any::Object {}), clock.now()));
        const auto hello = other.encode(std::vector<crdt::ClientId> {1});
        people.receive({reinterpret_cast<const char *>(hello.data()), qsizetype(hello.size())});
    }
    void send(std::span<const std::byte> update)
    {
        const auto message = crdt::encodeSyncMessage(crdt::SyncUpdate {update});
        pieceBytes += message.size();
        ++pieces;
        wire.send(message);
    }

    WirePeer wire;
    std::size_t pieces = 0, pieceBytes = 0, pointers = 0, pointerBytes = 0;
    Pen pen;
    collab::BoardAwareness people;
};

} // namespace coterie::bench
