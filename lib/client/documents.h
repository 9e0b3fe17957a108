#pragma once

#include "base/result.h"
#include "protocol/documents.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>

namespace coterie::client {

class Client;
struct DocumentNews;

/// How an open document stands with disk and server: the truth for its status line.
struct DocumentSync {
    enum class State {
        Offline, ///< no link; it comes back by itself, `reason` says why it is not there
        Connecting,
        Syncing, ///< linked; something is still on its way here or there
        InSync, ///< the server has confirmed every edit of this computer and told all of its own
        Refused, ///< the server, or what it sent, ended it; `reason` says why
    };
    State state = State::Offline;
    bool saved = true; ///< every edit pushed so far is on disk
    int waiting = 0; ///< own edits that the server has not confirmed
    bool keepsNothing = false; ///< the store does not work: what waits is gone when the program ends
    QString reason {}; ///< Offline, Refused: plain words; may be empty while nothing is wrong
    bool operator==(const DocumentSync &) const = default;
};

/// One line of the list of documents.
struct DocumentSummary {
    protocol::Document document;
    int waiting = 0; ///< own edits that the server has not confirmed
    bool stored = false; ///< there is a copy on this computer: it opens offline
    bool unsent = false; ///< made or renamed here, and the server has not heard of it yet
    QString failure {}; ///< why what waits is not sent any more (removed, no access), in words; empty: all is well
    bool operator==(const DocumentSummary &) const = default;
};

struct NewDocument {
    QString title;
    protocol::RoomId roomId;
    protocol::DocumentKind kind = protocol::DocumentKind::Text;
};

enum class Attendance {
    Present, ///< in it: tells its awareness and hears the others'
    Onlooker, ///< a silent look, for a preview: nobody hears of it, and it hears of nobody
};

/// One document while somebody looks at it; made by Client::openDocument(). Lives on the caller's thread, and its
/// signals come there, never inside a call. Destroying it closes the document; what waits is still sent by the engine.
/// Updates are those of Yjs, version 1. The same document may be open several times: each hears the others' edits.
class OpenDocument : public QObject
{
    Q_OBJECT
public:
    ~OpenDocument() override;

    [[nodiscard]] const protocol::DocumentId &documentId() const;
    [[nodiscard]] const DocumentSync &sync() const; ///< now, with what is on its way to the disk

    void push(const QByteArray &update); ///< an own edit; on disk before it is sent. After loaded() only
    /// The own awareness; not stored, sent again with each new link. An onlooker's goes nowhere.
    void pushAwareness(const QByteArray &update);

Q_SIGNALS:
    void loaded(const QByteArray &state); ///< once, without waiting for a network: what is stored, empty if nothing is
    void received(const QByteArray &update); ///< others' edits, merged: at most one per 8 ms
    void awarenessReceived(const QByteArray &update);
    void peersLost(); ///< the link is gone: nobody else is known to be there
    void linked(); ///< the link is (again) open: tell the own awareness anew
    void syncChanged(const coterie::client::DocumentSync &sync);

private:
    friend class Client;
    struct Private;
    explicit OpenDocument(std::unique_ptr<Private> made);
    void take(const DocumentNews &news);
    void announce();

    std::unique_ptr<Private> d;
};

} // namespace coterie::client
