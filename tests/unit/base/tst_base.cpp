#include "base/random.h"
#include "base/result.h"
#include "base/strongid.h"
#include "base/time.h"

#include <QTest>

#include <set>

using namespace coterie;
using namespace Qt::StringLiterals;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resultHoldsAValueOrAnError();
    void resultOfNothingHoldsNothingOrAnError();
    void strongIdsCompareAndHashByValue();
    void theSameSeedGivesTheSameNumbers();
    void belowStaysBelowAndReachesAll();
    void unitStaysInItsInterval();
    void uuidsAreVersionFourAndDiffer();
    void wallTimeKeepsMilliseconds();
    void manualClockMovesBothTimes();
};

void TestBase::resultHoldsAValueOrAnError()
{
    const Result<int> good = 7;
    QVERIFY(good);
    QCOMPARE(*good, 7);
    const Result<int> bad {Errc::NotFound, "There is no such room."};
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, Errc::NotFound);
    QCOMPARE(bad.error().message, std::string("There is no such room."));
    QCOMPARE(bad.value_or(3), 3);
}

void TestBase::resultOfNothingHoldsNothingOrAnError()
{
    QVERIFY(Result<void>());
    const Result<void> bad {Errc::Io, "The disk is full."};
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, Errc::Io);
}

void TestBase::strongIdsCompareAndHashByValue()
{
    using Id = StrongId<struct Tag, QString>;
    QCOMPARE(Id(u"a"_s), Id(u"a"_s));
    QVERIFY(Id(u"a"_s) != Id(u"b"_s));
    QVERIFY(Id(u"a"_s) < Id(u"b"_s));
    QVERIFY(Id().isEmpty());
    const QHash<Id, int> hash {{Id(u"a"_s), 1}, {Id(u"b"_s), 2}};
    QCOMPARE(hash.value(Id(u"b"_s)), 2);
}

void TestBase::theSameSeedGivesTheSameNumbers()
{
    Random a(42);
    Random b(42);
    Random c(43);
    bool differs = false;
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t number = a.next();
        QCOMPARE(b.next(), number);
        differs = differs || c.next() != number;
    }
    QVERIFY(differs);
}

void TestBase::belowStaysBelowAndReachesAll()
{
    Random random(1);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1'000; ++i) {
        const std::uint64_t number = random.below(7);
        QVERIFY(number < 7);
        seen.insert(number);
    }
    QCOMPARE(seen.size(), std::size_t {7});
    QCOMPARE(random.below(0), std::uint64_t {0});
    QCOMPARE(random.below(1), std::uint64_t {0});
}

void TestBase::unitStaysInItsInterval()
{
    Random random(2);
    double sum = 0;
    for (int i = 0; i < 10'000; ++i) {
        const double number = random.unit();
        QVERIFY(number >= 0 && number < 1);
        sum += number;
    }
    QVERIFY(std::abs(sum / 10'000 - 0.5) < 0.02);
}

void TestBase::uuidsAreVersionFourAndDiffer()
{
    Random random = Random::fromSystem();
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        const std::string uuid = random.uuid();
        QCOMPARE(uuid.size(), std::size_t {36});
        QCOMPARE(uuid[14], '4');
        QVERIFY(uuid[19] == '8' || uuid[19] == '9' || uuid[19] == 'a' || uuid[19] == 'b');
        seen.insert(uuid);
    }
    QCOMPARE(seen.size(), std::size_t {1'000});
}

void TestBase::wallTimeKeepsMilliseconds()
{
    QCOMPARE(toEpochMillis(fromEpochMillis(1'700'000'000'123)), 1'700'000'000'123LL);
}

void TestBase::manualClockMovesBothTimes()
{
    ManualClock clock;
    const Instant before = clock.now();
    const WallTime wallBefore = clock.wallNow();
    clock.advance(Millis {1'500});
    QVERIFY(clock.now() - before == Millis {1'500});
    QVERIFY(clock.wallNow() - wallBefore == Millis {1'500});
}

QTEST_APPLESS_MAIN(TestBase)
#include "tst_base.moc"
