#include "tipservice.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

namespace coterie::ui {
namespace {

constexpr int restMillis = 600; // long enough not to follow a pointer that only passes

} // namespace

TipService::TipService(QObject *parent) : QObject(parent) { }

TipService::~TipService() = default;

TipService *TipService::of(const QObject &object)
{
    QQmlEngine *engine = qmlEngine(&object);
    static const int type = qmlTypeId("Coterie.Ui", 1, 0, "TipService");
    return engine != nullptr ? engine->singletonInstance<TipService *>(type) : nullptr;
}

void TipService::enter(QQuickItem *target, const QString &text, const QString &hint)
{
    end();
    if (target == nullptr || text.isEmpty())
        return;
    m_target = target;
    m_text = text;
    m_hint = hint;
    m_targetGone = connect(target, &QObject::destroyed, this, &TipService::end);
    m_rest.start(restMillis, this);
}

void TipService::leave(QQuickItem *target)
{
    if (target == m_target)
        end();
}

void TipService::end()
{
    m_rest.stop();
    disconnect(m_targetGone);
    m_target = nullptr;
    if (m_bubble)
        m_bubble->deleteLater();
    m_bubble = nullptr;
}

void TipService::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_rest.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_rest.stop();
    QQmlEngine *engine = m_target ? qmlEngine(m_target) : nullptr;
    if (engine == nullptr || m_target->window() == nullptr)
        return;
    if (!m_component)
        m_component = std::make_unique<QQmlComponent>(engine, QUrl(u"qrc:/qt/qml/Coterie/Ui/ToolTip.qml"_s));
    auto *bubble = qobject_cast<QQuickItem *>(m_component->beginCreate(engine->rootContext()));
    if (bubble == nullptr) {
        qWarning("%s", qPrintable(m_component->errorString()));
        return;
    }
    QQuickItem *ground = m_target->window()->contentItem();
    bubble->setParent(ground);
    bubble->setParentItem(ground);
    m_component->setInitialProperties(
        bubble, {{u"target"_s, QVariant::fromValue(m_target.data())}, {u"text"_s, m_text}, {u"hint"_s, m_hint}});
    m_component->completeCreate();
    m_bubble = bubble;
}

} // namespace coterie::ui
