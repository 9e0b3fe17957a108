#pragma once

#include "messagetext.h"
#include "timeline.h"
#include "viewmodel/messagerow.h"

#include <QPointer>
#include <QQuickItem>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

#include <array>

namespace coterie::screens {

class MessageTile;

/// One row of a message list: the day and "New since" lines above it, the face, who and when, what it answers, and its
/// words, all painted by this one item, because rows are made and thrown away by the hundred while somebody scrolls.
/// Only what few messages have (state, poll, reactions) are items of their own, made from Timeline's components. The
/// height is final as soon as the width is known. Coordinates are the row's, in pixels. GUI thread; painting reads it
/// while the GUI thread waits.
class MessageItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        coterie::screens::Timeline *timeline READ timeline WRITE setTimeline NOTIFY timelineChanged REQUIRED FINAL)
    Q_PROPERTY(int index READ index WRITE setIndex NOTIFY indexChanged REQUIRED FINAL)
    Q_PROPERTY(quint64 revision READ revision WRITE setRevision NOTIFY messageChanged REQUIRED FINAL)
    Q_PROPERTY(bool lit MEMBER m_lit WRITE setLit NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool flashed MEMBER m_flashed WRITE setFlashed NOTIFY lookChanged FINAL)
    Q_PROPERTY(bool current MEMBER m_current WRITE setCurrent NOTIFY lookChanged FINAL)
    Q_PROPERTY(coterie::screens::MessageItem::Spot hoveredSpot MEMBER m_hoveredSpot WRITE setHoveredSpot NOTIFY
            lookChanged FINAL)
    Q_PROPERTY(int chosenLink MEMBER m_chosenLink WRITE chooseLink NOTIFY lookChanged FINAL)
    Q_PROPERTY(QStringList links READ links NOTIFY messageChanged FINAL)
    Q_PROPERTY(int markedFrom READ markedFrom NOTIFY markedChanged FINAL)
    Q_PROPERTY(int markedTo READ markedTo NOTIFY markedChanged FINAL)
    Q_PROPERTY(QQuickItem *box READ box CONSTANT FINAL)
    Q_PROPERTY(QString key READ key NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString messageId READ messageId NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString delivery READ delivery NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString failure READ failure NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool own READ isOwn NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool failed READ isFailed NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool pending READ isPending NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool edited READ isEdited NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool deleted READ isDeleted NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool pinned READ isPinned NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool changePending READ isChangePending NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool editable READ isEditable NOTIFY messageChanged FINAL)
    Q_PROPERTY(bool hasPoll READ hasPoll NOTIFY messageChanged FINAL)
    Q_PROPERTY(QVariant poll READ poll NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString boardId READ boardId NOTIFY messageChanged FINAL)
    Q_PROPERTY(QVariantList reactions READ reactions NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString plainText READ plainText NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString replyKey READ replyKey NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString fullTime READ fullTime NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString spokenName READ spokenName NOTIFY messageChanged FINAL)
    Q_PROPERTY(QString spokenState READ spokenState NOTIFY messageChanged FINAL)
public:
    /// What the pointer can be over besides words and parts.
    enum class Spot { Nothing, Day, Time, Quote, Code };
    Q_ENUM(Spot)

    explicit MessageItem(QQuickItem *parent = nullptr);
    ~MessageItem() override;

    [[nodiscard]] Timeline *timeline() const { return m_timeline; }
    void setTimeline(Timeline *timeline);
    [[nodiscard]] int index() const { return m_index; }
    void setIndex(int index);
    [[nodiscard]] quint64 revision() const { return m_revision; }
    void setRevision(quint64 revision);
    void setLit(bool lit);
    void setFlashed(bool flashed);
    void setCurrent(bool current);
    void setHoveredSpot(Spot spot);
    void chooseLink(int number); ///< by keyboard: it gets a ring; -1: none

    [[nodiscard]] QQuickItem *box() const { return m_box; } ///< the message without the lines above it
    [[nodiscard]] QString key() const;
    [[nodiscard]] QString messageId() const;
    [[nodiscard]] QString delivery() const; ///< "sent", "pending" or "failed"
    [[nodiscard]] QString failure() const;
    [[nodiscard]] bool isOwn() const { return m_row && m_row->entry().own; }
    [[nodiscard]] bool isFailed() const;
    [[nodiscard]] bool isPending() const;
    [[nodiscard]] bool isEdited() const;
    [[nodiscard]] bool isDeleted() const;
    [[nodiscard]] bool isPinned() const;
    [[nodiscard]] bool isChangePending() const { return m_row && m_row->entry().changePending; }
    [[nodiscard]] bool isEditable() const { return isOwn() && !isFailed() && !hasPoll() && !isDeleted(); }
    [[nodiscard]] bool hasPoll() const;
    [[nodiscard]] QVariant poll() const; ///< a PollView
    [[nodiscard]] QString boardId() const { return m_boardId; } ///< of a board it has a link to; empty: none
    [[nodiscard]] QVariantList reactions() const; ///< of ReactionChip
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] QString replyKey() const;
    [[nodiscard]] QString fullTime() const;
    [[nodiscard]] QStringList links() const; ///< what can be followed in it, in the order of the text
    [[nodiscard]] QString spokenName() const; ///< for screen readers: who, when, what
    [[nodiscard]] QString spokenState() const;

    Q_INVOKABLE coterie::screens::MessageItem::Spot spotAt(qreal x, qreal y) const;
    Q_INVOKABLE QRectF spotRect(qreal x, qreal y) const; ///< of the spot there
    Q_INVOKABLE QString linkAt(qreal x, qreal y) const; ///< empty: none
    Q_INVOKABLE QString codeAt(qreal x, qreal y) const; ///< the code of the block there, as it was written
    Q_INVOKABLE int cursorShapeAt(qreal x, qreal y) const; ///< a Qt::CursorShape
    Q_INVOKABLE bool hasWordsAt(qreal x, qreal y) const; ///< where marking can begin
    Q_INVOKABLE int positionAt(qreal x, qreal y) const; ///< the place between letters nearest to it
    Q_INVOKABLE QRectF letterRect(int position) const;
    Q_INVOKABLE void mark(int from, int to); ///< the letters between two positions, in any order
    Q_INVOKABLE void markWord(qreal x, qreal y);
    Q_INVOKABLE void markAll();
    Q_INVOKABLE QString markedText() const;
    [[nodiscard]] int markedFrom() const { return m_markedFrom; }
    [[nodiscard]] int markedTo() const { return m_markedTo; }

    void paint(QPainter &painter, const QRectF &clip) const;

Q_SIGNALS:
    void timelineChanged();
    void indexChanged();
    void messageChanged();
    void lookChanged();
    void markedChanged();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    enum Part { StatusPart, PollPart, BoardPart, ReactionsPart, PartCount };
    /// Where everything stands, in the row's coordinates, before mirroring.
    struct Places {
        QRectF day, unread, box, face, name, time, quote, text;
    };

    void reload();
    void restyle();
    void layOut();
    qreal layOutDividers(qreal y);
    qreal layOutHead(qreal y);
    qreal layOutStatus(qreal y);
    [[nodiscard]] QString linkedBoard() const;
    void makePart(Part part, bool wanted, const QUrl &file);
    [[nodiscard]] qreal placePart(Part part, qreal x, qreal y, qreal width); ///< its height
    void placeTile();
    void repaint();
    [[nodiscard]] QRectF mirrored(const QRectF &rect) const;
    [[nodiscard]] QPointF inText(qreal x, qreal y) const;
    [[nodiscard]] const protocol::Message *message() const { return m_row ? &m_row->entry().message : nullptr; }
    [[nodiscard]] bool hasDay() const { return m_row && !m_row->dayTitle.isEmpty(); }
    [[nodiscard]] bool isAnswer() const { return message() && message()->replyTo; }

    void paintDivider(
        QPainter &painter, const QRectF &at, const QString &words, const QColor &ink, const QColor &line) const;
    void paintGround(QPainter &painter) const;
    void paintFace(QPainter &painter) const;
    void paintHead(QPainter &painter) const;
    void paintQuote(QPainter &painter) const;
    void paintChosenLink(QPainter &painter) const;
    [[nodiscard]] QColor groundColor() const;

    QPointer<Timeline> m_timeline;
    std::optional<viewmodel::MessageRow> m_row; ///< as it was at m_revision
    viewmodel::MessageQuote m_quote;
    MessageText m_text;
    Places m_places;
    MessageTile *m_tile = nullptr; ///< made before the box: the parts lie over what is painted
    QQuickItem *m_box = nullptr;
    std::array<QPointer<QQuickItem>, PartCount> m_parts;
    int m_index = -1;
    QString m_boardId;
    quint64 m_revision = 0;
    bool m_lit = false;
    bool m_flashed = false;
    bool m_current = false;
    bool m_isLayingOut = false;
    Spot m_hoveredSpot = Spot::Nothing;
    int m_chosenLink = -1;
    int m_markedFrom = 0;
    int m_markedTo = 0;
};

/// The part of a row that is painted: all of it, or of a very tall one what is seen and a little around it. Rows that
/// cannot be seen have no picture.
class MessageTile : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit MessageTile(MessageItem &row);
    void paint(QPainter *painter) override;

private:
    MessageItem &m_row;
};

} // namespace coterie::screens
