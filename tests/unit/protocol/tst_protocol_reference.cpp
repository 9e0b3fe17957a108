#include "samples.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace samples;

/// Holds README.md and asyncapi.yaml of lib/protocol against the code: every type and every field that can be on the
/// wire.
class TestProtocolReference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTypeIsDescribed();
    void everyFieldIsDescribed();
    void everyWordOfAnEnumIsDescribed();
    void nothingIsDescribedThatDoesNotExist();

private:
    QString m_readme;
    QString m_asyncapi;
};

namespace {

QString read(const QString &name)
{
    const QString source = qEnvironmentVariable("COTERIE_SOURCE", QStringLiteral(COTERIE_SOURCE));
    QFile file(source + u"/lib/protocol/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList allTypes()
{
    return requestTypes() + replyTypes() + roomEventTypes() + noticeTypes();
}

void collectKeys(const QJsonValue &value, QSet<QString> &keys)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto &item : array)
            collectKeys(item, keys);
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == u"reactions"_s) {
            keys.insert(it.key()); // its keys are emoji
            continue;
        }
        keys.insert(it.key());
        collectKeys(it.value(), keys);
    }
}

bool namesInCode(const QString &page, const QString &word) // `word`, also as `word {…}`
{
    return page.contains(QRegularExpression(u"`[^`\\n]*\\b%1\\b[^`\\n]*`"_s.arg(word)));
}

bool isYamlKey(const QString &page, const QString &key)
{
    return page.contains(QRegularExpression(u"(^|[{ ])%1:"_s.arg(key), QRegularExpression::MultilineOption));
}

} // namespace

void TestProtocolReference::initTestCase()
{
    m_readme = read(u"README.md"_s);
    m_asyncapi = read(u"asyncapi.yaml"_s);
    QVERIFY(!m_readme.isEmpty());
    QVERIFY(m_asyncapi.startsWith(u"asyncapi: 3.0.0"_s));
}

void TestProtocolReference::everyTypeIsDescribed()
{
    for (const QString &type : allTypes()) {
        QVERIFY2(m_readme.contains(QRegularExpression(u"\\| (`\\w+`, )?`%1`"_s.arg(type))), qPrintable(type));
        QVERIFY2(m_asyncapi.contains(u"\n    %1:\n      name: %1\n"_s.arg(type)), qPrintable(type));
        QVERIFY2(m_asyncapi.contains(u"type: {const: %1}"_s.arg(type)), qPrintable(type));
    }
}

void TestProtocolReference::everyFieldIsDescribed()
{
    QSet<QString> keys;
    for (const Envelope &envelope : envelopes()) {
        if (envelope.type != u"ping"_s && envelope.type != u"pong"_s) // theirs are the sender's own
            collectKeys(envelope.payload, keys);
    }
    QVERIFY(keys.size() > 60);
    for (const QString &key : std::as_const(keys)) {
        QVERIFY2(namesInCode(m_readme, key), qPrintable(u"README.md: "_s + key));
        QVERIFY2(isYamlKey(m_asyncapi, key), qPrintable(u"asyncapi.yaml: "_s + key));
    }
}

void TestProtocolReference::everyWordOfAnEnumIsDescribed()
{
    QStringList words;
    for (int i = 0; i <= int(ErrorCode::Internal); ++i)
        words.append(toWire(ErrorCode(i)));
    for (const Status status : {Status::Online, Status::Away, Status::Dnd, Status::Invisible, Status::Offline})
        words.append(toWire(status));
    for (const RoomKind kind : {RoomKind::Public, RoomKind::Private, RoomKind::Direct})
        words.append(toWire(kind));
    for (const Role role : {Role::Member, Role::Admin, Role::Guest})
        words.append(toWire(role));
    for (const QString &word : std::as_const(words)) {
        QVERIFY2(m_readme.contains(u'`' + word + u'`'), qPrintable(word));
        QVERIFY2(m_asyncapi.contains(QRegularExpression(u"enum: \\[.*\\b%1\\b.*\\]"_s.arg(word))), qPrintable(word));
    }
}

void TestProtocolReference::nothingIsDescribedThatDoesNotExist()
{
    const QStringList known = allTypes();
    static const QRegularExpression constant(u"type: \\{const: (\\w+)\\}"_s);
    int described = 0;
    for (const auto &match : constant.globalMatch(m_asyncapi)) {
        QVERIFY2(known.contains(match.captured(1)), qPrintable(match.captured(1)));
        ++described;
    }
    QCOMPARE(described, known.size());
}

QTEST_APPLESS_MAIN(TestProtocolReference)
#include "tst_protocol_reference.moc"
