#include "samplescript.h"
#include "screen.h"

#include "Coterie/Ui/ui.h"

#include <QDir>
#include <QFileInfo>
#include <QQmlComponent>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::testing;

/// Each QML file of the product is compiled and, where it needs no model, made once. Warnings are failures.
class TestQmlFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compiles_data();
    void compiles();
};

void TestQmlFiles::compiles_data()
{
    const QStringList singletons {u"Theme.qml"_s};
    QTest::addColumn<QUrl>("file");
    for (const QString &folder : {u":/qt/qml/Coterie"_s, u":/qt/qml/Coterie/Ui"_s}) {
        const QStringList names = QDir(folder).entryList({u"*.qml"_s});
        QVERIFY(names.size() > 20);
        for (const QString &name : names) {
            if (!singletons.contains(name)) // every other file makes them
                QTest::newRow(qPrintable(name)) << QUrl(u"qrc"_s + folder + u'/' + name);
        }
    }
}

void TestQmlFiles::compiles()
{
    QFETCH(const QUrl, file);
    QQmlEngine engine;
    const Warnings warnings(engine);
    coterie::ui::install(engine);
    SampleScript script;
    script.openWorkspace();
    QQmlComponent component(&engine, file);
    QVERIFY2(component.isReady(), qPrintable(component.errorString()));
    auto *workspace = script.app->workspace();
    const QVariantMap properties {{u"app"_s, QVariant::fromValue(script.app.get())},
        {u"workspace"_s, QVariant::fromValue(workspace)}, {u"room"_s, QVariant::fromValue(workspace->room())}};
    QVariantMap wanted;
    const std::unique_ptr<QObject> object(component.beginCreate(engine.rootContext()));
    QVERIFY2(object, qPrintable(component.errorString()));
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (object->metaObject()->indexOfProperty(qPrintable(it.key())) >= 0)
            wanted.insert(it.key(), it.value());
    }
    component.setInitialProperties(object.get(), wanted);
    component.completeCreate();
    const bool needsMore = component.errorString().contains("Required property"_L1);
    if (!needsMore) {
        QVERIFY2(!component.isError(), qPrintable(component.errorString()));
        QVERIFY2(warnings.texts().isEmpty(), qPrintable(warnings.texts().join(u'\n')));
    }
}

QTEST_MAIN(TestQmlFiles)
#include "tst_qmlfiles.moc"
