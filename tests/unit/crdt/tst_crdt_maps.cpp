#include "crdt/doc.h"
#include "fixtures.h"
#include "pair.h"

#include <QTest>

using namespace coterie;
using namespace coterie::crdt;
using testing::Pair;
using Stays = Event::Conflict::Stays;

namespace {

/// The conflicts that a document is told under one of its maps.
class Conflicts
{
public:
    Conflicts(Doc &doc, const Map &map)
        : m_subscription(doc.observeDeep(map, [this](const std::vector<Event> &events) {
            for (const Event &event : events)
                m_told.insert(m_told.end(), event.conflicts.begin(), event.conflicts.end());
        }))
    {
    }
    [[nodiscard]] std::vector<Event::Conflict> take() { return std::exchange(m_told, {}); }

private:
    std::vector<Event::Conflict> m_told;
    Subscription m_subscription;
};

Any plain(const std::optional<Value> &value)
{
    const Any *any = value ? std::get_if<Any>(&*value) : nullptr;
    return any ? *any : Any();
}

} // namespace

/// What stands under keys, what is told of it, and what two people set at once.
class TestCrdtMaps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void visitsWhatIsThere()
    {
        Doc doc;
        Map map = doc.map(u"m");
        QVERIFY(map.set(u"b", 1));
        QVERIFY(map.set(u"a", 2));
        QVERIFY(map.set(u"gone", 3));
        const auto inner = map.setType(u"in", TypeKind::Map);
        QVERIFY(inner);
        QVERIFY(map.set(u"b", u"again")); // stays in its place
        QVERIFY(map.erase(u"gone"));
        std::vector<std::u16string> keys;
        map.forEach([&](std::u16string_view key, const Value &value) {
            keys.emplace_back(key);
            if (const auto *type = std::get_if<SharedType>(&value))
                QVERIFY(*type == *inner);
            else
                QVERIFY(plain(value) == plain(map.get(key)));
        });
        QVERIFY(keys == (std::vector<std::u16string> {u"b", u"a", u"in"}));
        QVERIFY(keys == map.keys());
        QVERIFY(plain(map.get(u"b")) == Any(u"again"));
    }

    void visitsAttributes() // of a text and of an element
    {
        Doc doc;
        const XmlElement element = *doc.xmlFragment(u"x").insertElement(0, u"p");
        QVERIFY(element.attributes().set(u"class", u"wide"));
        int count = 0;
        element.attributes().forEach([&](std::u16string_view key, const Value &value) {
            ++count;
            QVERIFY(key == u"class" && plain(value) == Any(u"wide"));
        });
        QCOMPARE(count, 1);
    }

    void visitsNothingOfWhatIsGone()
    {
        Doc doc;
        Map map = doc.map(u"m");
        const Map inner(*map.setType(u"in", TypeKind::Map));
        QVERIFY(Map(inner).set(u"k", 1));
        QVERIFY(map.erase(u"in"));
        inner.forEach([](std::u16string_view, const Value &) { QFAIL("it is not alive"); });
        Map().forEach([](std::u16string_view, const Value &) { QFAIL("it never was"); });
    }

    void tellsKeysAndPaths()
    {
        Doc doc;
        Map map = doc.map(u"m");
        const auto inner = map.setType(u"in", TypeKind::Map);
        std::vector<Event> told;
        const auto subscription = doc.observeDeep(map, [&told](const std::vector<Event> &events) { told = events; });
        QVERIFY(Map(*inner).set(u"k", 1));
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(told[0].path == std::vector<Event::Step> {std::u16string(u"in")});
        QCOMPARE(told[0].keys.at(0).action, Event::KeyChange::Action::Add);
        QVERIFY(Map(*inner).set(u"k", 2));
        QCOMPARE(told[0].keys.at(0).action, Event::KeyChange::Action::Update);
        QVERIFY(std::get<Any>(*told[0].keys.at(0).before) == Any(1));
        QVERIFY(Map(*inner).erase(u"k"));
        QCOMPARE(told[0].keys.at(0).action, Event::KeyChange::Action::Delete);
    }

    void bothSidesOfAConflictAreTold()
    {
        Pair pair;
        Map first = pair.first.map(u"m");
        Map second = pair.second.map(u"m");
        QVERIFY(first.set(u"k", u"before"));
        pair.exchange();
        Conflicts ofFirst(pair.first, first);
        Conflicts ofSecond(pair.second, second);
        QVERIFY(first.set(u"k", u"one"));
        QVERIFY(second.set(u"k", u"two"));
        QVERIFY(ofFirst.take().empty()); // nothing is told of what one does oneself
        pair.exchange();
        const auto lost = ofFirst.take();
        const auto won = ofSecond.take();
        QCOMPARE(lost.size(), std::size_t(1));
        QCOMPARE(won.size(), std::size_t(1));
        QVERIFY(plain(first.get(u"k")) == Any(u"two")); // the higher client id's
        QVERIFY(plain(second.get(u"k")) == Any(u"two"));
        QVERIFY(lost.front().key == u"k" && won.front().key == u"k");
        QCOMPARE(lost.front().stays, Stays::Theirs);
        QVERIFY(plain(lost.front().theirs) == Any(u"two"));
        QCOMPARE(won.front().stays, Stays::Own);
        QVERIFY(plain(won.front().theirs) == Any(u"one"));
        pair.exchange();
        QVERIFY(ofFirst.take().empty() && ofSecond.take().empty()); // once
    }

    void theirLatestValueIsTold()
    {
        Pair pair;
        Map first = pair.first.map(u"m");
        Map second = pair.second.map(u"m");
        Conflicts ofFirst(pair.first, first);
        Conflicts ofSecond(pair.second, second);
        QVERIFY(first.set(u"k", 1));
        QVERIFY(first.set(u"k", 2));
        QVERIFY(second.set(u"k", 3));
        QVERIFY(second.set(u"k", 4));
        pair.exchange();
        const auto lost = ofFirst.take();
        const auto won = ofSecond.take();
        QCOMPARE(lost.size(), std::size_t(1));
        QVERIFY(plain(lost.front().theirs) == Any(4));
        QCOMPARE(won.size(), std::size_t(1));
        QVERIFY(plain(won.front().theirs) == Any(2));
    }

    void whoKnewOfItIsInNoConflict()
    {
        Pair pair;
        Map first = pair.first.map(u"m");
        Map second = pair.second.map(u"m");
        Conflicts ofFirst(pair.first, first);
        Conflicts ofSecond(pair.second, second);
        QVERIFY(first.set(u"k", 1));
        pair.exchange();
        QVERIFY(second.set(u"k", 2)); // instead of what one sees
        pair.exchange();
        QVERIFY(first.set(u"k", 3));
        QVERIFY(second.set(u"other", 1));
        pair.exchange();
        QVERIFY(ofFirst.take().empty());
        QVERIFY(ofSecond.take().empty());
    }

    void equalValuesAreNoConflict()
    {
        Pair pair;
        Conflicts ofFirst(pair.first, pair.first.map(u"m"));
        Conflicts ofSecond(pair.second, pair.second.map(u"m"));
        for (Doc *doc : {&pair.first, &pair.second})
            QVERIFY(doc->map(u"m").set(u"k", Any(Any::Object {{u"x", 1}})));
        pair.exchange();
        QVERIFY(ofFirst.take().empty());
        QVERIFY(ofSecond.take().empty());
    }

    void removingIsNoConflict()
    {
        Pair pair;
        Map first = pair.first.map(u"m");
        Map second = pair.second.map(u"m");
        QVERIFY(first.set(u"k", 1));
        pair.exchange();
        Conflicts ofFirst(pair.first, first);
        Conflicts ofSecond(pair.second, second);
        QVERIFY(first.set(u"k", 2));
        QVERIFY(second.erase(u"k"));
        pair.exchange();
        QVERIFY(plain(first.get(u"k")) == Any(2));
        QVERIFY(plain(second.get(u"k")) == Any(2));
        QVERIFY(ofFirst.take().empty());
        QVERIFY(ofSecond.take().empty());
    }

    void othersAmongThemselvesAreNoConflictOfOurs()
    {
        Pair pair;
        Doc third(Doc::Options {.clientId = 3});
        Conflicts ofThird(third, third.map(u"m"));
        QVERIFY(pair.first.map(u"m").set(u"k", 1));
        QVERIFY(pair.second.map(u"m").set(u"k", 2));
        QVERIFY(third.applyUpdate(pair.first.encodeStateAsUpdate()));
        QVERIFY(third.applyUpdate(pair.second.encodeStateAsUpdate()));
        QVERIFY(ofThird.take().empty());
    }

    void typesConflictToo() // under keys of what is inside, with the path the event has
    {
        Pair pair;
        QVERIFY(pair.first.map(u"m").setType(u"shape", TypeKind::Map));
        pair.exchange();
        Conflicts ofFirst(pair.first, pair.first.map(u"m"));
        Conflicts ofSecond(pair.second, pair.second.map(u"m"));
        Map first(std::get<SharedType>(*pair.first.map(u"m").get(u"shape")));
        Map second(std::get<SharedType>(*pair.second.map(u"m").get(u"shape")));
        QVERIFY(first.setType(u"text", TypeKind::Text));
        const auto text = second.setType(u"text", TypeKind::Text);
        QVERIFY(Text(*text).insert(0, u"theirs"));
        pair.exchange();
        const auto lost = ofFirst.take();
        QCOMPARE(lost.size(), std::size_t(1));
        QCOMPARE(lost.front().stays, Stays::Theirs);
        QVERIFY(Text(std::get<SharedType>(lost.front().theirs)).toString() == u"theirs");
        QCOMPARE(ofSecond.take().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestCrdtMaps)
#include "tst_crdt_maps.moc"
