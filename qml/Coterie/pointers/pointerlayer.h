#pragma once

#include "base/time.h"
#include "glide.h"
#include "pointerlook.h"
#include "pointerpicture.h"
#include "sprites.h"
#include "trail.h"
#include "viewmodel/pointersource.h"

#include <QAbstractAnimation>
#include <QJSValue>
#include <QPointer>
#include <QQuickItem>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <optional>
#include <vector>

namespace coterie::pointers {

/// Other people's pointers above a surface: they glide between samples, say whose they are and what is said at them,
/// fade when still and are gone at once when their person is. Laser trails and thrown reactions, too. Pictures only, so
/// it looks the same with and without a GPU, and nothing runs while nobody moves. It takes no events. GUI thread.
///
/// Where a sample lies: on a surface that is seen whole, `origin + at * zoom`; where samples have anchors, the host's
/// function says (and `zoom` and `origin` are left alone).
class PointerLayer : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::viewmodel::PointerSource *source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    Q_PROPERTY(coterie::pointers::PointerLook *look READ look WRITE setLook NOTIFY lookChanged FINAL)
    Q_PROPERTY(qreal zoom READ zoom WRITE setZoom NOTIFY mappingChanged FINAL) // pixels per unit of the surface
    Q_PROPERTY(QPointF origin READ origin WRITE setOrigin NOTIFY mappingChanged FINAL) // of the surface, in the item
    /// mapAnchor(anchor: string, x: real, y: real): point of the item, or null where it is not to be seen
    Q_PROPERTY(QJSValue mapAnchor READ mapAnchor WRITE setMapAnchor NOTIFY mappingChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL) // of pointers that are shown
public:
    static constexpr std::size_t MostReactions = 40; ///< in the air at once

    explicit PointerLayer(QQuickItem *parent = nullptr);
    ~PointerLayer() override;

    [[nodiscard]] viewmodel::PointerSource *source() const { return m_source; }
    void setSource(viewmodel::PointerSource *source); ///< borrowed; may go at any time
    [[nodiscard]] PointerLook *look() const { return m_look; }
    void setLook(PointerLook *look); ///< borrowed; nothing is shown without one
    [[nodiscard]] qreal zoom() const { return m_zoom; }
    void setZoom(qreal zoom);
    [[nodiscard]] QPointF origin() const { return m_origin; }
    void setOrigin(QPointF origin);
    [[nodiscard]] QJSValue mapAnchor() const { return m_mapAnchor; }
    void setMapAnchor(const QJSValue &function);
    [[nodiscard]] int count() const;

    /// What the anchors refer to has moved (scrolled, laid out again): the pointers go with it at once.
    Q_INVOKABLE void remap();

    void setClock(const Clock &clock); ///< a test's; it must outlive the layer
    void step(); ///< one frame; the animation calls it, and tests do
    [[nodiscard]] bool isAnimating() const { return m_animation.state() == QAbstractAnimation::Running; }
    /// Where a pointer is shown, in the item's pixels; nothing: it is not.
    [[nodiscard]] std::optional<QPointF> placeOf(const QString &key) const;
    [[nodiscard]] qreal opacityOf(const QString &key) const; ///< 0: not shown
    [[nodiscard]] const QList<Sprite> &sprites() const { return m_sprites; } ///< as last laid out

Q_SIGNALS:
    void sourceChanged();
    void lookChanged();
    void mappingChanged();
    void countChanged();

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &value) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    /// Somebody's pointer as it is shown.
    struct Shown {
        quint64 id = 0;
        viewmodel::RemotePointer pointer;
        Glide glide; ///< units of the surface; pixels where samples have anchors
        bool isPlaced = false;
        Instant movedAt {};
        qreal opacity = 1;
        Side side;
        Picture flag; ///< null: to be painted
        Picture bubble;
        QString words; ///< in the bubble, also while it fades
        qreal bubbleOpacity = 0;
        Trail trail;
    };
    struct Thrown {
        quint64 id = 0;
        QPointF at;
        Instant since {};
        Picture picture;
    };
    class Animation : public QAbstractAnimation
    {
    public:
        explicit Animation(PointerLayer &owner) : m_owner(owner) { }
        [[nodiscard]] int duration() const override { return -1; }

    protected:
        void updateCurrentTime(int) override { m_owner.step(); }

    private:
        PointerLayer &m_owner;
    };

    void readAll();
    void take(const viewmodel::RemotePointer &pointer);
    void takePlace(Shown &shown, const viewmodel::RemotePointer &before, bool isNew);
    void drop(const QString &key);
    void throwReaction(const QString &name, QPointF at);
    void restyle();
    [[nodiscard]] std::optional<QPointF> mapped(const viewmodel::RemotePointer &pointer) const;
    [[nodiscard]] QPointF toItem(QPointF at) const { return m_origin + at * m_zoom; }
    [[nodiscard]] bool mayMove() const;
    void wake(); ///< something moves from here on
    [[nodiscard]] bool advance(Shown &shown, Instant now, qreal fade); ///< true: there is more to come
    [[nodiscard]] bool isIdle(const Shown &shown, Instant now) const;
    void settle();
    void awaitIdle();
    void addSprites(Shown &shown, const QRectF &seen, qreal ratio);
    void paint(Shown &shown, qreal ratio); ///< what is not painted yet
    [[nodiscard]] QRectF seen() const;
    [[nodiscard]] static Side sideFor(const Shown &shown, QPointF at, const QRectF &seen);
    void addReaction(const Thrown &thrown);
    void addSprite(quint64 id, const Picture &picture, QPointF at, qreal opacity);
    [[nodiscard]] QPointF onPixel(QPointF point) const;

    QPointer<viewmodel::PointerSource> m_source;
    QPointer<PointerLook> m_look;
    const Clock *m_clock;
    qreal m_zoom = 1;
    QPointF m_origin;
    QJSValue m_mapAnchor;
    std::map<QString, Shown> m_shown; ///< by key, so that who lies above whom does not change
    std::vector<Thrown> m_thrown;
    QHash<QString, Picture> m_reactions; ///< painted ones
    QList<Sprite> m_sprites;
    quint64 m_lastId = 0;
    int m_toldCount = 0;
    qreal m_ratio = 1; ///< device pixels per pixel, of the pictures
    std::optional<Instant> m_steppedAt; ///< nothing: it rested
    QTimer m_idle; ///< until the next one is idle
    Animation m_animation;
};

} // namespace coterie::pointers
