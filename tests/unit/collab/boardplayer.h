#pragma once

#include "board/boardcodec.h"
#include "board/shapejson.h"
#include "collab/sharedboard.h"
#include "collab/values.h"
#include "crdt/doc.h"

#include <QHash>
#include <QJsonDocument>
#include <QList>
#include <QSet>

#include <optional>

namespace coterie::testing {

/// Somebody with a board open, without a window and without a link: what they do waits in `said`.
struct BoardPlayer {
    explicit BoardPlayer(const Clock &clock, crdt::ClientId client = 0) : board(clock)
    {
        if (client != 0)
            doc.setClientId(client);
        subscription = doc.onUpdate([this](std::span<const std::byte> update, const void *, bool isLocal) {
            if (isLocal)
                said.append(collab::toByteArray(update));
        });
        QObject::connect(&board, &collab::SharedBoard::changed, &board, [this](const collab::BoardChange &change) {
            changes.append(change);
            using Cause = collab::BoardChange::Cause;
            if (change.cause == Cause::Own || change.cause == Cause::Undo) {
                everAdded += change.added;
                everRemoved += change.removed;
            }
        });
        board.setAuthor(QStringLiteral("u%1").arg(client));
        board.attach(&doc, board::readScene(doc));
        changes.clear();
    }
    ~BoardPlayer() { board.attach(nullptr, {}); }
    BoardPlayer(const BoardPlayer &) = delete;
    BoardPlayer &operator=(const BoardPlayer &) = delete;

    void receive(const QList<QByteArray> &updates)
    {
        for (const QByteArray &update : updates)
            (void)doc.applyUpdate(collab::bytesOf(update));
        board.settle();
    }
    [[nodiscard]] board::ShapePtr shape(const board::ShapeId &id) const { return board.scene().find(id); }
    [[nodiscard]] crdt::Any content()
    {
        return crdt::Any::Array {doc.map(board::shapesRoot).toJson(), doc.map(board::pagesRoot).toJson()};
    }

    crdt::Doc doc;
    collab::SharedBoard board;
    crdt::Subscription subscription;
    QList<QByteArray> said;
    QList<collab::BoardChange> changes;
    QSet<board::ShapeId> everAdded;
    QSet<board::ShapeId> everRemoved;
};

/// All shapes of a scene, by id.
inline QHash<board::ShapeId, board::ShapePtr> everything(const board::Scene &scene)
{
    QHash<board::ShapeId, board::ShapePtr> all;
    for (const board::Page &page : scene.pages()) {
        for (const board::ShapePtr &shape : scene.onPage(page.id))
            all.insert(shape->id, shape);
    }
    return all;
}

/// What is not the same in both; empty if nothing is.
inline QString difference(
    const QHash<board::ShapeId, board::ShapePtr> &a, const QHash<board::ShapeId, board::ShapePtr> &b)
{
    for (auto it = a.cbegin(); it != a.cend(); ++it) {
        const board::ShapePtr other = b.value(it.key());
        if (!other)
            return QStringLiteral("only one has ") + it.key().value();
        if (!(*other == **it))
            return QStringLiteral("not the same: ") + QString::fromUtf8(QJsonDocument(board::toJson(**it)).toJson())
                + QString::fromUtf8(QJsonDocument(board::toJson(*other)).toJson());
    }
    return a.size() == b.size() ? QString() : QStringLiteral("the other one has more");
}

} // namespace coterie::testing
