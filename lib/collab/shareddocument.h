#pragma once

#include "base/time.h"
#include "collab/awareness.h"
#include "collab/comments.h"
#include "collab/sharedtext.h"
#include "crdt/doc.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace coterie::collab {

/// A document that several people have open at once. It knows no server and no disk: bytes come in by load(),
/// receive() and receiveAwareness(), and go out by edited() and awarenessTold(). GUI thread; what would take longer
/// than a part of a frame is read on a worker thread and handed over.
class SharedDocument : public QObject
{
    Q_OBJECT
public:
    /// Bytes of an update that are still joined in on the GUI thread: a third of a frame's time at the worst measured.
    static constexpr qsizetype LargestHere = 128 * 1024;
    static constexpr qsizetype MostWriters = 500; ///< told apart; a line of text names fewer
    static constexpr Millis Frame {16}; ///< others' edits are joined in once per frame at most

    /// The clock must outlive it.
    SharedDocument(Person self, const Clock &clock, QObject *parent = nullptr);
    ~SharedDocument() override;

    /// What is stored, once, and before anything else is done with it. loaded() or failed() follows.
    void load(const QByteArray &state);
    void receive(const QByteArray &update); ///< somebody else's edit
    void receiveAwareness(const QByteArray &update) { m_awareness.receive(update); }
    void losePeers() { m_awareness.losePeers(); }
    void linkOpened() { m_awareness.tellAnew(); }
    void setSelf(const Person &self) { m_awareness.setSelf(self); }
    void setReadOnly(bool readOnly) { m_text.setReadOnly(readOnly); }

    [[nodiscard]] bool isLoaded() const { return m_doc != nullptr; }
    [[nodiscard]] SharedText &text() { return m_text; }
    [[nodiscard]] const SharedText &text() const { return m_text; }
    [[nodiscard]] Comments &comments() { return m_comments; }
    [[nodiscard]] Awareness &awareness() { return m_awareness; }
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

private:
    struct Built;
    void adopt(std::unique_ptr<crdt::Doc> doc);
    void build(const QList<QByteArray> &updates);
    void take(Built &built);
    void applyInbox();
    void noteWriters(const QByteArray &update);
    void settle();

    const Clock &m_clock;
    Awareness m_awareness;
    SharedText m_text;
    Comments m_comments;
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
    QThreadPool m_reader; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::collab
