#pragma once

#include "base/time.h"
#include "board/shape.h"

#include <QHash>
#include <QList>
#include <QPointF>
#include <QString>

/// The demo's people, rooms and lines, as values read from resources/demo/workspace.json.
namespace coterie::desktop::demo {

struct SamplePerson {
    QString name;
    QString color;
};

struct SampleRoom {
    QString name;
    QString topic;
};

struct SamplePoll {
    QString question;
    QList<QString> options;
    QHash<QString, QList<int>> votes; ///< by name
};

struct SampleMessage {
    QString room; ///< a room's name; empty for a direct message
    QString with; ///< direct messages: the other person's name
    QString by; ///< a name, or "you"
    Millis age {0}; ///< how long ago it was written
    QString text;
    SamplePoll poll; ///< a poll when it has options
    QList<std::pair<QString, QList<QString>>> reactions; ///< emoji and names
    bool pin = false;
};

struct SampleNotice {
    QString room; ///< webhooks only
    QString name; ///< the webhook's
    QString type;
    QString title;
    QString message;
    Millis age {0};
};

struct SampleActivity {
    QString by;
    QString action;
    QString target;
    Millis age {0};
};

struct SampleCaret {
    QString by;
    QString behind; ///< the caret stands behind these words
    QString selected; ///< or these are selected
};

struct SampleDocument {
    QString room;
    QString title;
    QString by; ///< who makes it
    QString text;
    QList<SampleCaret> carets; ///< who has it open, and where
};

struct SampleEdit {
    QString document; ///< its title
    QString by;
    QString behind; ///< these words
    QString text; ///< is typed
};

/// Where somebody's pointer rests on a board.
struct SampleHover {
    QString by;
    QPointF at; ///< board units
    QString tool;
    QString selected; ///< a shape's id; empty: none
};

/// Something drawn with the pen.
struct SampleDoodle {
    QString board; ///< its title
    QString by;
    QString colour;
    double width = 2;
    QList<QPointF> way; ///< board units; the hand rounds the corners
};

struct SampleBoard {
    QString room;
    QString title;
    QString by; ///< who makes it
    QList<board::Shape> shapes; ///< back to front
    QList<SampleHover> hovers; ///< who has it open, and where
    QString announcement; ///< what its maker says in the room; %1 is the link to it
};

struct SampleWorkspace {
    QString name;
    SamplePerson you;
    QList<SamplePerson> people;
    QList<SampleRoom> rooms;
    QList<SampleMessage> history; ///< oldest first, direct messages included
    QList<SampleMessage> chatter; ///< what the bots say one after another
    QList<SampleNotice> notices;
    QList<SampleActivity> activities;
    QList<SampleDocument> documents;
    QList<SampleEdit> edits; ///< what is written in them, one after another
    QList<SampleBoard> boards;
    QList<SampleDoodle> doodles; ///< what is drawn on them, one after another; the first at once
    SampleNotice webhook;
    QList<QString> pointers; ///< who moves a pointer about

    /// The one that is compiled in.
    [[nodiscard]] static SampleWorkspace load();
};

} // namespace coterie::desktop::demo
