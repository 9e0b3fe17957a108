#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

/// Values inside a message row, as QML sees them.
namespace coterie::viewmodel {

/// One paragraph, heading, code block … of a message. `text` is StyledText made from escaped text only (see
/// markdown.h).
struct MessageBlock {
    Q_GADGET
    QML_VALUE_TYPE(messageBlock)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString plain MEMBER plain)
    Q_PROPERTY(QString language MEMBER language)
    Q_PROPERTY(int level MEMBER level)
public:
    QString kind; ///< "paragraph", "heading", "code", "quote", "list", "table" or "rule"
    QString text; ///< with the colours of the current theme
    QString plain; ///< verbatim, for copying and screen readers
    QString language; ///< of a code block, as written
    int level = 0; ///< of a heading, or the depth of a list item or quote
    QString source; ///< `text` with colour names instead of colours
    bool operator==(const MessageBlock &) const = default;
};

struct ReactionChip {
    Q_GADGET
    QML_VALUE_TYPE(reactionChip)
    Q_PROPERTY(QString emoji MEMBER emoji)
    Q_PROPERTY(int count MEMBER count)
    Q_PROPERTY(bool mine MEMBER mine)
    Q_PROPERTY(QString names MEMBER names)
public:
    QString emoji;
    int count = 0;
    bool mine = false;
    QString names; ///< "Mina, Priya and you"
    bool operator==(const ReactionChip &) const = default;
};

struct PollOption {
    Q_GADGET
    QML_VALUE_TYPE(pollOption)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(int count MEMBER count)
    Q_PROPERTY(double fraction MEMBER fraction)
    Q_PROPERTY(bool chosen MEMBER chosen)
public:
    QString text;
    int count = 0;
    double fraction = 0; ///< of all votes, 0 to 1
    bool chosen = false;
    bool operator==(const PollOption &) const = default;
};

struct PollView {
    Q_GADGET
    QML_VALUE_TYPE(pollView)
    Q_PROPERTY(QString pollId MEMBER pollId)
    Q_PROPERTY(QString question MEMBER question)
    Q_PROPERTY(QVariantList options READ optionValues)
    Q_PROPERTY(int voters MEMBER voters)
    Q_PROPERTY(bool closed MEMBER closed)
    Q_PROPERTY(bool multiple MEMBER multiple)
    Q_PROPERTY(QString footer MEMBER footer)
    Q_PROPERTY(bool canClose MEMBER canClose)
public:
    QString pollId;
    QString question;
    QList<PollOption> options;
    int voters = 0;
    bool closed = false;
    bool multiple = false;
    QString footer; ///< "7 votes · live · closes in 2 h"
    bool canClose = false;
    [[nodiscard]] QVariantList optionValues() const
    {
        QVariantList values;
        for (const PollOption &option : options)
            values.append(QVariant::fromValue(option));
        return values;
    }
    bool operator==(const PollView &) const = default;
};

} // namespace coterie::viewmodel
