#include "base/random.h"
#include "base/time.h"
#include "crdt/doc.h"
#include "crdt/undomanager.h"
#include "fixtures.h"
#include "pair.h"

#include <QTest>

#include <map>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;
using testing::Pair;

namespace {

constexpr Millis Captured {500};

/// Shapes in a map, as a board has them: the first person has an undo, the second one works in them, too.
class Shapes : public Pair
{
public:
    explicit Shapes(bool keepsOthersWork = true)
        : m_undo(first, std::vector<SharedType> {first.map(u"shapes")}, m_clock,
            {.captureTime = Captured,
                .origins = {nullptr},
                .keepsOthersWork = keepsOthersWork,
                .slightKeys = {u"x", u"y"}})
    {
    }
    [[nodiscard]] UndoManager &undo() { return m_undo; }
    void nextStep() { m_clock.advance(Captured); }
    static Map add(Doc &doc, std::u16string_view id)
    {
        Map shape(*doc.map(u"shapes").setType(id, TypeKind::Map));
        (void)shape.set(u"type", u"note");
        return shape;
    }
    [[nodiscard]] static Map at(Doc &doc, std::u16string_view id)
    {
        const auto value = doc.map(u"shapes").get(id);
        const auto *type = value ? std::get_if<SharedType>(&*value) : nullptr;
        return type ? Map(*type) : Map();
    }
    [[nodiscard]] bool has(std::u16string_view id) { return first.map(u"shapes").has(id); }
    [[nodiscard]] bool isEqual() { return first.map(u"shapes").toJson() == second.map(u"shapes").toJson(); }

private:
    ManualClock m_clock;
    UndoManager m_undo;
};

/// Each value that others wrote, by where it stands.
using Written = std::map<std::u16string, std::u16string>;

void findTheirs(const Keyed &map, const std::u16string &path, Written &found)
{
    map.forEach([&](std::u16string_view key, const Value &value) {
        const std::u16string here = path + u'/' + std::u16string(key);
        if (const auto *type = std::get_if<SharedType>(&value))
            findTheirs(Keyed(*type), here, found);
        else if (const auto *words = std::get<Any>(value).string(); words && words->starts_with(u"theirs"))
            found.emplace(here, *words);
    });
}

} // namespace

/// Undo and redo, and what they leave alone.
class TestCrdtUndo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void undoTakesBackOnlyOnesOwn()
    {
        Pair pair;
        ManualClock clock;
        Text text = pair.first.text(u"t");
        const std::vector<SharedType> scope {text};
        const int own = 0;
        UndoManager undo(pair.first, scope, clock, {.captureTime = Millis(500), .origins = {&own}});
        pair.first.transact([&] { QVERIFY(text.insert(0, u"mine")); }, &own);
        pair.exchange();
        QVERIFY(pair.second.text(u"t").insert(2, u" and yours "));
        pair.exchange();
        clock.advance(Millis(501));
        pair.first.transact([&] { QVERIFY(text.insert(0, u"later ")); }, &own);
        QVERIFY(undo.undo());
        QVERIFY(text.toString() == u"mi and yours ne");
        QVERIFY(undo.undo());
        QVERIFY(text.toString() == u" and yours ");
        QVERIFY(!undo.undo());
        QVERIFY(undo.redo());
        QVERIFY(text.toString() == u"mi and yours ne");
        pair.exchange();
        QVERIFY(pair.second.text(u"t").toString() == text.toString());
    }

    void capturesWhatFollowsQuickly()
    {
        Doc doc;
        ManualClock clock;
        Text text = doc.text(u"t");
        const std::vector<SharedType> scope {text};
        UndoManager undo(doc, scope, clock);
        QVERIFY(text.insert(0, u"a"));
        clock.advance(Millis(499));
        QVERIFY(text.insert(1, u"b"));
        undo.stopCapturing();
        QVERIFY(text.insert(2, u"c"));
        QVERIFY(undo.undo());
        QVERIFY(text.toString() == u"ab");
        QVERIFY(undo.undo());
        QVERIFY(text.toString().empty());
    }

    void keepsWhatOthersWorkedIn_data()
    {
        QTest::addColumn<bool>("keeps");
        QTest::newRow("kept") << true;
        QTest::newRow("as Yjs does it") << false;
    }
    void keepsWhatOthersWorkedIn()
    {
        QFETCH(const bool, keeps);
        Shapes shapes(keeps);
        Shapes::add(shapes.first, u"a");
        Shapes::add(shapes.first, u"b");
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"fill", u"red"));
        shapes.exchange();
        QVERIFY(shapes.undo().undo()); // b goes in any case
        QVERIFY(!shapes.has(u"b"));
        QCOMPARE(shapes.has(u"a"), keeps);
        if (keeps) { // whole: what oneself put into it in the same step, too
            QVERIFY(Shapes::at(shapes.first, u"a").has(u"type"));
            QVERIFY(Shapes::at(shapes.first, u"a").has(u"fill"));
        }
        shapes.exchange();
        QVERIFY(shapes.isEqual());
        QVERIFY(shapes.undo().redo());
        QVERIFY(shapes.has(u"b"));
        shapes.exchange();
        QVERIFY(shapes.isEqual());
    }

    void slightWorkDoesNotCount()
    {
        Shapes shapes;
        Shapes::add(shapes.first, u"a");
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"x", 10));
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"y", 10));
        shapes.exchange();
        QVERIFY(shapes.undo().undo());
        QVERIFY(!shapes.has(u"a"));
    }

    void workThatIsGoneDoesNotCount()
    {
        Shapes shapes;
        Shapes::add(shapes.first, u"a");
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"fill", u"red"));
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").erase(u"fill"));
        shapes.exchange();
        QVERIFY(shapes.undo().undo());
        QVERIFY(!shapes.has(u"a"));
    }

    void workDeepInsideCounts()
    {
        Shapes shapes;
        Map own = Shapes::add(shapes.first, u"a");
        QVERIFY(own.setType(u"text", TypeKind::Text));
        Shapes::add(shapes.first, u"b");
        shapes.exchange();
        Text theirs(std::get<SharedType>(*Shapes::at(shapes.second, u"a").get(u"text")));
        QVERIFY(theirs.insert(0, u"words"));
        shapes.exchange();
        QVERIFY(shapes.undo().undo());
        QVERIFY(!shapes.has(u"b"));
        const Text kept(std::get<SharedType>(*Shapes::at(shapes.first, u"a").get(u"text")));
        QVERIFY(kept.toString() == u"words");
    }

    /// A step of which nothing can be taken back is none: the one before is.
    void goesOnBehindWhatItKeeps()
    {
        Shapes shapes;
        Shapes::add(shapes.first, u"a");
        shapes.nextStep();
        Shapes::add(shapes.first, u"b");
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"b").set(u"fill", u"red"));
        shapes.exchange();
        QCOMPARE(shapes.undo().undoDepth(), std::size_t(2));
        QVERIFY(shapes.undo().undo());
        QVERIFY(!shapes.has(u"a"));
        QVERIFY(shapes.has(u"b"));
        QVERIFY(!shapes.undo().canUndo());
        QVERIFY(shapes.undo().redo());
        QVERIFY(shapes.has(u"a"));
    }

    void ownValuesInWhatIsKeptComeBack()
    {
        Shapes shapes;
        Map own = Shapes::add(shapes.first, u"a");
        shapes.nextStep();
        QVERIFY(own.set(u"fill", u"blue"));
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"stroke", u"red"));
        shapes.exchange();
        QVERIFY(shapes.undo().undo());
        QVERIFY(!own.has(u"fill"));
        QVERIFY(!shapes.undo().undo()); // the shape stays
        QVERIFY(own.has(u"stroke"));
    }

    /// Taken away, brought back and then its adding taken back: what comes back is still theirs.
    void workThatCameBackCounts()
    {
        Shapes shapes;
        Shapes::add(shapes.first, u"a");
        shapes.exchange();
        QVERIFY(Shapes::at(shapes.second, u"a").set(u"fill", u"red"));
        shapes.exchange();
        shapes.nextStep();
        QVERIFY(shapes.first.map(u"shapes").erase(u"a"));
        QVERIFY(shapes.undo().undo());
        QVERIFY(Shapes::at(shapes.first, u"a").has(u"fill"));
        QVERIFY(shapes.undo().redo());
        QVERIFY(!shapes.has(u"a"));
        QVERIFY(shapes.undo().undo());
        QVERIFY(Shapes::at(shapes.first, u"a").has(u"fill"));
        QVERIFY(!shapes.undo().undo());
        QVERIFY(shapes.has(u"a"));
    }

    void playLosesNothingOfOthers()
    {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Shapes shapes;
            Random random(seed);
            // As on a board, an id is of one shape for ever.
            const auto act = [&](Doc &doc, std::u16string_view who, int step) {
                const std::u16string number = QString::number(step).toStdU16String();
                const std::vector<std::u16string> ids = doc.map(u"shapes").keys();
                const std::size_t at = random.below(7);
                if (at >= ids.size()) {
                    Shapes::add(doc, std::u16string(who) + number);
                } else if (random.below(6) == 0) {
                    QVERIFY(doc.map(u"shapes").erase(ids[at]));
                } else {
                    const std::u16string key(1, char16_t(u'a' + random.below(6)));
                    QVERIFY(Shapes::at(doc, ids[at]).set(key, Any(std::u16string(who) + number)));
                }
            };
            for (int step = 0; step < 150; ++step) {
                act(shapes.first, u"ours", step);
                if (random.below(2) == 0)
                    shapes.nextStep();
                act(shapes.second, u"theirs", step);
                if (random.below(3) == 0)
                    shapes.exchange();
                if (random.below(4) != 0)
                    continue;
                Written before;
                findTheirs(shapes.first.map(u"shapes"), {}, before);
                (void)(shapes.undo().undo());
                Written after;
                findTheirs(shapes.first.map(u"shapes"), {}, after);
                for (const auto &[path, words] : before) {
                    const auto still = after.find(path);
                    QVERIFY2(still != after.end() && still->second == words,
                        qPrintable(u"seed %1, step %2: %3"_s.arg(seed).arg(step).arg(fixtures::string(path))));
                }
            }
            shapes.exchange();
            QVERIFY2(shapes.isEqual(), qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
};

QTEST_GUILESS_MAIN(TestCrdtUndo)
#include "tst_crdt_undo.moc"
