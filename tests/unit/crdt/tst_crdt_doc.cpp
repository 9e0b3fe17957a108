#include "base/random.h"
#include "crdt/doc.h"
#include "crdt/relativeposition.h"
#include "fixtures.h"
#include "pair.h"

#include <QTest>

#include <algorithm>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;
using testing::Pair;

namespace {

QByteArray stateOf(const Doc &doc)
{
    return fixtures::array(doc.encodeStateAsUpdate());
}

/// A text of one person next to a plain string that is told the same.
class Typist
{
public:
    explicit Typist(std::uint64_t seed) : m_random(seed) { }
    void step(Text text, std::u16string &plain)
    {
        const auto at = std::uint32_t(m_random.below(plain.size() + 1));
        if (m_random.below(3) == 0) {
            const auto length = std::uint32_t(m_random.below(std::min<std::uint64_t>(plain.size() - at, 12) + 1));
            QVERIFY(text.erase(at, length));
            plain.erase(at, length);
        } else {
            const std::u16string word(1 + m_random.below(8), char16_t(u'a' + m_random.below(26)));
            QVERIFY(text.insert(at, word));
            plain.insert(at, word);
        }
    }

private:
    Random m_random;
};

} // namespace

class TestCrdtDoc : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordedDocuments_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : fixtures::documents())
            QTest::newRow(qPrintable(name)) << name;
    }
    void recordedDocuments() // by yjs: the same updates give the same bytes
    {
        QFETCH(const QString, name);
        const auto fixture = fixtures::load(name);
        Doc doc(Doc::Options {.clientId = 77, .collectGarbage = name != "document-kept.json"_L1});
        for (const auto &update : fixture["updates"_L1].toArray())
            QVERIFY(doc.applyUpdate(fixtures::view(fixtures::bytes(update))));
        QCOMPARE(stateOf(doc).toBase64(), fixture["v1"_L1].toString().toLatin1());
        QCOMPARE(fixtures::array(doc.encodeStateAsUpdate({}, UpdateVersion::V2)).toBase64(),
            fixture["v2"_L1].toString().toLatin1());
        QCOMPARE(fixtures::array(doc.stateVector().encode()).toBase64(), fixture["state"_L1].toString().toLatin1());
    }

    void recordedUpdatesInAnyOrder_data() { recordedDocuments_data(); }
    void recordedUpdatesInAnyOrder()
    {
        QFETCH(const QString, name);
        const auto fixture = fixtures::load(name);
        Doc doc(Doc::Options {.clientId = 77, .collectGarbage = name != "document-kept.json"_L1});
        auto updates = fixture["updates"_L1].toArray();
        for (auto i = updates.size(); i-- > 0;)
            QVERIFY(doc.applyUpdate(fixtures::view(fixtures::bytes(updates[i]))));
        QVERIFY(!doc.hasPending());
        QCOMPARE(fixtures::array(doc.stateVector().encode()).toBase64(), fixture["state"_L1].toString().toLatin1());
    }

    void knownBlocksCutPairs() // an update that says again what is known, in smaller pieces: yjs cuts at them
    {
        Pair pair;
        QVERIFY(pair.first.text(u"t").insert(0, u"\U0001F600"));
        pair.exchange();
        QVERIFY(pair.second.text(u"t").insert(1, u"x"));
        StateVector withoutX;
        withoutX.set(2, 1);
        QVERIFY(pair.first.applyUpdate(pair.second.encodeStateAsUpdate(withoutX)));
        QVERIFY(pair.first.text(u"t").toString() == u"\uFFFD\uFFFD");
    }

    void textFollowsPlainString()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Doc doc(Doc::Options {.clientId = seed});
            const Text text = doc.text(u"t");
            Typist typist(seed);
            std::u16string plain;
            for (int step = 0; step < 600; ++step) {
                typist.step(text, plain);
                QVERIFY2(text.toString() == plain, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(step)));
            }
            Doc copy;
            QVERIFY(copy.applyUpdate(doc.encodeStateAsUpdate({}, UpdateVersion::V2), UpdateVersion::V2));
            QVERIFY(copy.text(u"t").toString() == plain);
            QCOMPARE(stateOf(copy), stateOf(doc));
        }
    }

    void peersConverge()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Pair pair;
            Random random(seed);
            for (int step = 0; step < 200; ++step) {
                Text text = (random.below(2) == 0 ? pair.first : pair.second).text(u"t");
                const auto at = std::uint32_t(random.below(text.length() + 1));
                if (random.below(4) == 0)
                    QVERIFY(text.erase(at, std::uint32_t(random.below(text.length() - at + 1))));
                else
                    QVERIFY(text.insert(at, u"word"));
                if (random.below(10) == 0)
                    pair.exchange();
            }
            pair.exchange();
            QVERIFY2(pair.first.text(u"t").toString() == pair.second.text(u"t").toString(),
                qPrintable(u"seed %1"_s.arg(seed)));
            QCOMPARE(stateOf(pair.first), stateOf(pair.second));
        }
    }

    void refusesBadUpdatesWhole()
    {
        Pair pair;
        QVERIFY(pair.first.text(u"t").insert(0, u"some text", {{u"bold", true}}));
        QVERIFY(pair.first.map(u"m").set(u"key", Any(Any::Array {1, u"two"})));
        const Bytes update = pair.first.encodeStateAsUpdate();
        const QByteArray before = stateOf(pair.second);
        for (std::size_t size = 0; size < update.size(); ++size) {
            QVERIFY(!pair.second.applyUpdate(std::span(update).first(size)));
            QCOMPARE(stateOf(pair.second), before);
        }
        // two clients whose blocks each stand behind the other's
        const auto circle = QByteArray::fromHex("0201020084 01 00 01 61 01010084 02 00 01 62 00");
        const auto refused = pair.second.applyUpdate(fixtures::view(circle));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Malformed);
        // a block behind itself
        QVERIFY(!pair.second.applyUpdate(fixtures::view(QByteArray::fromHex("01010100 84 01 00 01 61 00"))));
        // a clock that no document reaches
        const auto far = QByteArray::fromHex("01010100 00 ffffffffff01 00");
        QCOMPARE(pair.second.applyUpdate(fixtures::view(far)).error().code, Errc::TooLarge);
        QCOMPARE(stateOf(pair.second), before);
    }

    void refusesUpdatesInsideTransactions()
    {
        Pair pair;
        QVERIFY(pair.first.text(u"t").insert(0, u"a"));
        pair.second.transact([&] {
            QCOMPARE(pair.second.applyUpdate(pair.first.encodeStateAsUpdate()).error().code, Errc::BadRequest);
        });
    }

    void limitsWhatWaits()
    {
        Doc source(Doc::Options {.clientId = 1});
        QVERIFY(source.text(u"t").insert(0, u"first"));
        const StateVector known = source.stateVector();
        QVERIFY(source.text(u"t").insert(5, std::u16string(500, u'x')));
        const Bytes later = source.encodeStateAsUpdate(known);
        Doc doc(Doc::Options {.clientId = 2, .maxPendingBytes = 600});
        QVERIFY(doc.applyUpdate(later));
        QVERIFY(doc.hasPending());
        QCOMPARE(doc.applyUpdate(later).error().code, Errc::TooLarge);
    }

    void checksRanges()
    {
        Doc doc;
        Text text = doc.text(u"t");
        QVERIFY(text.insert(0, u"abc"));
        QCOMPARE(text.insert(4, u"x").error().code, Errc::OutOfRange);
        QCOMPARE(text.erase(2, 2).error().code, Errc::OutOfRange);
        QCOMPARE(text.format(3, 1, {{u"b", true}}).error().code, Errc::OutOfRange);
        QCOMPARE(doc.array(u"a").erase(0).error().code, Errc::OutOfRange);
        QVERIFY(text.toString() == u"abc");
    }

    void handlesOutliveTheirTypes()
    {
        Doc doc;
        Map map = doc.map(u"m");
        const auto made = map.setType(u"k", TypeKind::Text);
        QVERIFY(made);
        Text text(*made);
        QVERIFY(text.insert(0, u"x"));
        QVERIFY(map.erase(u"k"));
        QVERIFY(!text.isAlive());
        QCOMPARE(text.length(), 0U);
        QCOMPARE(text.insert(0, u"y").error().code, Errc::NotFound);
    }

    void manyPeopleTypeAtOnePlace() // the conflict scan, far from its limit
    {
        Doc all(Doc::Options {.clientId = 1});
        for (ClientId client = 2; client < 300; ++client) {
            Doc one(Doc::Options {.clientId = client});
            QVERIFY(one.text(u"t").insert(0, u"word "));
            QVERIFY(all.applyUpdate(one.encodeStateAsUpdate()));
        }
        QCOMPARE(all.text(u"t").length(), 298U * 5);
    }

    void takesBackWhatIsSlowToOrder()
    {
        // People with high numbers, each at the start of what people with low numbers wrote there: every pair is
        // compared.
        const auto crowd = [](ClientId first) {
            std::vector<ClientBlocks> clients;
            for (ClientId client = first + 12'000; client-- > first;) {
                clients.push_back({client,
                    {Block {.id = {client, 0},
                        .length = 1,
                        .origin = {},
                        .rightOrigin = {},
                        .parent = std::u16string_view(u"t"),
                        .parentSub = {},
                        .content = StringContent {u"x"}}}});
            }
            return encodeUpdate(clients, {});
        };
        Doc doc(Doc::Options {.clientId = 1});
        Text text = doc.text(u"t");
        QVERIFY(doc.applyUpdate(crowd(100)));
        const QByteArray before = stateOf(doc);
        const auto refused = doc.applyUpdate(crowd(100'000));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::TooLarge);
        QCOMPARE(stateOf(doc), before);
        QCOMPARE(text.length(), 12'000U);
        QVERIFY(text.insert(6'000, u"still works"));
        QCOMPARE(text.toString().substr(6'000, 11), std::u16string(u"still works"));
    }

    void tellsDeltas()
    {
        Pair pair;
        Text text = pair.first.text(u"t");
        QVERIFY(text.insert(0, u"hello"));
        Delta told;
        const auto subscription =
            pair.first.observe(text, [&told](const std::vector<Event> &events) { told = events.front().delta; });
        pair.first.transact([&] {
            QVERIFY(text.insert(5, u"!")); // grows the item that was there before
            QVERIFY(text.erase(0, 1));
            QVERIFY(text.format(0, 2, {{u"bold", true}}));
        });
        QCOMPARE(told.size(), std::size_t(4));
        QCOMPARE(told[0].kind, DeltaStep::Kind::Delete);
        QCOMPARE(told[0].length, 1U);
        QCOMPARE(told[1].kind, DeltaStep::Kind::Retain);
        QCOMPARE(told[1].length, 2U);
        QVERIFY(told[1].attributes == (Attributes {{u"bold", true}}));
        QCOMPARE(told[2].length, 2U);
        QVERIFY(told[3].text == u"!");
    }

    void positionsStayWhereTheyMean()
    {
        Pair pair;
        Text text = pair.first.text(u"t");
        QVERIFY(text.insert(0, u"hello world"));
        pair.exchange();
        const auto after = RelativePosition::create(text, 6);
        const auto before = RelativePosition::create(text, 6, Association::Before);
        QVERIFY(pair.second.text(u"t").insert(6, u"big "));
        QVERIFY(pair.second.text(u"t").insert(0, u">> "));
        pair.exchange();
        QCOMPARE(absolutePosition(pair.first, after)->index, 13U);
        QCOMPARE(absolutePosition(pair.first, before)->index, 9U);
        const auto decoded = RelativePosition::decode(after.encode());
        QVERIFY(decoded);
        QCOMPARE(fixtures::array(decoded->encode()), fixtures::array(after.encode()));
        QVERIFY(!RelativePosition::decode({}));
        Doc empty;
        QVERIFY(!absolutePosition(empty, after));
    }

    void smallDocumentsStaySmall()
    {
        Doc doc(Doc::Options {.clientId = 5});
        Text text = doc.text(u"t");
        Random random(3);
        QVERIFY(text.insert(0, std::u16string(5000, u'a')));
        for (int i = 0; i < 50'000; ++i) {
            const auto at = std::uint32_t(random.below(text.length() - 20));
            QVERIFY(text.insert(at, u"word"));
            QVERIFY(text.erase(std::uint32_t(random.below(text.length() - 20)), 4));
        }
        QCOMPARE(text.length(), 5000U);
        QVERIFY2(doc.encodeStateAsUpdate().size() < 1'500'000,
            qPrintable(QString::number(doc.encodeStateAsUpdate().size())));
    }
};

QTEST_APPLESS_MAIN(TestCrdtDoc)
#include "tst_crdt_doc.moc"
