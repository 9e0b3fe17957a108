#pragma once

#include "client/changebatch.h"
#include "client/documentcopy.h"
#include "client/documentlink.h"
#include "client/documentport.h"
#include "client/documentrequests.h"
#include "sync/backoff.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <QUrl>

#include <map>
#include <memory>
#include <vector>

namespace coterie::client {

/// All documents of one account: the list, the copies, the links. Open ones are linked at once, those with waiting
/// edits that nobody looks at three at a time. Nothing leaves before welcomed() has said who this account is. Engine
/// thread.
class DocumentBook : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Reply = std::function<void(Result<T>)>;

    DocumentBook(
        const Clock &clock, store::Store &store, ChangeBatch &batch, Transact transact, DocumentPort::Deliver deliver);
    ~DocumentBook() override;

    void report(const protocol::UserId &self); ///< everything that is in the store
    void setTarget(const QUrl &server, const QString &token);
    void welcomed(const protocol::UserId &self); ///< the server knows the account: lists, sends, links
    void linkChanged(const transport::LinkStatus &status); ///< of the session
    void forgetAll(); ///< another account
    void refuseAll(const QString &words); ///< this server keeps no documents
    void retryNow();
    void setSuspended(bool suspended);
    void probe();
    void refreshLater(); ///< rooms came or went: which documents there are has changed

    // documentwindows.cpp: what is open.
    void open(quint64 number, const protocol::DocumentId &docId, Attendance attendance);
    void close(quint64 number);
    void push(quint64 number, const QByteArray &update);
    void pushAwareness(quint64 number, const QByteArray &update);
    void taken(quint64 number);

    // documentlist.cpp: the list, what is asked of it, and news.
    void create(const protocol::DocumentId &docId, const NewDocument &document, WallTime now);
    void rename(const protocol::DocumentId &docId, const QString &title);
    void remove(const protocol::DocumentId &docId, const Reply<void> &reply);
    void updated(const protocol::Document &document);
    void removed(const protocol::DocumentId &docId);
    void presence(const protocol::DocumentPresence &presence);

    [[nodiscard]] DocumentRequests &requests() { return m_requests; }

private:
    struct Entry {
        store::StoredDocument line;
        bool isKnown = false; ///< more than the id
        bool isStored = false;
        int waiting = 0;
        QString refusal; ///< why the last link ended; tried again with the next session
        std::unique_ptr<DocumentCopy> copy;
        std::unique_ptr<DocumentLink, LinkDropper> link;
        std::vector<std::unique_ptr<DocumentPort>> ports;
    };

    // documentbook.cpp: links, and what they bring.
    void pump();
    void link(const protocol::DocumentId &docId, Entry &entry);
    [[nodiscard]] bool mayLink(const Entry &entry) const;
    void load(const protocol::DocumentId &docId, Entry &entry);
    void linkEnded(const protocol::DocumentId &docId, const sync::DocumentVerdict &verdict);
    void settle(const protocol::DocumentId &docId); ///< lets go of what nobody needs any more
    void compactOne();
    void writeAll(); ///< others' edits
    void tell(const protocol::DocumentId &docId); ///< the list and the windows
    void tellWindows(const Entry &entry);
    [[nodiscard]] DocumentSync syncOf(const Entry &entry) const;

    // documentlist.cpp
    [[nodiscard]] Entry &entryFor(const protocol::DocumentId &docId);
    [[nodiscard]] Entry *find(const protocol::DocumentId &docId);
    void refresh();
    void listed(const DocumentListing &listing);
    [[nodiscard]] bool learn(const protocol::Document &document);
    void sendIntents();
    void sendCreation(Entry &entry);
    void sendRename(Entry &entry);
    void sendRemoval(const protocol::DocumentId &docId);
    void askRemoval(const protocol::DocumentId &docId, const Reply<void> &reply);
    [[nodiscard]] bool isDecided(const std::optional<Error> &error);
    void refuseIntent(Entry &entry, const QString &words);
    void gone(const protocol::DocumentId &docId, const QString &words);
    void forget(const protocol::DocumentId &docId);
    void write(const Entry &entry);
    void tryAgain();
    void say(const QString &words);

    // documentrestore.cpp: the server's data is another.
    void there(Entry &entry);
    void missing(const QList<protocol::DocumentId> &documents);
    void forgotten(Entry &entry);
    void given(Entry &entry);

    // documentwindows.cpp
    [[nodiscard]] std::pair<Entry *, DocumentPort *> window(quint64 number);

    const Clock &m_clock;
    store::Store &m_store;
    ChangeBatch &m_batch;
    Transact m_transact;
    DocumentPort::Deliver m_deliver;
    DocumentRequests m_requests;
    QUrl m_server;
    QString m_token;
    protocol::UserId m_self;
    bool m_isAllowed = false; ///< the server has said who this is
    bool m_isOnline = false;
    bool m_isSending = false; ///< a wish is under way
    protocol::Epoch m_epoch; ///< of the server's data, from the last list
    int m_lists = 0; ///< how often the list was asked for
    QSet<protocol::DocumentId> m_newsSince; ///< which documents there were news of since the last time
    transport::LinkStatus m_session;
    QString m_unable; ///< why this server has no documents
    std::map<protocol::DocumentId, Entry> m_entries;
    QHash<quint64, protocol::DocumentId> m_windows;
    Random m_random = Random::fromSystem();
    sync::Backoff m_backoff;
    QTimer m_retry;
    QTimer m_refresh;
    QTimer m_quiet; ///< runs out when nobody has edited for a while
    QTimer m_write; ///< runs out when others' edits are to be on disk
};

} // namespace coterie::client
