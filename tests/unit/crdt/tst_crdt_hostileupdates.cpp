#include "crdt/encoding.h"
#include "crdt/updatecodecv2.h"
#include "crdt/updates.h"
#include "fixtures.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

namespace {

template <typename Writer>
Bytes oneClient(std::uint64_t blocks, ClockValue clock, const std::function<void(Writer &)> &body)
{
    Writer out;
    out.rest().varUint(1);
    out.rest().varUint(blocks);
    out.client(1);
    out.rest().varUint(clock);
    body(out);
    return out.take();
}

Bytes v1(const char *hexBytes)
{
    const QByteArray bytes = QByteArray::fromHex(hexBytes);
    const auto view = fixtures::view(bytes);
    return Bytes(view.begin(), view.end());
}

} // namespace

class TestCrdtHostileUpdates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPrefixIsRefused();
    void everyFlippedByteIsBorne();
    void isRefused_data();
    void isRefused();
    void runsOfBlocksAreLimited();
    void mergingManyUpdatesIsNotQuadratic();
    void unsortedDeletesAreNotQuadratic();
};

void TestCrdtHostileUpdates::everyPrefixIsRefused()
{
    for (const QString &file : fixtures::documents()) {
        const QJsonObject document = fixtures::load(file);
        for (const auto version : {UpdateVersion::V1, UpdateVersion::V2}) {
            const QByteArray bytes = fixtures::bytes(document[version == UpdateVersion::V1 ? u"v1"_s : u"v2"_s]);
            for (qsizetype size = 0; size < bytes.size(); ++size)
                QVERIFY(!decodeUpdate(fixtures::view(bytes.first(size)), version));
        }
    }
}

void TestCrdtHostileUpdates::everyFlippedByteIsBorne()
{
    constexpr DecodeLimits limits {.blocks = 10'000};
    for (const QString &file : fixtures::documents()) {
        const QJsonObject document = fixtures::load(file);
        for (const auto version : {UpdateVersion::V1, UpdateVersion::V2}) {
            QByteArray bytes = fixtures::bytes(document[version == UpdateVersion::V1 ? u"v1"_s : u"v2"_s]);
            for (char &byte : bytes) {
                const char kept = byte;
                for (const int flip : {1, 0x40, 0x80, 0xFF}) {
                    byte = static_cast<char>(kept ^ flip);
                    const auto update = decodeUpdate(fixtures::view(bytes), version, limits);
                    if (!update)
                        continue;
                    // What was understood can be said again and means the same.
                    const Bytes again = encodeUpdate(update->clients, update->deletes, version);
                    const auto same = decodeUpdate(again, version, limits);
                    QVERIFY(same);
                    QVERIFY(encodeUpdate(same->clients, same->deletes, version) == again);
                }
                byte = kept;
            }
        }
    }
}

void TestCrdtHostileUpdates::isRefused_data()
{
    QTest::addColumn<Bytes>("update");
    QTest::addColumn<UpdateVersion>("version");
    QTest::addColumn<Errc>("expected");
    const auto row = [](const char *name, const Bytes &bytes, Errc expected,
                         UpdateVersion version = UpdateVersion::V1) {
        QTest::newRow(name) << bytes << version << expected;
    };
    row("nothing", {}, Errc::Truncated);
    row("something behind the end", v1("000000"), Errc::Malformed);
    row("more clients than bytes", v1("ffffffff0f"), Errc::Truncated);
    row("more blocks than allowed", v1("01ffffffff0f0100"), Errc::TooLarge);
    row("a client twice", v1("020101000005010100000500"), Errc::Malformed);
    row("a block of no length", v1("01010100000000"), Errc::Malformed);
    row("a gap of no length", v1("010101000a0000"), Errc::Malformed);
    row("a clock too high", v1("010101ffffffffffffff0f000100"), Errc::OutOfRange);
    row("a length too high", v1("0101010500ffffffffffffff0f00"), Errc::OutOfRange);
    row("empty text", v1("01010100040101740000"), Errc::Malformed);
    row("kind 11", v1("010101000b0101740000"), Errc::Unsupported);
    row("kind 31", v1("010101001f0101740000"), Errc::Unsupported);
    row("a gap with an origin", v1("010101008a000000"), Errc::Unsupported);
    row("a type that is none", v1("01010100070101740700"), Errc::Unsupported);
    row("text that is no UTF-8", v1("010101000401017401ff00"), Errc::Malformed);
    row("values without end", v1("0101010008010174ffffffff0f7f00"), Errc::Truncated);
    row("a value that is none", v1("01010100080101740173 00"), Errc::Malformed);
    row("an embed that is no JSON", v1("01010100050101740261 6200"), Errc::Malformed);
    row("deletes too high", v1("0001010105ffffffffffffff0f"), Errc::OutOfRange);
    row("deletes of no client", v1("00ffffffff0f"), Errc::Truncated);
    row("text longer than its column",
        oneClient<UpdateWriterV2>(1, 0,
            [](UpdateWriterV2 &out) {
                out.info(4);
                out.parentInfo(true);
                out.string(u"t");
                out.rest().varUint(0);
            }),
        Errc::Truncated, UpdateVersion::V2);
    row("more blocks than allowed, in a run",
        oneClient<UpdateWriterV2>(maxSafeInteger, 0,
            [](UpdateWriterV2 &out) {
                for (int i = 0; i < 3; ++i) {
                    out.info(0);
                    out.length(1);
                }
                out.rest().varUint(0);
            }),
        Errc::TooLarge, UpdateVersion::V2);
    row("a left clock below zero", v1("00 00 024100 0142 00 0184 03016101 00 00 00 01010000"), Errc::OutOfRange,
        UpdateVersion::V2);
}

void TestCrdtHostileUpdates::isRefused()
{
    QFETCH(const Bytes, update);
    QFETCH(const UpdateVersion, version);
    QFETCH(const Errc, expected);
    const auto decoded = decodeUpdate(update, version);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, expected);
    QVERIFY(!decoded.error().message.empty());
    const std::span<const std::byte> both[] = {update, update};
    QCOMPARE(mergeUpdates(both, version).error().code, expected);
    QCOMPARE(diffUpdate(update, {}, version).error().code, expected);
    QCOMPARE(stateVectorFromUpdate(update, version).error().code, expected);
    QCOMPARE(convertUpdate(update, version, UpdateVersion::V1).error().code, expected);
}

void TestCrdtHostileUpdates::runsOfBlocksAreLimited()
{
    const Bytes bomb = oneClient<UpdateWriterV2>(100'000, 0, [](UpdateWriterV2 &out) {
        for (int i = 0; i < 100'000; ++i) {
            out.info(0);
            out.length(1);
        }
        out.rest().varUint(0);
    });
    QVERIFY(bomb.size() < 100); // a run, although every block is one of its own
    QVERIFY(decodeUpdate(bomb, UpdateVersion::V2));
    QCOMPARE(decodeUpdate(bomb, UpdateVersion::V2, {.blocks = 99'999}).error().code, Errc::TooLarge);
    const std::span<const std::byte> many[] = {bomb, bomb, bomb};
    QVERIFY(mergeUpdates(many, UpdateVersion::V2, {.blocks = 300'000}));
    QCOMPARE(mergeUpdates(many, UpdateVersion::V2, {.blocks = 299'999}).error().code, Errc::TooLarge);
}

void TestCrdtHostileUpdates::mergingManyUpdatesIsNotQuadratic()
{
    constexpr std::size_t count = 40'000;
    std::vector<Bytes> updates;
    for (std::size_t i = 0; i < count; ++i) { // every second unit of one client, so that nothing ever joins
        updates.push_back(oneClient<UpdateWriterV1>(1, 2 * (count - i), [](UpdateWriterV1 &out) {
            out.info(0);
            out.length(1);
            out.rest().varUint(0);
        }));
    }
    const std::vector<std::span<const std::byte>> views(updates.begin(), updates.end());
    QElapsedTimer timer;
    timer.start();
    const auto merged = mergeUpdates(views);
    QVERIFY(merged);
    QVERIFY2(timer.elapsed() < 4000, "40,000 updates take some 50 ms; the square would take minutes");
    QCOMPARE(decodeUpdate(*merged)->clients.front().blocks.size(), 2 * count - 1);
}

void TestCrdtHostileUpdates::unsortedDeletesAreNotQuadratic()
{
    constexpr std::uint64_t count = 200'000;
    UpdateWriterV1 out;
    out.rest().varUint(0);
    out.rest().varUint(1);
    out.rest().varUint(7);
    out.rest().varUint(count);
    for (std::uint64_t i = count; i > 0; --i) {
        out.deleteClock(2 * i);
        out.deleteLength(1);
    }
    QElapsedTimer timer;
    timer.start();
    const auto update = decodeUpdate(out.view());
    QVERIFY(update);
    QVERIFY(timer.elapsed() < 4000);
    QCOMPARE(update->deletes.clients().at(7).size(), std::size_t(count));
    QVERIFY((update->deletes.clients().at(7).front() == ClockRange {2, 1}));
}

QTEST_APPLESS_MAIN(TestCrdtHostileUpdates)
#include "tst_crdt_hostileupdates.moc"
