#pragma once

#include "base/time.h"
#include "protocol/types.h"

#include <QJsonObject>
#include <QObject>
#include <QPointF>
#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace coterie::collab {
class SharedBoard;
}

namespace coterie::viewmodel {

class Engine;

/// Where this person left a board (its page, and the place and zoom of each page) and how they draw, which is the same
/// on every board. Kept by the engine on this computer, half a second behind. GUI thread.
class BoardMemory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A board owns its memory.")
    Q_PROPERTY(bool known READ isKnown NOTIFY knownChanged) ///< false until the engine has told
    Q_PROPERTY(QString page READ page NOTIFY knownChanged) ///< that was open last
    Q_PROPERTY(QVariantMap habits READ habits NOTIFY knownChanged) ///< BoardCanvas::habits
public:
    static constexpr Millis WriteAfter {500};

    BoardMemory(
        Engine &engine, const protocol::DocumentId &docId, const collab::SharedBoard &board, QObject *parent = nullptr);
    ~BoardMemory() override; ///< hands over what waits

    [[nodiscard]] bool isKnown() const { return m_unanswered == 0; }
    [[nodiscard]] QString page() const;
    [[nodiscard]] QVariantMap habits() const { return m_habits.toVariantMap(); }

    Q_INVOKABLE bool hasView(const QString &page) const;
    Q_INVOKABLE QPointF centreOf(const QString &page) const; ///< board units
    Q_INVOKABLE double zoomOf(const QString &page) const; ///< 1 is 100 %
    Q_INVOKABLE void keepView(const QString &page, QPointF centre, double zoom);
    Q_INVOKABLE void keepPage(const QString &page);
    Q_INVOKABLE void keepHabits(const QVariantMap &habits);

Q_SIGNALS:
    void knownChanged();

private:
    void answered();
    void write();
    [[nodiscard]] QJsonObject view(const QString &page) const;

    Engine &m_engine;
    QString m_name;
    const collab::SharedBoard &m_board;
    QJsonObject m_place;
    QJsonObject m_habits;
    bool m_hasNewPlace = false;
    bool m_hasNewHabits = false;
    int m_unanswered = 2;
    QTimer m_timer;
};

} // namespace coterie::viewmodel
