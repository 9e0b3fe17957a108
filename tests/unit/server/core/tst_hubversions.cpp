#include "documentpeer.h"

#include "crdt/relativeposition.h"
#include "crdt/updates.h"
#include "server/hub/crdtbytes.h"
#include "server/hub/documentversions.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Versions of documents: named, automatic, thinned, restored.
class TestHubVersions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void namedOnes();
    void automaticOnesWhileEditing();
    void automaticOnesWhenTheLastOneLeaves();
    void theYoungerTheCloser();
    void restoringKeepsWhatIsTheSame();
    void restoringWhileOthersWrite();
    void restoringRichText();
    void restoringABoard();
    void restoringABoardTouchesOnlyWhatDiffers();
    void strokesThatGrowOutliveARestore();
    void aTemplateBoardBringsEverything();
    void whoDeletes();

private:
    QList<QJsonObject> versions(const QString &docId = u"launch-plan"_s);
    QString save(const QString &name, const QString &docId = u"launch-plan"_s);
    Reply restore(const QString &version, const QString &docId = u"launch-plan"_s);

    std::unique_ptr<HubFixture> m_server;
    QString m_ann;
    QString m_ben;
};

void TestHubVersions::init()
{
    m_server = std::make_unique<HubFixture>();
    m_ann = m_server->guest(u"Ann"_s);
    m_ben = m_server->guest(u"Ben"_s);
    for (const auto &[id, kind] : {std::pair {u"launch-plan"_s, u"text"_s}, std::pair {u"the-board"_s, u"board"_s}}) {
        const QJsonObject body {{u"docId"_s, id}, {u"title"_s, u"T"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, kind}};
        QCOMPARE(m_server->http("POST", u"/api/v1/documents"_s, body, m_ann).status, 201);
    }
}

QList<QJsonObject> TestHubVersions::versions(const QString &docId)
{
    QList<QJsonObject> found;
    const QJsonArray items = m_server->http("GET", u"/api/v1/documents/%1/versions"_s.arg(docId), {}, m_ben)
                                 .body.value(u"items"_s)
                                 .toArray();
    for (const QJsonValue &item : items)
        found.append(item.toObject());
    return found;
}

QString TestHubVersions::save(const QString &name, const QString &docId)
{
    const Reply reply =
        m_server->http("POST", u"/api/v1/documents/%1/versions"_s.arg(docId), {{u"name"_s, name}}, m_ann);
    return reply.status == 201 ? reply.body.value(u"versionId"_s).toString() : reply.errorCode();
}

Reply TestHubVersions::restore(const QString &version, const QString &docId)
{
    return m_server->http("POST", u"/api/v1/documents/%1/versions/%2/restore"_s.arg(docId, version), {}, m_ann);
}

void TestHubVersions::namedOnes()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    DocumentPeer ben(*m_server, m_ben, u"launch-plan"_s);
    ann.insert(0, u"first"_s);
    ben.hear();
    ben.insert(5, u" draft"_s);
    const QString first = save(u"First draft"_s);
    ann.hear();
    ann.erase(0, 5);
    QVERIFY(!save(u"Second"_s).isEmpty());
    QCOMPARE(save(u""_s), u"bad_request"_s);
    QCOMPARE(save(QString(81, u'x')), u"too_large"_s);
    const auto list = versions();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0].value(u"name"_s).toString(), u"Second"_s); // newest first
    const auto version = protocol::documentVersionFromJson(list[1]);
    QVERIFY(version);
    QCOMPARE(version->editors.size(), 2);
    QVERIFY(!version->automatic);
    QCOMPARE(list[0].value(u"editors"_s).toArray(), QJsonArray {m_server->userId(u"Ann"_s)}); // since the first

    const Reply one = m_server->http("GET", u"/api/v1/documents/launch-plan/versions/"_s + first, {}, m_ben);
    crdt::Doc then;
    const QByteArray state = QByteArray::fromBase64(one.body.value(u"state"_s).toString().toLatin1());
    QVERIFY(then.applyUpdate(bytesOf(state)));
    QCOMPARE(QString::fromStdU16String(then.text(u"content").toString()), u"first draft"_s);
    const Reply text =
        m_server->http("GET", u"/api/v1/documents/launch-plan/export?format=md&version="_s + first, {}, m_ben);
    QCOMPARE(text.raw.body, "first draft"_ba);
}

void TestHubVersions::automaticOnesWhileEditing()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    ann.insert(0, u"a"_s);
    m_server->wait(9min);
    QVERIFY(versions().isEmpty());
    m_server->wait(2min);
    QCOMPARE(versions().size(), 1);
    QVERIFY(versions()[0].value(u"automatic"_s).toBool());
    QCOMPARE(versions()[0].value(u"createdBy"_s).toString(), m_server->userId(u"Ann"_s));
    m_server->wait(30min);
    QCOMPARE(versions().size(), 1); // nobody wrote
    ann.insert(0, u"b"_s);
    m_server->wait(11min);
    QCOMPARE(versions().size(), 2);
}

void TestHubVersions::automaticOnesWhenTheLastOneLeaves()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    DocumentPeer ben(*m_server, m_ben, u"launch-plan"_s);
    ann.insert(0, u"a"_s);
    ann.leave();
    QVERIFY(versions().isEmpty());
    ben.leave();
    QCOMPARE(versions().size(), 1);
    DocumentPeer back(*m_server, m_ann, u"launch-plan"_s);
    back.leave();
    QCOMPARE(versions().size(), 1); // nothing changed
    DocumentPeer soon(*m_server, m_ann, u"launch-plan"_s);
    soon.insert(0, u"b"_s);
    soon.leave();
    QCOMPARE(versions().size(), 1); // the last one is young
    m_server->wait(11min);
    QCOMPARE(versions().size(), 2); // but what was written after it is not forgotten
}

void TestHubVersions::theYoungerTheCloser()
{
    const WallTime now = fromEpochMillis(1'700'000'000'000);
    QList<protocol::DocumentVersion> all; // a year of editing day and night, a named one a week
    for (int i = 0; i < 365 * 24 * 6; ++i)
        all.append({.versionId = protocol::VersionId {QString::number(i)},
            .automatic = i % (7 * 24 * 6) != 0,
            .createdAt = now - i * 10min});
    const QList<protocol::VersionId> goneIds = superfluous(all, now);
    const QSet<protocol::VersionId> gone(goneIds.begin(), goneIds.end());
    int automatic = 0;
    int recent = 0;
    int old = 0;
    for (const protocol::DocumentVersion &version : all) {
        if (!version.automatic)
            QVERIFY(!gone.contains(version.versionId));
        else if (!gone.contains(version.versionId)) {
            ++automatic;
            recent += now - version.createdAt < 12h ? 1 : 0;
            old += now - version.createdAt > 24h * 60 ? 1 : 0;
        }
    }
    QVERIFY2(automatic <= 200 && automatic > 170, qPrintable(QString::number(automatic)));
    QCOMPARE(recent, 71); // all of them
    QVERIFY(old > 5);
    // As time goes on, they thin out one by one instead of moving on.
    QList<protocol::DocumentVersion> kept = all;
    kept.removeIf([&](const protocol::DocumentVersion &version) { return gone.contains(version.versionId); });
    QVERIFY(superfluous(kept, now).isEmpty());
    QVERIFY(superfluous(kept, now + 10min).size() <= 2);
}

void TestHubVersions::restoringKeepsWhatIsTheSame()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    ann.insert(0, u"# Plan\n\nWe meet on Monday.\nBring rope.\n"_s);
    const QString version = save(u"Good"_s);
    ann.erase(19, 6);
    ann.insert(19, u"Friday"_s);
    QVERIFY(ann.text().contains(u"on Friday."_s));
    const Reply reply = restore(version);
    QCOMPARE(reply.status, 200);
    const int before = ann.updatesHeard;
    const auto frames = m_server->takeMessages(ann.connection());
    QCOMPARE(frames.size(), 1);
    QVERIFY2(frames[0].size() < 60, qPrintable(QString::number(frames[0].size()))); // one word, not the text
    m_server->edge.messages[ann.connection()] = frames;
    ann.hear();
    QCOMPARE(ann.updatesHeard, before + 1);
    QCOMPARE(ann.text(), u"# Plan\n\nWe meet on Monday.\nBring rope.\n"_s);
    QCOMPARE(versions().size(), 2);
    QVERIFY(versions()[0].value(u"automatic"_s).toBool()); // what was there before
    QCOMPARE(restore(version).status, 200);
    QCOMPARE(versions().size(), 2); // nothing to do
    QCOMPARE(restore(u"v-none"_s).status, 404);
}

void TestHubVersions::restoringWhileOthersWrite()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    ann.insert(0, u"one two three\n"_s);
    const QString version = save(u"Good"_s);
    ann.erase(4, 4);
    HttpRequest request;
    request.id = 999'999;
    request.method = "POST";
    request.path = u"/api/v1/documents/launch-plan/versions/%1/restore"_s.arg(version);
    request.headers = {{"authorization", "Bearer " + m_ann.toLatin1()}};
    m_server->hub->inbound({request}); // is being worked out
    QVERIFY(!m_server->edge.responses.contains(999'999));
    ann.insert(static_cast<std::uint32_t>(ann.text().size()), u"meanwhile\n"_s);
    QTRY_VERIFY(m_server->edge.responses.contains(999'999));
    ann.hear();
    QCOMPARE(ann.text(), u"one two three\nmeanwhile\n"_s);
}

void TestHubVersions::restoringRichText()
{
    DocumentPeer ann(*m_server, m_ann, u"launch-plan"_s);
    crdt::Text content = ann.doc().text(u"content");
    QVERIFY(content.insert(0, u"bold", {{u"bold", crdt::Any(true)}}));
    QVERIFY(content.insertEmbed(4, *crdt::Any::fromJson(R"({"image":"x.png"})")));
    const crdt::Delta good = content.toDelta();
    const QString version = save(u"Good"_s);
    QVERIFY(content.erase(0, 5));
    QCOMPARE(restore(version).status, 200);
    ann.hear();
    const crdt::Delta restored = content.toDelta();
    QCOMPARE(restored.size(), good.size());
    QVERIFY(restored[0].text == good[0].text && restored[0].attributes == good[0].attributes);
    QVERIFY(std::get<crdt::Any>(restored[1].values[0]) == std::get<crdt::Any>(good[1].values[0]));
}

void TestHubVersions::restoringABoard()
{
    DocumentPeer ann(*m_server, m_ann, u"the-board"_s);
    const auto shape = [&](std::u16string_view id, double x) {
        const auto made = ann.doc().map(u"shapes").setType(id, crdt::TypeKind::Map);
        static_cast<void>(crdt::Map(*made).set(u"x", x));
        static_cast<void>(crdt::Map(*made).set(u"points", *crdt::Any::fromJson("[1,2]")));
    };
    shape(u"a", 1);
    shape(u"b", 2);
    const crdt::Any good = ann.doc().map(u"shapes").toJson();
    const QString version = save(u"Good"_s, u"the-board"_s);
    QVERIFY(ann.doc().map(u"shapes").erase(u"a"));
    shape(u"c", 3);
    const auto b = ann.doc().map(u"shapes").get(u"b");
    QVERIFY(crdt::Map(std::get<crdt::SharedType>(*b)).set(u"x", 9));
    QCOMPARE(restore(version, u"the-board"_s).status, 200);
    ann.hear();
    QVERIFY(ann.doc().map(u"shapes").toJson() == good);
    QVERIFY(std::get<crdt::SharedType>(*ann.doc().map(u"shapes").get(u"b"))
        == std::get<crdt::SharedType>(*b)); // moved back
}

void TestHubVersions::restoringABoardTouchesOnlyWhatDiffers()
{
    DocumentPeer ann(*m_server, m_ann, u"the-board"_s);
    crdt::Doc &doc = ann.doc();
    crdt::Map shapes = doc.map(u"shapes");
    const auto make = [&](std::u16string_view id, std::u16string_view text) {
        crdt::Map shape(*shapes.setType(id, crdt::TypeKind::Map));
        QVERIFY(shape.set(u"x", 10) && shape.set(u"y", 20) && shape.set(u"stroke", u"ink"));
        QVERIFY(crdt::Text(*shape.setType(u"text", crdt::TypeKind::Text)).insert(0, text));
        QVERIFY(crdt::Text(*shape.setType(u"points", crdt::TypeKind::Text)).insert(0, u"aabbccddee"));
    };
    const auto entry = [&](std::u16string_view id, std::u16string_view key) {
        return *crdt::Map(std::get<crdt::SharedType>(*shapes.get(id))).get(key);
    };
    const auto text = [&](std::u16string_view id, std::u16string_view key) {
        return crdt::Text(std::get<crdt::SharedType>(entry(id, key)));
    };
    for (const std::u16string_view id : {u"same", u"moved", u"written"})
        make(id, u"buy bread and milk");
    QVERIFY(crdt::Map(*doc.map(u"pages").setType(u"p1", crdt::TypeKind::Map)).set(u"name", u"First"));
    QVERIFY(doc.map(u"images").set(u"0a", *crdt::Any::fromJson(R"("bytes")")));
    const crdt::Any goodShapes = shapes.toJson();
    const crdt::Any goodPages = doc.map(u"pages").toJson();
    const QString version = save(u"Good"_s, u"the-board"_s);

    QVERIFY(crdt::Map(std::get<crdt::SharedType>(*shapes.get(u"moved"))).set(u"x", 500));
    QVERIFY(text(u"written", u"text").erase(4, 5) && text(u"written", u"points").insert(10, u"ff"));
    QVERIFY(doc.map(u"pages").erase(u"p1"));
    QVERIFY(crdt::Map(*doc.map(u"pages").setType(u"p2", crdt::TypeKind::Map)).set(u"name", u"Second"));
    QVERIFY(doc.map(u"images").erase(u"0a") && doc.map(u"images").set(u"0b", *crdt::Any::fromJson(R"("other")")));
    const auto milk = crdt::RelativePosition::create(text(u"written", u"text"), 9); // somebody's caret
    crdt::Bytes change;
    const auto watch = doc.onUpdate(
        [&](std::span<const std::byte> bytes, const void *, bool) { change.assign(bytes.begin(), bytes.end()); });
    QCOMPARE(restore(version, u"the-board"_s).status, 200);
    ann.hear();
    QVERIFY(shapes.toJson() == goodShapes);
    QVERIFY(doc.map(u"pages").toJson() == goodPages);
    QVERIFY(doc.map(u"images").has(u"0a") && doc.map(u"images").has(u"0b")); // undo may bring back what shows it
    const auto caret = crdt::absolutePosition(doc, milk);
    QVERIFY(caret);
    QCOMPARE(caret->index, 14U); // before the milk, as it was
    QVERIFY2(change.size() < 250, qPrintable(QString::number(change.size()))); // not the shapes
    const auto decoded = crdt::decodeUpdate(change);
    QVERIFY(decoded);
    std::size_t written = 0; // x and y of the one that was moved, letters, a page with its name, an image
    for (const crdt::ClientBlocks &client : decoded->clients)
        written += client.blocks.size();
    QVERIFY2(written <= 6, qPrintable(QString::number(written)));
    QCOMPARE(restore(version, u"the-board"_s).status, 200); // nothing is left to do
    QVERIFY(m_server->takeMessages(ann.connection()).isEmpty());
}

void TestHubVersions::strokesThatGrowOutliveARestore()
{
    DocumentPeer ann(*m_server, m_ann, u"the-board"_s);
    const QString version = save(u"Empty"_s, u"the-board"_s);
    const auto draw = [&](std::u16string_view id, const QString &by, double width) {
        crdt::Map shape(*ann.doc().map(u"shapes").setType(id, crdt::TypeKind::Map));
        QVERIFY(shape.set(u"type", u"pen") && shape.set(u"w", width) && shape.set(u"h", 0));
        QVERIFY(shape.set(u"by", by.toStdU16String()));
        QVERIFY(crdt::Text(*shape.setType(u"points", crdt::TypeKind::Text)).insert(0, u"aabb"));
    };
    draw(u"growing", m_server->userId(u"Ann"_s), 0);
    draw(u"finished", m_server->userId(u"Ann"_s), 30);
    draw(u"left-behind", m_server->userId(u"Ben"_s), 0); // he is not here
    QCOMPARE(restore(version, u"the-board"_s).status, 200);
    ann.hear();
    crdt::Map shapes = ann.doc().map(u"shapes");
    QCOMPARE(shapes.keys(), (std::vector<std::u16string> {u"growing"}));
    const crdt::Map growing(std::get<crdt::SharedType>(*shapes.get(u"growing")));
    QVERIFY(crdt::Text(std::get<crdt::SharedType>(*growing.get(u"points"))).insert(4, u"cc")); // goes on
}

void TestHubVersions::aTemplateBoardBringsEverything()
{
    DocumentPeer ann(*m_server, m_ann, u"the-board"_s);
    crdt::Map shape(*ann.doc().map(u"shapes").setType(u"a", crdt::TypeKind::Map));
    QVERIFY(crdt::Text(*shape.setType(u"text", crdt::TypeKind::Text)).insert(0, u"Retro"));
    QVERIFY(crdt::Array(*shape.setType(u"points", crdt::TypeKind::Array)).push(1));
    QVERIFY(crdt::Map(*ann.doc().map(u"pages").setType(u"p1", crdt::TypeKind::Map)).set(u"name", u"First"));
    QVERIFY(ann.doc().map(u"images").set(u"0a", *crdt::Any::fromJson(R"("bytes")")));
    const QJsonObject body {{u"docId"_s, u"the-copy"_s}, {u"title"_s, u"T"_s}, {u"roomId"_s, u"general"_s},
        {u"kind"_s, u"board"_s}, {u"template"_s, u"the-board"_s}};
    QCOMPARE(m_server->http("POST", u"/api/v1/documents"_s, body, m_ben).status, 201);
    DocumentPeer ben(*m_server, m_ben, u"the-copy"_s);
    for (const std::u16string_view name : {u"shapes", u"pages", u"images"})
        QVERIFY(ben.doc().map(name).toJson() == ann.doc().map(name).toJson());
    const crdt::Map copied(std::get<crdt::SharedType>(*ben.doc().map(u"shapes").get(u"a")));
    QCOMPARE(std::get<crdt::SharedType>(*copied.get(u"text")).kind(), crdt::TypeKind::Text); // two can write in it
}

void TestHubVersions::whoDeletes()
{
    DocumentPeer ben(*m_server, m_ben, u"launch-plan"_s);
    ben.insert(0, u"x"_s);
    const QString anns = save(u"Ann's"_s);
    const QString bens =
        m_server->http("POST", u"/api/v1/documents/launch-plan/versions"_s, {{u"name"_s, u"Ben's"_s}}, m_ben)
            .body.value(u"versionId"_s)
            .toString();
    const QString address = u"/api/v1/documents/launch-plan/versions/"_s;
    QCOMPARE(m_server->http("DELETE", address + anns, {}, m_ben).status, 403);
    QCOMPARE(m_server->http("DELETE", address + bens, {}, m_ben).status, 200);
    QCOMPARE(m_server->http("DELETE", address + anns, {}, m_ann).status, 200);
    QCOMPARE(m_server->http("DELETE", address + anns, {}, m_ann).status, 404);
    QVERIFY(versions().isEmpty());
}

QTEST_GUILESS_MAIN(TestHubVersions)
#include "tst_hubversions.moc"
