#pragma once

#include "collab/textsource.h"

namespace coterie::testing {

/// A text as an editor sees it, kept in one string: what this person, somebody else and undo do is what a test does.
/// Undo takes back only what came through replace() and replaceAll().
class PlainSource : public collab::TextSource
{
    Q_OBJECT
public:
    using TextSource::TextSource;

    [[nodiscard]] QString text() const override { return m_text; }
    [[nodiscard]] bool isReadOnly() const override { return m_readOnly; }
    void replace(qsizetype position, qsizetype removed, const QString &inserted) override;
    void replaceAll(const QList<collab::TextChange> &changes) override;
    void undo() override;
    void redo() override;
    [[nodiscard]] bool canUndo() const override { return !m_undo.isEmpty(); }
    [[nodiscard]] bool canRedo() const override { return !m_redo.isEmpty(); }
    void endUndoStep() override { m_stepOpen = false; }
    void setCaret(qsizetype anchor, qsizetype head) override;
    void clearCaret() override { hasCaret = false; }
    [[nodiscard]] QList<collab::RemoteCaret> carets() const override { return m_carets; }
    [[nodiscard]] QList<collab::Annotation> annotations() const override { return m_annotations; }

    void setText(const QString &text); ///< another text altogether
    void setReadOnly(bool readOnly);
    void othersReplace(qsizetype position, qsizetype removed, const QString &inserted);
    void othersReplaceAll(const QList<collab::TextChange> &changes);
    void setCarets(const QList<collab::RemoteCaret> &carets);
    void setAnnotations(const QList<collab::Annotation> &annotations);

    bool hasCaret = false; ///< as the others are told, with the next two
    qsizetype caretAnchor = 0;
    qsizetype caretHead = 0;
    int steps = 0; ///< of undo, begun so far

private:
    using Step = QList<collab::TextChange>;

    [[nodiscard]] Step changeText(const QList<collab::TextChange> &changes); ///< what would take it back
    void takeBack(QList<Step> &from, QList<Step> &to);
    void moveSteps(const collab::TextChange &change);

    QString m_text;
    QList<Step> m_undo;
    QList<Step> m_redo;
    QList<collab::RemoteCaret> m_carets;
    QList<collab::Annotation> m_annotations;
    bool m_stepOpen = false;
    bool m_readOnly = false;
};

} // namespace coterie::testing
