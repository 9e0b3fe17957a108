#include "samples.h"

#include "protocol/dialect.h"

#include <QFile>
#include <QJsonDocument>
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
    void whatPlainServersSayIsUnderstood();
    void whatWeSayToPlainServersIsDescribed_data();
    void whatWeSayToPlainServersIsDescribed();

private:
    struct Described { ///< a message of asyncapi.yaml
        QString key; ///< the type, of a plain server's "dialect.type"
        QString text;
        [[nodiscard]] bool isPlain() const { return key.contains(u'.'); }
    };
    [[nodiscard]] QList<Described> described() const;
    [[nodiscard]] QStringList typesOf(const QString &operation) const;

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

QList<TestProtocolReference::Described> TestProtocolReference::described() const
{
    static const QRegularExpression head(u"\n    ([\\w.]+):\n      name: \\w+\n"_s);
    const qsizetype end = m_asyncapi.indexOf(u"\n  schemas:\n"_s);
    QList<Described> all;
    qsizetype begin = 0;
    for (const auto &match : head.globalMatch(m_asyncapi)) {
        if (!all.isEmpty())
            all.last().text = m_asyncapi.sliced(begin, match.capturedStart() - begin);
        begin = match.capturedStart();
        all.append({match.captured(1), {}});
    }
    if (!all.isEmpty())
        all.last().text = m_asyncapi.sliced(begin, end - begin);
    return all;
}

QStringList TestProtocolReference::typesOf(const QString &operation) const
{
    const qsizetype begin = m_asyncapi.indexOf(u"\n  %1:\n"_s.arg(operation));
    const qsizetype list = begin < 0 ? -1 : m_asyncapi.indexOf(u"    messages: ["_s, begin);
    if (list < 0)
        return {};
    static const QRegularExpression reference(u"/messages/(\\w+)'"_s);
    QStringList types;
    for (const auto &match : reference.globalMatch(m_asyncapi.mid(list, m_asyncapi.indexOf(u'\n', list) - list)))
        types.append(match.captured(1));
    return types;
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
    words << toWire(DocumentKind::Text) << toWire(DocumentKind::Board);
    for (const QString &word : std::as_const(words)) {
        QVERIFY2(m_readme.contains(u'`' + word + u'`'), qPrintable(word));
        QVERIFY2(m_asyncapi.contains(QRegularExpression(u"enum: \\[.*\\b%1\\b.*\\]"_s.arg(word))), qPrintable(word));
    }
}

void TestProtocolReference::nothingIsDescribedThatDoesNotExist()
{
    const QStringList known = allTypes();
    int count = 0;
    for (const Described &message : described()) {
        const QString type = message.key.section(u'.', -1);
        QCOMPARE(message.text.count(u"type: {const: %1}"_s.arg(type)), 1);
        if (message.isPlain())
            continue;
        QVERIFY2(known.contains(type), qPrintable(type));
        ++count;
    }
    QCOMPARE(count, known.size());
}

void TestProtocolReference::whatPlainServersSayIsUnderstood()
{
    int count = 0;
    static const QRegularExpression example(u"examples:\n        - payload: (.*)"_s);
    for (const Described &message : described()) {
        const QString dialect = message.key.section(u'.', 0, 0);
        const QString type = message.key.section(u'.', 1);
        if (!message.isPlain() || !typesOf(u"send_plain_"_s + dialect).contains(type))
            continue;
        const auto frames = plain::decode(example.match(message.text).captured(1).toUtf8());
        QVERIFY2(frames && frames->size() == 1, qPrintable(message.key));
        QVERIFY2(!std::holds_alternative<plain::Unknown>(frames->first().event), qPrintable(message.key));
        const auto told = frames->first().dialect;
        QVERIFY2(!told || plain::nameOf(*told).startsWith(dialect), qPrintable(message.key));
        ++count;
    }
    QCOMPARE(count,
        typesOf(u"send_plain_cookbook"_s).size() + typesOf(u"send_plain_rooms"_s).size()
            + typesOf(u"send_plain_chapter"_s).size());
    QVERIFY(count > 12);
}

void TestProtocolReference::whatWeSayToPlainServersIsDescribed_data()
{
    QTest::addColumn<plain::Dialect>("dialect");
    QTest::newRow("cookbook") << plain::Dialect::Cookbook;
    QTest::newRow("rooms") << plain::Dialect::Rooms;
    QTest::newRow("chapter") << plain::Dialect::Chapter;
}

void TestProtocolReference::whatWeSayToPlainServersIsDescribed()
{
    QFETCH(const plain::Dialect, dialect);
    const QString name = plain::nameOf(dialect).section(u' ', 0, 0);
    const plain::Author self {u"u1"_s, u"Ann"_s};
    plain::Pointer pointer {.author = self};
    pointer.cursor.surface = u"room:general"_s;
    pointer.cursor.anchor = u"m1"_s;
    const plain::Message words {.room = u"general"_s,
        .id = u"c1"_s,
        .clientId = u"c1"_s,
        .author = self,
        .text = u"Hello"_s,
        .timestamp = fromEpochMillis(1'767'225'600'000)};
    QList<QByteArray> frames {plain::encode(dialect, plain::Speaker::Client, words), plain::encodeHello(dialect, self),
        plain::encodeJoin(dialect, u"general"_s, self), plain::encodeLeave(dialect, u"general"_s, self),
        plain::encodeTyping(dialect, {u"general"_s, self, true}),
        plain::encodeTyping(dialect, {u"general"_s, self, false}), plain::encodePresence(dialect, {.author = self}),
        plain::encodePointer(dialect, pointer)};
    if (dialect != plain::Dialect::Cookbook)
        frames << plain::encodePing() << plain::encodePong({});
    if (plain::abilitiesOf(dialect).history)
        frames << plain::encodeHistoryRequest(u"general"_s);
    QSet<QString> said;
    const QList<Described> all = described();
    for (const QByteArray &frame : std::as_const(frames)) {
        if (frame.isEmpty())
            continue; // the dialect has no such thing
        const QJsonObject envelope = QJsonDocument::fromJson(frame).object();
        const QString type = envelope.value("type"_L1).toString();
        said.insert(type);
        const auto message = std::ranges::find(all, name + u'.' + type, &Described::key);
        QVERIFY2(message != all.end(), frame.constData());
        QSet<QString> keys;
        collectKeys(envelope, keys);
        for (const QString &key : std::as_const(keys))
            QVERIFY2(isYamlKey(message->text, key), qPrintable(message->key + u' ' + key));
    }
    const QStringList types = typesOf(u"receive_plain_"_s + name);
    QCOMPARE(QSet<QString>(types.begin(), types.end()), said);
}

QTEST_APPLESS_MAIN(TestProtocolReference)
#include "tst_protocol_reference.moc"
