#include "driven.h"

#include "picture.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace coterie::faults {

using namespace Qt::StringLiterals;
using namespace client;
using protocol::RoomId;

namespace {

constexpr int pageLength = 50;

QString nameOf(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Sent: return u"sent"_s;
    case Delivery::Pending: return u"pending"_s;
    case Delivery::Failed: return u"failed"_s;
    }
    return {};
}

QString nameOf(LinkState state)
{
    switch (state) {
    case LinkState::Disconnected: return u"disconnected"_s;
    case LinkState::Connecting: return u"connecting"_s;
    case LinkState::Handshaking: return u"handshaking"_s;
    case LinkState::Connected: return u"connected"_s;
    case LinkState::Waiting: return u"waiting"_s;
    case LinkState::Suspended: return u"suspended"_s;
    }
    return {};
}

RoomId roomOf(const QJsonObject &command)
{
    return RoomId {command["room"_L1].toString()};
}

bool isOwnAndWhole(const MessageEntry &row)
{
    return row.own && !row.message.deleted && !row.message.poll && row.delivery != Delivery::Failed;
}

bool isWhole(const MessageEntry &row)
{
    return !row.message.deleted && row.delivery != Delivery::Failed;
}

bool isPoll(const MessageEntry &row)
{
    return row.message.poll && isWhole(row);
}

} // namespace

void say(const QJsonObject &line)
{
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    static_cast<void>(std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout));
    static_cast<void>(std::fflush(stdout));
}

Driven::Driven(const ClientConfig &config) : m_client(config)
{
    connect(&m_client, &Client::changed, this,
        [this](const std::shared_ptr<const Changes> &changes) { changed(*changes); });
    m_client.start();
}

void Driven::changed(const Changes &changes)
{
    if (changes.self)
        m_self = changes.self->userId.value();
    for (auto room = changes.messages.begin(); room != changes.messages.end(); ++room) {
        if (room->restart) {
            m_rows[room.key()].clear();
            say({{"restart"_L1, room.key().value()}});
            m_open.remove(room.key());
            openRoom(room.key());
        }
        for (const MessageEntry &entry : room->upserts)
            showRow(entry);
        for (const QString &key : room->removedKeys) {
            m_rows[room.key()].remove(key);
            if (room->folded == 0) // else it is perhaps one of a flood that is not told: a page has it
                say({{"gone"_L1, key}});
        }
    }
    for (const RoomSummary &summary : changes.rooms) {
        if (m_drafts.value(summary.room.roomId) != summary.draft) {
            m_drafts.insert(summary.room.roomId, summary.draft);
            say({{"draft"_L1, summary.draft}, {"room"_L1, summary.room.roomId.value()}});
        }
        const QString epoch = summary.room.epoch.value();
        if (std::exchange(m_epochs[summary.room.roomId], epoch) != epoch)
            say({{"epoch"_L1, epoch}, {"room"_L1, summary.room.roomId.value()}});
        openRoom(summary.room.roomId);
    }
    for (const QString &notice : changes.notices)
        say({{"notice"_L1, notice}});
    if (changes.storeWarning)
        say({{"storeWarning"_L1, *changes.storeWarning}});
    if (changes.connection) {
        const QJsonObject link {{"link"_L1, nameOf(changes.connection->state)},
            {"waiting"_L1, changes.connection->waiting}, {"reason"_L1, changes.connection->reason}};
        if (std::exchange(m_link, link) != link)
            say(link);
    }
}

void Driven::showRow(const MessageEntry &entry)
{
    auto &rows = m_rows[entry.message.roomId];
    rows.insert(entry.key, entry);
    QJsonArray mine;
    for (const protocol::Reaction &reaction : entry.message.reactions) {
        if (reaction.users.contains(protocol::UserId {m_self}))
            mine.append(reaction.emoji);
    }
    say({{"row"_L1, entry.key}, {"room"_L1, entry.message.roomId.value()}, {"text"_L1, entry.message.text},
        {"state"_L1, nameOf(entry.delivery)}, {"own"_L1, entry.own}, {"deleted"_L1, entry.message.deleted},
        {"mine"_L1, mine}, {"why"_L1, entry.failure}, {"at"_L1, qint64 {toEpochMillis(entry.message.timestamp)}}});
}

/// As a window does when it is opened: the newest page, and from then on what comes.
void Driven::openRoom(const RoomId &room)
{
    if (m_open.contains(room))
        return;
    m_open.insert(room);
    m_client.requestPage({.roomId = room, .limit = pageLength}, this, [this, room](const Page &page) {
        if (!page.failure.isEmpty())
            m_open.remove(room);
        for (const MessageEntry &entry : page.entries)
            showRow(entry);
    });
}

void Driven::obey(const QJsonObject &command)
{
    const QString what = command["do"_L1].toString();
    if (what == "send"_L1)
        send(command);
    else if (what == "edit"_L1)
        edit(command);
    else if (what == "react"_L1)
        react(command);
    else if (what == "remove"_L1)
        remove(command);
    else if (what == "vote"_L1)
        vote(command);
    else if (what == "poll"_L1)
        m_client.createPoll({.roomId = roomOf(command),
            .question = command["text"_L1].toString(),
            .options = {u"yes"_s, u"no"_s},
            .closesAt = std::nullopt});
    else if (what == "draft"_L1)
        m_client.saveDraft(roomOf(command), command["text"_L1].toString());
    else if (what == "retry"_L1)
        m_client.retryNow();
    else if (what == "probe"_L1)
        m_client.probe();
    else if (what == "suspend"_L1)
        m_client.setSuspended(command["on"_L1].toBool());
    else if (what == "log"_L1)
        tellLog(command);
    else if (what == "write"_L1 || what == "document"_L1)
        useDocument(command);
    else if (what == "draw"_L1 || what == "board"_L1)
        useBoard(command);
    else if (what == "quit"_L1)
        QCoreApplication::quit();
}

void Driven::useDocument(const QJsonObject &command)
{
    if (!m_document)
        m_document = std::make_unique<DrivenDocument>(m_client);
    if (command["do"_L1].toString() == "write"_L1)
        m_document->write(command);
    else
        m_document->tell();
}

void Driven::useBoard(const QJsonObject &command)
{
    if (!m_board)
        m_board = std::make_unique<DrivenBoard>(m_client);
    if (command["do"_L1].toString() == "draw"_L1)
        m_board->draw(command);
    else
        m_board->tell();
}

/// The row the driver's dice point at, from the newest of those that fit.
const MessageEntry *Driven::pick(const QJsonObject &command, bool (*fits)(const MessageEntry &)) const
{
    const auto rows = m_rows.constFind(roomOf(command));
    if (rows == m_rows.constEnd())
        return nullptr;
    constexpr qsizetype newest = 40;
    QList<const MessageEntry *> fitting;
    for (const MessageEntry &row : *rows) {
        if (fits(row))
            fitting.append(&row);
    }
    std::ranges::sort(fitting, {}, [](const MessageEntry *row) {
        return std::tuple(row->delivery != Delivery::Sent, row->message.seq, row->outboxOrder);
    });
    const qsizetype skip = std::max<qsizetype>(0, fitting.size() - newest);
    return fitting.isEmpty() ? nullptr : fitting[skip + command["pick"_L1].toInteger() % (fitting.size() - skip)];
}

void Driven::send(const QJsonObject &command)
{
    Outgoing message {
        .roomId = roomOf(command), .text = command["text"_L1].toString(), .replyToKey = {}, .threadId = {}};
    if (const MessageEntry *answered = command["reply"_L1].toBool() ? pick(command, isWhole) : nullptr)
        message.replyToKey = answered->key;
    m_client.send(message);
}

void Driven::edit(const QJsonObject &command)
{
    const MessageEntry *row = pick(command, isOwnAndWhole);
    if (row == nullptr)
        return;
    const QString text = row->message.text.section(u'+', 0, 0) + u'+' + command["text"_L1].toString();
    say({{"asked"_L1, "edit"_L1}, {"key"_L1, row->key}, {"text"_L1, text}});
    m_client.edit(row->key, text);
}

void Driven::react(const QJsonObject &command)
{
    const MessageEntry *row = pick(command, isWhole);
    if (row == nullptr)
        return;
    const QString emoji = command["emoji"_L1].toString();
    const bool on = command["on"_L1].toBool();
    say({{"asked"_L1, "react"_L1}, {"key"_L1, row->key}, {"emoji"_L1, emoji}, {"on"_L1, on}});
    m_client.react(row->key, emoji, on);
}

void Driven::remove(const QJsonObject &command)
{
    const MessageEntry *row = pick(command, isOwnAndWhole);
    if (row == nullptr)
        return;
    say({{"asked"_L1, "remove"_L1}, {"key"_L1, row->key}});
    m_client.remove(row->key);
}

void Driven::vote(const QJsonObject &command)
{
    if (const MessageEntry *row = pick(command, isPoll))
        m_client.vote(row->key, {static_cast<int>(command["pick"_L1].toInteger() % 2)});
}

/// The whole room, page by page back from the newest, with what waits to be sent.
void Driven::tellLog(const QJsonObject &command)
{
    tellPage(command, {}, {.roomId = roomOf(command), .limit = pageLength});
}

void Driven::tellPage(const QJsonObject &command, QList<MessageEntry> rows, PageQuery query)
{
    m_client.requestPage(query, this, [this, command, rows = std::move(rows)](const Page &page) mutable {
        rows = page.entries + rows;
        if (page.hasBefore && !page.entries.isEmpty()) {
            tellPage(command, rows,
                {.roomId = page.query.roomId,
                    .kind = PageKind::Before,
                    .seq = page.entries.first().message.seq,
                    .limit = pageLength});
            return;
        }
        QJsonArray lines;
        QJsonArray unsent;
        QJsonArray changing;
        for (const MessageEntry &row : std::as_const(rows)) {
            if (row.changePending && row.delivery == Delivery::Sent) // those of a failed one wait with it
                changing.append(row.key);
            if (row.delivery == Delivery::Sent)
                lines.append(pictureOf(row.message));
            else
                unsent.append(QJsonObject {
                    {"key"_L1, row.key}, {"text"_L1, row.message.text}, {"state"_L1, nameOf(row.delivery)}});
        }
        // What the screen shows, without any page asked for again: the newest rows, in order.
        QJsonArray screen;
        auto shown = m_rows.value(page.query.roomId).values();
        std::ranges::sort(shown, {}, [](const MessageEntry &row) { return row.message.seq; });
        for (const MessageEntry &row : std::as_const(shown)) {
            if (row.delivery == Delivery::Sent)
                screen.append(pictureOf(row.message));
        }
        say({{"log"_L1, page.query.roomId.value()}, {"n"_L1, command["n"_L1]}, {"lines"_L1, lines},
            {"unsent"_L1, unsent}, {"changing"_L1, changing}, {"screen"_L1, screen}, {"failure"_L1, page.failure},
            {"draft"_L1, m_drafts.value(page.query.roomId)}, {"link"_L1, m_link}});
    });
}

} // namespace coterie::faults
