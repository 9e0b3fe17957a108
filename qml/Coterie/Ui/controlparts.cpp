#include "controlparts.h"

#include "pressable.h"

#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlEngine>

using namespace Qt::StringLiterals;

namespace coterie::ui {
namespace {

QUrl fileOf(ControlParts::Part part)
{
    switch (part) {
    case ControlParts::Part::Ring: return QUrl(u"qrc:/qt/qml/Coterie/Ui/PressableRing.qml"_s);
    case ControlParts::Part::Plate: return QUrl(u"qrc:/qt/qml/Coterie/Ui/PressablePlate.qml"_s);
    case ControlParts::Part::Voice: return QUrl(u"qrc:/qt/qml/Coterie/Ui/PressableVoice.qml"_s);
    }
    Q_UNREACHABLE();
}

} // namespace

ControlParts::ControlParts(QQmlEngine &engine) : QObject(&engine), m_engine(engine) { }

ControlParts::~ControlParts() = default;

ControlParts *ControlParts::of(const Pressable &control)
{
    QQmlEngine *engine = qmlEngine(&control);
    if (engine == nullptr)
        return nullptr;
    auto *parts = engine->findChild<ControlParts *>(QString(), Qt::FindDirectChildrenOnly);
    return parts != nullptr ? parts : new ControlParts(*engine);
}

void ControlParts::make(Part part, Pressable &control)
{
    std::unique_ptr<QQmlComponent> &component = m_components[std::size_t(part)];
    if (!component)
        component = std::make_unique<QQmlComponent>(&m_engine, fileOf(part));
    QObject *made = component->beginCreate(m_engine.rootContext());
    if (made == nullptr) {
        qWarning("%s", qPrintable(component->errorString()));
        return;
    }
    made->setParent(&control);
    if (auto *item = qobject_cast<QQuickItem *>(made))
        item->setParentItem(&control);
    component->setInitialProperties(made, {{u"control"_s, QVariant::fromValue(&control)}});
    component->completeCreate();
}

} // namespace coterie::ui
