#pragma once

#include "base/time.h"
#include "collab/awarenesschannel.h"
#include "crdt/doc.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace coterie::collab {

/// A document that several people have open at once; what is in it is the heirs' business. It knows no server and no
/// disk: bytes come in by load(), receive() and receiveAwareness(), and go out by edited() and awarenessTold(). GUI
/// thread; what would take longer than a part of a frame is read on a worker thread and handed over.
class SharedDocument : public QObject
{
    Q_OBJECT
public:
    /// Bytes of an update that are still joined in on the GUI thread: a third of a frame's time at the worst measured.
    static constexpr qsizetype LargestHere = 128 * 1024;
    static constexpr qsizetype MostWriters = 500; ///< told apart; a line of text names fewer
    /// Others' edits are joined in together, so that it takes a fifth of the time at most: between these two apart.
    static constexpr Millis Shortest {2};
    static constexpr Millis Frame {16};

    ~SharedDocument() override;

    /// What is stored, once, and before anything else is done with it. loaded() or failed() follows.
    void load(const QByteArray &state);
    void receive(const QByteArray &update); ///< somebody else's edit
    void receiveAwareness(const QByteArray &update) { m_awareness->receive(update); }
    void losePeers() { m_awareness->losePeers(); }
    void linkOpened() { m_awareness->tellAnew(); }
    void setSelf(const Person &self) { m_awareness->setSelf(self); }
    void setAttending(bool attending) { m_awareness->setAttending(attending); } ///< at first it is so
    virtual void setReadOnly(bool readOnly) = 0;
    [[nodiscard]] virtual bool isReadOnly() const = 0; ///< so before it is loaded, too

    [[nodiscard]] bool isLoaded() const { return m_doc != nullptr; }
    [[nodiscard]] QString title() const { return m_title; } ///< of `meta`; empty: none was given
    void setTitle(const QString &title);
    /// The clients whose words came while it was open: by Yjs' rule the same numbers as in the awareness.
    [[nodiscard]] const QSet<quint64> &writers() const { return m_writers; }
    [[nodiscard]] QByteArray state() const; ///< everything, as one update; empty while it is being read

Q_SIGNALS:
    void loaded();
    void failed(); ///< what is stored cannot be read
    void edited(const QByteArray &update); ///< one's own edit, to be stored and sent
    void awarenessTold(const QByteArray &update);
    void titleChanged();
    void wrote(); ///< somebody new did, see writers()

protected:
    /// What an heir made of a document besides reading it, on the thread that read it.
    struct Reading {
        virtual ~Reading() = default;
    };

    explicit SharedDocument(std::unique_ptr<AwarenessChannel> awareness, QObject *parent);
    [[nodiscard]] AwarenessChannel &channel() { return *m_awareness; }
    /// In the heir's destructor: waits for the worker, says goodbye and takes the document away.
    void close();
    /// A transaction is over: what was done here is told. Before the heir tells of its own changes, so what is done is
    /// on its way to the disk before it is painted.
    void settle();

    [[nodiscard]] virtual std::unique_ptr<Reading> read(crdt::Doc &doc) const = 0; ///< any thread; may be null
    virtual void attach(crdt::Doc *doc, std::unique_ptr<Reading> reading) = 0; ///< null takes it away
    virtual void settleContent() = 0; ///< others' edits were joined in
    [[nodiscard]] virtual bool hasHistory() const = 0; ///< there is something to take back in this very document

private:
    struct Built;
    void adopt(std::unique_ptr<crdt::Doc> doc, std::unique_ptr<Reading> reading);
    void build(const QList<QByteArray> &updates);
    void take(Built &built);
    void applyInbox();
    [[nodiscard]] QSet<quint64> noteWriters(const QByteArray &update);

    std::unique_ptr<AwarenessChannel> m_awareness;
    std::unique_ptr<crdt::Doc> m_doc;
    crdt::Subscription m_updates;
    crdt::Subscription m_meta;
    QList<QByteArray> m_inbox; ///< of others, not joined in yet
    QList<QByteArray> m_outbox; ///< of transactions not told yet
    QSet<quint64> m_writers;
    QTimer m_pace;
    QString m_title;
    bool m_isTitleStale = false;
    bool m_isBuilding = false;
    QThreadPool m_reader; ///< of its own, so that close() can wait for it
};

} // namespace coterie::collab
