#pragma once

#include "client/client.h"
#include "collab/textdocument.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace coterie::desktop::demo {

/// A bot's hands in one document: opened, edited and pointed at on the way a person's window takes. GUI thread.
class Scribe : public QObject
{
    Q_OBJECT
public:
    Scribe(client::Client &client, const protocol::DocumentId &docId, const collab::Person &self, const Clock &clock,
        QObject *parent = nullptr);
    ~Scribe() override;

    void fill(const QString &text); ///< all of it at once, as soon as it is open, if nothing is there yet
    void standBehind(const QString &words); ///< the caret goes there as soon as the words are there
    void select(const QString &words);
    void type(const QString &behind, const QString &text); ///< letter by letter; nothing if the words are gone

private:
    void place();
    void typeNext();

    std::unique_ptr<client::OpenDocument> m_link;
    collab::TextDocument m_document;
    QString m_filling;
    QString m_target; ///< words to stand behind or to select
    bool m_selects = false;
    QString m_left; ///< still to be typed
    qsizetype m_at = 0; ///< where
    QTimer m_typing;
};

} // namespace coterie::desktop::demo
