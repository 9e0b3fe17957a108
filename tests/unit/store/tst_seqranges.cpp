#include "base/random.h"
#include "store/seqranges.h"

#include <QTest>

using namespace coterie::store;

class TestSeqRanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinsWhatTouches();
    void staleIsCutByFresh();
    void agreesWithASetOfNumbers();
};

void TestSeqRanges::joinsWhatTouches()
{
    QList<SeqRange> ranges = withRange({}, 1, 10);
    ranges = withRange(ranges, 21, 30);
    QCOMPARE(ranges.size(), 2);
    ranges = withRange(ranges, 11, 20);
    QCOMPARE(ranges, (QList<SeqRange> {{1, 30, false}}));
    QCOMPARE(withRange(ranges, 40, 39), ranges); // an empty range adds nothing
    QCOMPARE(rangeAt(ranges, 30)->first, 1);
    QVERIFY(!rangeAt(ranges, 31));
}

void TestSeqRanges::staleIsCutByFresh()
{
    const QList<SeqRange> stale {{1, 100, true}};
    QCOMPARE(withRange(stale, 40, 60), (QList<SeqRange> {{1, 39, true}, {40, 60, false}, {61, 100, true}}));
    QCOMPARE(withRange(stale, 1, 100), (QList<SeqRange> {{1, 100, false}}));
    QCOMPARE(withRange(stale, 101, 120), (QList<SeqRange> {{1, 100, true}, {101, 120, false}}));
}

void TestSeqRanges::agreesWithASetOfNumbers()
{
    const std::uint64_t seed = 20'261'120;
    coterie::Random random(seed);
    for (int round = 0; round < 200; ++round) {
        constexpr int top = 40;
        std::array<int, top + 1> model {}; // 0 unknown, 1 stale, 2 fresh
        QList<SeqRange> ranges;
        if (random.below(2) == 0) {
            ranges.append({5, 30, true});
            std::fill(model.begin() + 5, model.begin() + 31, 1);
        }
        for (int step = 0; step < 8; ++step) {
            const auto first = 1 + static_cast<int>(random.below(top));
            const auto last = std::min(top, first + static_cast<int>(random.below(10)));
            ranges = withRange(ranges, first, last);
            std::fill(model.begin() + first, model.begin() + last + 1, 2);
            for (int seq = 1; seq <= top; ++seq) {
                const auto range = rangeAt(ranges, seq);
                const int state = !range ? 0 : range->stale ? 1 : 2;
                QVERIFY2(state == model[static_cast<std::size_t>(seq)],
                    qPrintable(
                        QStringLiteral("seed %1 round %2 step %3 seq %4").arg(seed).arg(round).arg(step).arg(seq)));
            }
            for (qsizetype i = 1; i < ranges.size(); ++i) {
                QVERIFY(ranges[i - 1].last < ranges[i].first);
                QVERIFY(ranges[i - 1].stale || ranges[i].stale || ranges[i - 1].last + 1 < ranges[i].first);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestSeqRanges)
#include "tst_seqranges.moc"
