#include "crdt/blockcodec.h"
#include "crdt/encoding.h"
#include "crdt/updatecodecv2.h"
#include "crdt/updates.h"
#include "fixtures.h"

#include <QTest>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

namespace {

QJsonArray jsonOf(Id id)
{
    return {qint64(id.client), qint64(id.clock)};
}

QString base64(std::span<const std::byte> bytes)
{
    return QString::fromLatin1(fixtures::array(bytes).toBase64());
}

struct ContentToJson {
    static constexpr const char *typeNames[] = {
        "YArray", "YMap", "YText", "YXmlElement", "YXmlFragment", "YXmlHook", "YXmlText"};

    QJsonValue operator()(const GcContent &) const { return QJsonValue::Undefined; }
    QJsonValue operator()(const SkipContent &) const { return QJsonValue::Undefined; }
    QJsonValue operator()(const DeletedContent &) const { return QJsonValue::Undefined; }
    QJsonValue operator()(const StringContent &content) const { return fixtures::string(content.text); }
    QJsonValue operator()(const BinaryContent &content) const { return base64(*content.bytes.bytes()); }
    QJsonValue operator()(const EmbedContent &content) const { return QString::fromStdString(content.value.toJson()); }
    QJsonValue operator()(const FormatContent &content) const
    {
        return QJsonArray {fixtures::string(content.key), QString::fromStdString(content.value.toJson())};
    }
    QJsonValue operator()(const TypeContent &content) const
    {
        return QJsonArray {QLatin1StringView(typeNames[int(content.type)]), fixtures::string(content.name)};
    }
    QJsonValue operator()(const DocContent &content) const
    {
        return QJsonArray {fixtures::string(content.guid), QString::fromStdString(content.options.toJson())};
    }
    QJsonValue operator()(const JsonContent &content) const
    {
        QJsonArray values;
        for (const Any &value : content.values)
            values.append(fixtures::string(detail::oldJsonFromAny(value)));
        return values;
    }
    QJsonValue operator()(const AnyContent &content) const
    {
        QJsonArray values;
        for (const Any &value : content.values) {
            ByteWriter out;
            out.any(value);
            values.append(base64(out.view()));
        }
        return values;
    }
};

/// As the recorder writes a block: with the names that Yjs has for things.
QJsonObject jsonOf(const Block &block)
{
    static constexpr const char *kinds[] = {"GC", "Skip", "ContentDeleted", "ContentJSON", "ContentBinary",
        "ContentString", "ContentEmbed", "ContentFormat", "ContentType", "ContentAny", "ContentDoc"};
    QJsonObject json {{u"client"_s, qint64(block.id.client)}, {u"clock"_s, qint64(block.id.clock)},
        {u"length"_s, qint64(block.length)}, {u"kind"_s, QLatin1StringView(kinds[block.content.index()])}};
    if (block.origin)
        json[u"origin"_s] = jsonOf(*block.origin);
    if (block.rightOrigin)
        json[u"right"_s] = jsonOf(*block.rightOrigin);
    if (const auto *name = std::get_if<std::u16string_view>(&block.parent))
        json[u"parent"_s] = fixtures::string(*name);
    if (const auto *parent = std::get_if<Id>(&block.parent))
        json[u"parent"_s] = jsonOf(*parent);
    if (block.parentSub)
        json[u"sub"_s] = fixtures::string(*block.parentSub);
    const QJsonValue content = std::visit(ContentToJson {}, block.content);
    if (!content.isUndefined())
        json[u"content"_s] = content;
    return json;
}

QJsonArray blocksOf(const DecodedUpdate &update)
{
    QJsonArray blocks;
    for (const ClientBlocks &client : update.clients) {
        for (const Block &block : client.blocks)
            blocks.append(jsonOf(block));
    }
    return blocks;
}

QJsonArray deletesOf(const DecodedUpdate &update)
{
    QJsonArray deletes;
    for (const auto &[client, ranges] : update.deletes.clients()) {
        QJsonArray json;
        for (const ClockRange &range : ranges)
            json.append(QJsonArray {qint64(range.clock), qint64(range.length)});
        deletes.append(QJsonArray {qint64(client), json});
    }
    return deletes;
}

QString hex(const Result<Bytes> &bytes)
{
    return bytes ? QString::fromLatin1(fixtures::array(*bytes).toHex()) : QString::fromStdString(bytes.error().message);
}

QString hex(const QJsonValue &recorded)
{
    return QString::fromLatin1(fixtures::bytes(recorded).toHex());
}

} // namespace

class TestCrdtUpdates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void decodesToTheSameBlocks();
    void encodesToTheSameBytes();
    void convertsBothWays();
    void tellsTheStateVector();
    void mergesToTheSameBytes();
    void diffsToTheSameBytes();
    void oldJsonSurvives();
    void mergingNothingGivesTheEmptyUpdate();
    void aCutPairBecomesReplacements();
    void repeatedKeysAreRead();
    void movedUpdatesKeepTheirText();

private:
    QJsonObject m_document;
};

void TestCrdtUpdates::initTestCase_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = fixtures::documents();
    QVERIFY(files.size() >= 10);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

void TestCrdtUpdates::decodesToTheSameBlocks()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    for (const auto version : {UpdateVersion::V1, UpdateVersion::V2}) {
        const QByteArray bytes = fixtures::bytes(document[version == UpdateVersion::V1 ? u"v1"_s : u"v2"_s]);
        const auto update = decodeUpdate(fixtures::view(bytes), version);
        QVERIFY(update);
        QCOMPARE(blocksOf(*update), document[u"blocks"_s].toArray());
        QCOMPARE(deletesOf(*update), document[u"deletes"_s].toArray());
    }
}

void TestCrdtUpdates::encodesToTheSameBytes()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    const QJsonArray updates = document[u"updates"_s].toArray();
    const QJsonArray rewritten = document[u"rewritten"_s].toArray();
    QCOMPARE(updates.size(), rewritten.size());
    for (qsizetype i = 0; i < updates.size(); ++i) {
        const QByteArray bytes = fixtures::bytes(updates[i]);
        const auto update = decodeUpdate(fixtures::view(bytes));
        QVERIFY(update);
        QCOMPARE(hex(encodeUpdate(update->clients, update->deletes)), hex(rewritten[i]));
    }
}

void TestCrdtUpdates::convertsBothWays()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    const QByteArray v1 = fixtures::bytes(document[u"v1"_s]);
    const QByteArray v2 = fixtures::bytes(document[u"v2"_s]);
    QCOMPARE(
        hex(convertUpdate(fixtures::view(v1), UpdateVersion::V1, UpdateVersion::V2)), hex(document[u"v2FromV1"_s]));
    QCOMPARE(
        hex(convertUpdate(fixtures::view(v2), UpdateVersion::V2, UpdateVersion::V1)), hex(document[u"v1FromV2"_s]));
}

void TestCrdtUpdates::tellsTheStateVector()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    const QByteArray v1 = fixtures::bytes(document[u"v1"_s]);
    const auto state = stateVectorFromUpdate(fixtures::view(v1));
    QVERIFY(state);
    QCOMPARE(hex(state->encode()), hex(document[u"stateFromUpdate"_s]));
    for (const QJsonValue &merge : document[u"merges"_s].toArray()) {
        const QByteArray merged = fixtures::bytes(merge[u"v1"_s]);
        QCOMPARE(hex(stateVectorFromUpdate(fixtures::view(merged))->encode()), hex(merge[u"state"_s]));
    }
}

void TestCrdtUpdates::mergesToTheSameBytes()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    for (const QJsonValue &merge : document[u"merges"_s].toArray()) {
        std::vector<QByteArray> from;
        std::vector<Bytes> fromV2;
        for (const QJsonValue &update : merge[u"from"_s].toArray()) {
            from.push_back(fixtures::bytes(update));
            fromV2.push_back(*convertUpdate(fixtures::view(from.back()), UpdateVersion::V1, UpdateVersion::V2));
        }
        std::vector<std::span<const std::byte>> views;
        std::vector<std::span<const std::byte>> viewsV2;
        for (std::size_t i = 0; i < from.size(); ++i) {
            views.push_back(fixtures::view(from[i]));
            viewsV2.emplace_back(fromV2[i]);
        }
        const auto merged = mergeUpdates(views);
        QCOMPARE(hex(merged), hex(merge[u"v1"_s]));
        QCOMPARE(hex(mergeUpdates(viewsV2, UpdateVersion::V2)), hex(merge[u"v2"_s]));
        QCOMPARE(blocksOf(*decodeUpdate(*merged)), merge[u"blocks"_s].toArray());
    }
}

void TestCrdtUpdates::diffsToTheSameBytes()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    for (const QJsonValue &merge : document[u"merges"_s].toArray()) {
        const QByteArray v1 = fixtures::bytes(merge[u"v1"_s]);
        const QByteArray v2 = fixtures::bytes(merge[u"v2"_s]);
        const auto state = StateVector::decode(fixtures::view(fixtures::bytes(merge[u"diffFor"_s])));
        QVERIFY(state);
        QCOMPARE(hex(diffUpdate(fixtures::view(v1), *state)), hex(merge[u"diffV1"_s]));
        QCOMPARE(hex(diffUpdate(fixtures::view(v2), *state, UpdateVersion::V2)), hex(merge[u"diffV2"_s]));
    }
}

void TestCrdtUpdates::oldJsonSurvives()
{
    const QJsonObject recorded = fixtures::load(u"oldjson.json"_s);
    const QByteArray v1 = fixtures::bytes(recorded[u"v1"_s]);
    const auto update = decodeUpdate(fixtures::view(v1));
    QVERIFY(update);
    QCOMPARE(blocksOf(*update), recorded[u"blocks"_s].toArray());
    QCOMPARE(hex(encodeUpdate(update->clients, update->deletes)), hex(recorded[u"v1"_s]));
    QCOMPARE(hex(encodeUpdate(update->clients, update->deletes, UpdateVersion::V2)), hex(recorded[u"v2"_s]));
}

void TestCrdtUpdates::mergingNothingGivesTheEmptyUpdate()
{
    QCOMPARE(hex(mergeUpdates({})), u"0000"_s);
    const auto empty = decodeUpdate(*mergeUpdates({}));
    QVERIFY(empty && empty->clients.empty() && empty->deletes.isEmpty());
}

void TestCrdtUpdates::aCutPairBecomesReplacements()
{
    TextArena arena;
    const Block block {
        .id = {1, 10}, .length = 4, .parent = std::u16string_view(u"t"), .content = StringContent {u"a😀b"}};
    const Block right = rightPart(block, 2, arena);
    QCOMPARE(std::u16string(std::get<StringContent>(right.content).text), std::u16string(u"\uFFFDb"));
    QVERIFY((right.id == Id {1, 12}) && right.length == 2 && (right.origin == Id {1, 11}));
    const Block whole = rightPart(block, 3, arena);
    QCOMPARE(std::u16string(std::get<StringContent>(whole.content).text), std::u16string(u"b"));
}

void TestCrdtUpdates::repeatedKeysAreRead()
{
    // A writer may name a key by its number; Yjs reads that and never writes it. Three format marks: key 0, key 0
    // again, key 1.
    DiffRunWriter keys;
    for (const std::uint64_t key : {0U, 0U, 1U})
        keys.add(key);
    StringColumnWriter strings;
    strings.add(u"bold");
    strings.add(u"em");
    ByteWriter out;
    out.varUint(0);
    out.buffer(keys.finish());
    for (int column = 0; column < 4; ++column)
        out.buffer({});
    strings.write(out);
    for (int column = 0; column < 3; ++column)
        out.buffer({});
    TextArena arena;
    UpdateReaderV2 in(out.view(), arena);
    QCOMPARE(std::u16string(in.key()), std::u16string(u"bold"));
    QCOMPARE(std::u16string(in.key()), std::u16string(u"bold"));
    QCOMPARE(std::u16string(in.key()), std::u16string(u"em"));
    QVERIFY(!in.hasFailed());
}

void TestCrdtUpdates::movedUpdatesKeepTheirText()
{
    QFETCH_GLOBAL(const QString, file);
    const QJsonObject document = fixtures::load(file);
    const QByteArray v2 = fixtures::bytes(document[u"v2"_s]);
    auto update = decodeUpdate(fixtures::view(v2), UpdateVersion::V2);
    QVERIFY(update);
    const DecodedUpdate moved = *std::move(update);
    QCOMPARE(blocksOf(moved), document[u"blocks"_s].toArray());
}

QTEST_APPLESS_MAIN(TestCrdtUpdates)
#include "tst_crdt_updates.moc"
