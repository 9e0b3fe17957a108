#pragma once

#include "base/time.h"
#include "collab/awareness.h"
#include "collab/comments.h"
#include "collab/shareddocument.h"
#include "collab/sharedtext.h"

namespace coterie::collab {

/// A shared document whose content is text with comments. GUI thread.
class TextDocument : public SharedDocument
{
    Q_OBJECT
public:
    /// The clock must outlive it.
    TextDocument(Person self, const Clock &clock, QObject *parent = nullptr);
    ~TextDocument() override;

    [[nodiscard]] SharedText &text() { return m_text; }
    [[nodiscard]] const SharedText &text() const { return m_text; }
    [[nodiscard]] Comments &comments() { return m_comments; }
    [[nodiscard]] Awareness &awareness() { return m_awareness; }
    void setReadOnly(bool readOnly) override { m_text.setReadOnly(readOnly); }
    [[nodiscard]] bool isReadOnly() const override { return m_text.isReadOnly(); }

protected:
    [[nodiscard]] std::unique_ptr<Reading> read(crdt::Doc &doc) const override;
    void attach(crdt::Doc *doc, std::unique_ptr<Reading> reading) override;
    void settleContent() override { m_text.settle(); }
    [[nodiscard]] bool hasHistory() const override { return m_text.hasHistory(); }

private:
    Awareness &m_awareness; ///< the base owns it
    SharedText m_text;
    Comments m_comments;
};

} // namespace coterie::collab
