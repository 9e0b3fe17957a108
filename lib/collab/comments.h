#pragma once

#include "base/time.h"
#include "collab/people.h"
#include "collab/textsource.h"
#include "crdt/doc.h"
#include "crdt/relativeposition.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace coterie::collab {

class SharedText;

struct Reply {
    QString by; ///< a user id
    QString byName;
    WallTime at {};
    QString text;
    bool operator==(const Reply &) const = default;
};

/// What somebody said about a stretch of the text.
struct Comment {
    QString id;
    QString by;
    QString byName;
    WallTime at {};
    QString text;
    QString quote; ///< the words it was about then
    bool resolved = false;
    QList<Reply> replies; ///< oldest first
    bool operator==(const Comment &) const = default;
};

/// The comments of a document: the Y.Map `comments`, a Y.Map for each. They are anchored to words, so they stay with
/// them while others edit; where the words are gone the place is left. What peers wrote there and is of another shape
/// is not shown. GUI thread; a TextDocument owns it.
class Comments : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype LongestText = 4000; ///< units of a comment or reply
    static constexpr qsizetype LongestQuote = 280;
    static constexpr qsizetype MostComments = 2000; ///< shown, the newest; enough for any text people read

    Comments(const SharedText &text, Person self, const Clock &clock, QObject *parent = nullptr);
    ~Comments() override;

    [[nodiscard]] const QList<Comment> &all() const { return m_comments; } ///< oldest first
    [[nodiscard]] const Comment *find(const QString &id) const; ///< null: gone
    [[nodiscard]] bool hasOpen() const; ///< one that is not resolved
    [[nodiscard]] QList<Annotation> annotations() const; ///< of those that are open, where they are now
    [[nodiscard]] std::optional<Annotation> place(const QString &id) const;

    /// The id of the new comment; empty if there is nothing to say or nothing to say it about.
    QString add(qsizetype start, qsizetype end, const QString &text);
    void reply(const QString &id, const QString &text);
    void setResolved(const QString &id, bool resolved);
    void remove(const QString &id); ///< one's own only
    void removeReply(const QString &id, qsizetype index); ///< one's own only

    void attach(crdt::Doc *doc); ///< for the document that owns it; null takes the document away
    void settle(); ///< a transaction is over

Q_SIGNALS:
    void changed();

private:
    struct Anchors {
        crdt::RelativePosition anchor;
        crdt::RelativePosition head;
    };
    [[nodiscard]] std::optional<crdt::Map> entry(const QString &id) const;
    [[nodiscard]] std::optional<Comment> read(const QString &id, const crdt::Map &entry) const;
    [[nodiscard]] bool mayWrite() const;
    template <typename Work>
    void write(Work &&work);
    void reload();

    const SharedText &m_text;
    Person m_self;
    const Clock &m_clock;
    crdt::Doc *m_doc = nullptr;
    std::optional<crdt::Map> m_map;
    crdt::Subscription m_subscription;
    QList<Comment> m_comments;
    QHash<QString, Anchors> m_anchors;
    bool m_isStale = false;

Q_SIGNALS:
    void written(); ///< the document is to look at what has changed
};

} // namespace coterie::collab
