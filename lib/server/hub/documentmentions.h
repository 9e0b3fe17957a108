#pragma once

#include "server/hub/documents.h"

namespace coterie::server {

/// Tells people that somebody wrote their name in a document: in its text, in a shape of a board or in a comment. Looks
/// a moment after the last edit, so that half-written names are nobody. Each occurrence is told once, however the line
/// around it changes, and a line that is moved is not told again.
class DocumentMentions
{
public:
    DocumentMentions(Core &core, Documents &documents, Feed &feed) : m_core(core), m_documents(documents), m_feed(feed)
    {
    }

    void tick(); ///< once a second

private:
    struct Occurrence {
        protocol::UserId user;
        protocol::UserId author;
        QByteArray place; ///< where in the document it stands
        QString line;
    };
    void look(OpenDocument &document);
    [[nodiscard]] QList<Occurrence> inContent(OpenDocument &document, const QList<protocol::User> &people) const;
    [[nodiscard]] QList<Occurrence> inShapes(OpenDocument &document, const QList<protocol::User> &people) const;
    [[nodiscard]] QList<Occurrence> inComments(OpenDocument &document, const QList<protocol::User> &people) const;
    [[nodiscard]] bool isNew(OpenDocument &document, const protocol::UserId &user, const QByteArray &occurrence);
    void tell(const OpenDocument &document, const Occurrence &occurrence);

    Core &m_core;
    Documents &m_documents;
    Feed &m_feed;
};

} // namespace coterie::server
