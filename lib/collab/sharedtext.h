#pragma once

#include "base/time.h"
#include "collab/awareness.h"
#include "collab/textsource.h"
#include "crdt/doc.h"
#include "crdt/undomanager.h"

#include <QHash>

#include <memory>
#include <optional>

namespace coterie::collab {

class Comments;

/// The `content` of a shared document as an editor sees it. One unit stands for one unit of the Y.Text; something in it
/// that is no text (an image another house's editor put there) is one U+FFFC. Undo takes back only what came through
/// this object; a step ends with a pause, a line end, or when the caret was moved. The TextDocument owns it, gives it
/// a document and says when a transaction is over.
class SharedText : public TextSource
{
    Q_OBJECT
public:
    SharedText(Awareness &awareness, const Clock &clock, QObject *parent = nullptr);
    ~SharedText() override;

    [[nodiscard]] QString text() const override;
    [[nodiscard]] qsizetype length() const;
    [[nodiscard]] bool isReadOnly() const override { return !m_content || m_readOnly; }
    void setReadOnly(bool readOnly);

    void replace(qsizetype position, qsizetype removed, const QString &inserted) override;
    void replaceAll(const QList<TextChange> &changes) override;
    void undo() override;
    void redo() override;
    [[nodiscard]] bool canUndo() const override { return m_undo && m_undo->canUndo(); }
    [[nodiscard]] bool canRedo() const override { return m_undo && m_undo->canRedo(); }
    void endUndoStep() override;

    void setCaret(qsizetype anchor, qsizetype head) override;
    void clearCaret() override;
    [[nodiscard]] QList<RemoteCaret> carets() const override;
    [[nodiscard]] QList<Annotation> annotations() const override;

    // For the document that owns it.
    /// `doc` must outlive it or be taken away first; null takes it away. Tells reset().
    void attach(crdt::Doc *doc, const Comments *comments);
    void settle(); ///< a transaction is over: tells what it changed
    [[nodiscard]] bool hasHistory() const { return canUndo() || canRedo(); }
    /// The position as it is now; nothing if what it sticks to is unknown or lies in another type.
    [[nodiscard]] std::optional<qsizetype> positionOf(const crdt::RelativePosition &position) const;
    [[nodiscard]] crdt::RelativePosition relative(
        qsizetype position, crdt::Association association = crdt::Association::After) const;

Q_SIGNALS:
    void settled(); ///< the document is to look at what has changed besides the text

private:
    void observe();
    void collect(const std::vector<crdt::Event> &events);
    void edit(const QList<TextChange> &changes);
    void step(bool (crdt::UndoManager::*way)());
    void tellUndo();

    Awareness &m_awareness;
    const Clock &m_clock;
    crdt::Doc *m_doc = nullptr;
    const Comments *m_comments = nullptr;
    std::optional<crdt::Text> m_content; ///< absent without a document
    std::unique_ptr<crdt::UndoManager> m_undo;
    crdt::Subscription m_subscription;
    QList<TextChange> m_changes; ///< of transactions not told yet
    Cause m_cause = Cause::Remote; ///< of the transaction that runs
    bool m_readOnly = false;
    bool m_couldUndo = false;
    bool m_couldRedo = false;
    /// Where a peer was last seen: what a caret sticks to may come a moment after the caret.
    mutable QHash<quint64, Cursor> m_lastSeen;
};

} // namespace coterie::collab
