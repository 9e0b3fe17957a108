#include "demo/sampleworkspace.h"

#include "board/shapejson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;

namespace {

QList<QString> strings(const QJsonValue &value)
{
    QList<QString> list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

Millis age(const QJsonObject &json)
{
    return std::chrono::minutes(json["minutesAgo"_L1].toInt());
}

SamplePerson person(const QJsonObject &json)
{
    return {json["name"_L1].toString(), json["color"_L1].toString()};
}

SamplePoll poll(const QJsonObject &json)
{
    SamplePoll poll {json["question"_L1].toString(), strings(json["options"_L1]), {}};
    const QJsonObject votes = json["votes"_L1].toObject();
    for (auto vote = votes.begin(); vote != votes.end(); ++vote) {
        for (const QJsonValue &option : vote.value().toArray())
            poll.votes[vote.key()].append(option.toInt());
    }
    return poll;
}

SampleMessage message(const QJsonObject &json)
{
    SampleMessage message;
    message.room = json["room"_L1].toString();
    message.with = json["with"_L1].toString();
    message.by = json["by"_L1].toString();
    message.age = age(json);
    message.text = json["text"_L1].toString();
    message.poll = poll(json["poll"_L1].toObject());
    message.pin = json["pin"_L1].toBool();
    const QJsonObject reactions = json["reactions"_L1].toObject();
    for (auto reaction = reactions.begin(); reaction != reactions.end(); ++reaction)
        message.reactions.append({reaction.key(), strings(reaction.value())});
    return message;
}

SampleNotice notice(const QJsonObject &json)
{
    return {json["room"_L1].toString(), json["name"_L1].toString(), json["type"_L1].toString(u"success"_s),
        json["title"_L1].toString(), json["message"_L1].toString(), age(json)};
}

SampleActivity activity(const QJsonObject &json)
{
    return {json["by"_L1].toString(), json["action"_L1].toString(), json["target"_L1].toString(), age(json)};
}

SampleDocument document(const QJsonObject &json)
{
    SampleDocument document {json["room"_L1].toString(), json["title"_L1].toString(), json["by"_L1].toString(),
        strings(json["lines"_L1]).join(u'\n'), {}};
    for (const QJsonValue &item : json["carets"_L1].toArray())
        document.carets.append(
            {item["by"_L1].toString(), item["behind"_L1].toString(), item["selected"_L1].toString()});
    return document;
}

QPointF place(const QJsonValue &json)
{
    return {json[0].toDouble(), json[1].toDouble()};
}

SampleBoard board(const QJsonObject &json)
{
    SampleBoard board {json["room"_L1].toString(), json["title"_L1].toString(), json["by"_L1].toString(), {}, {},
        json["announcement"_L1].toString()};
    for (const QJsonValue &item : json["shapes"_L1].toArray()) {
        if (auto shape = board::shapeFromJson(item.toObject()))
            board.shapes.append(std::move(*shape));
    }
    for (const QJsonValue &item : json["hovers"_L1].toArray())
        board.hovers.append({item["by"_L1].toString(), place(item["at"_L1]), item["tool"_L1].toString(u"select"_s),
            item["selected"_L1].toString()});
    return board;
}

SampleDoodle doodle(const QJsonObject &json)
{
    SampleDoodle doodle {json["board"_L1].toString(), json["by"_L1].toString(), json["colour"_L1].toString(u"ink"_s),
        json["width"_L1].toDouble(4), {}};
    for (const QJsonValue &item : json["way"_L1].toArray())
        doodle.way.append(place(item));
    return doodle;
}

} // namespace

SampleWorkspace SampleWorkspace::load()
{
    QFile file(u":/coterie/demo/workspace.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();

    SampleWorkspace workspace;
    workspace.name = json["name"_L1].toString();
    workspace.you = person(json["you"_L1].toObject());
    for (const QJsonValue &item : json["people"_L1].toArray())
        workspace.people.append(person(item.toObject()));
    for (const QJsonValue &item : json["rooms"_L1].toArray())
        workspace.rooms.append({item["name"_L1].toString(), item["topic"_L1].toString()});
    for (const auto *section : {"history", "direct"}) {
        for (const QJsonValue &item : json[QLatin1StringView(section)].toArray())
            workspace.history.append(message(item.toObject()));
    }
    std::ranges::stable_sort(workspace.history, std::ranges::greater {}, &SampleMessage::age);
    for (const QJsonValue &item : json["chatter"_L1].toArray())
        workspace.chatter.append(message(item.toObject()));
    for (const QJsonValue &item : json["notices"_L1].toArray())
        workspace.notices.append(notice(item.toObject()));
    for (const QJsonValue &item : json["activities"_L1].toArray())
        workspace.activities.append(activity(item.toObject()));
    for (const QJsonValue &item : json["documents"_L1].toArray())
        workspace.documents.append(document(item.toObject()));
    for (const QJsonValue &item : json["edits"_L1].toArray())
        workspace.edits.append({item["document"_L1].toString(), item["by"_L1].toString(), item["behind"_L1].toString(),
            item["text"_L1].toString()});
    for (const QJsonValue &item : json["boards"_L1].toArray())
        workspace.boards.append(board(item.toObject()));
    for (const QJsonValue &item : json["doodles"_L1].toArray())
        workspace.doodles.append(doodle(item.toObject()));
    workspace.webhook = notice(json["webhook"_L1].toObject());
    workspace.pointers = strings(json["pointers"_L1]);
    return workspace;
}

} // namespace coterie::desktop::demo
