#pragma once

#include "base/random.h"
#include "client/client.h"
#include "demo/artist.h"
#include "demo/sampleworkspace.h"
#include "demo/scribe.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace coterie::desktop::demo {

/// A lively teammate: an ordinary client of the demo's server, on the GUI thread with an engine thread of its own.
class Bot : public QObject
{
    Q_OBJECT
public:
    Bot(const SamplePerson &person, const QUrl &server, const QString &token, std::uint64_t seed,
        QObject *parent = nullptr);

    [[nodiscard]] const QString &name() const { return m_person.name; }
    [[nodiscard]] bool isAway() const { return m_away; }

    void say(const QString &roomName, const QString &text); ///< types for a while first
    void reactToLatest(const QString &roomName);
    void voteInLatestPoll();
    void setAway(bool away);
    void wander(const QString &roomName, Millis duration); ///< moves the pointer over the newest messages
    void typeALittle(const QString &roomName); ///< types and thinks better of it
    void makeDocument(const SampleDocument &document); ///< and opens it
    void openDocument(const QString &title, const SampleCaret &caret); ///< as soon as it hears of it
    void write(const SampleEdit &edit); ///< in a document it has open
    void makeBoard(const SampleBoard &board); ///< and opens it
    void openBoard(const QString &title, const SampleHover &hover); ///< as soon as it hears of it
    void draw(const SampleDoodle &doodle); ///< on a board it has open
    void wanderOnBoard(); ///< the first it has open

private:
    struct KnownRoom {
        protocol::Room room;
        QList<client::MessageEntry> latest; ///< the newest few, oldest first
    };

    void apply(const client::Changes &changes);
    [[nodiscard]] KnownRoom *roomNamed(const QString &name);
    Scribe &scribeFor(const QString &title, const protocol::DocumentId &docId);
    Artist &artistFor(const QString &title, const protocol::DocumentId &docId);
    static void place(Scribe &scribe, const SampleCaret &caret);
    void nextPointerStep();

    SamplePerson m_person;
    protocol::UserId m_self; ///< empty until the server has said
    client::Client m_client;
    Random m_random;
    QHash<protocol::RoomId, KnownRoom> m_rooms;
    QHash<QString, protocol::DocumentId> m_documents; ///< by title
    QHash<QString, SampleCaret> m_wanted; ///< documents it waits for, and where it will stand
    QHash<QString, SampleHover> m_wantedBoards;
    std::map<QString, std::unique_ptr<Scribe>> m_scribes; ///< by title; before the client goes
    std::map<QString, std::unique_ptr<Artist>> m_artists; ///< likewise
    SystemClock m_clock;
    bool m_away = false;

    QTimer m_pointerTimer;
    protocol::RoomId m_pointerRoom;
    int m_pointerStepsLeft = 0;
    double m_pointerPhase = 0;
};

} // namespace coterie::desktop::demo
