#include "searchscript.h"
#include "viewmodel/searchmarks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using coterie::viewmodel::SearchModel;
using coterie::viewmodel::Workspace;

/// What the search pane is told, over a scripted engine.
class TestSearchModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_script = std::make_unique<SearchScript>(); }
    void marksWhatWasFoundInTheMessage();
    void marksKeepToTheWords_data();
    void marksKeepToTheWords();
    void saysWhatTheServerDoes();
    void loadsOlderHits();
    void typingOnCancels();

private:
    [[nodiscard]] Workspace &workspace() const { return *m_script->app->workspace(); }

    std::unique_ptr<SearchScript> m_script;
};

void TestSearchModel::marksWhatWasFoundInTheMessage()
{
    const QString id = m_script->engine->found[0].messageId.value();
    const auto shown = [&] {
        auto &messages = *workspace().room()->messages();
        const QModelIndex row = messages.index(messages.rowOf(id), 0);
        return row.data(int(viewmodel::MessageListModel::Role::Blocks))
            .toList()
            .value(0)
            .value<viewmodel::MessageBlock>();
    };
    QVERIFY(!shown().text.contains(u"<b>onboarding</b>"_s));
    workspace().search()->setQuery(u"onbo"_s);
    workspace().search()->searchNow();
    workspace().search()->open(0);
    QVERIFY2(shown().text.contains(u"<b>onboarding</b>"_s), qPrintable(shown().text));
    QVERIFY(!shown().plain.contains(u'<'));
    workspace().leaveSearch();
    QVERIFY(!shown().text.contains(u"<b>onboarding</b>"_s));
}

void TestSearchModel::marksKeepToTheWords_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("marked");
    QTest::newRow("a word") << u"go home"_s << u"[go] home"_s;
    QTest::newRow("across a tag") << u"x <b>g</b>o y"_s << u"x <b>[g]</b>[o] y"_s;
    QTest::newRow("not in a tag") << u"<a href=\"go\">go</a>"_s << u"<a href=\"go\">[go]</a>"_s;
    QTest::newRow("entities") << u"a &amp; go &lt;go&gt;"_s << u"a &amp; [go] &lt;[go]&gt;"_s;
    QTest::newRow("a line end separates") << u"g<br>o go"_s << u"g<br>o [go]"_s;
    QTest::newRow("broken markup") << u"go < go & go"_s << u"[go] < [go] & [go]"_s;
}

void TestSearchModel::marksKeepToTheWords()
{
    QFETCH(const QString, source);
    const search::Query query = search::parse(u"go "_s, search::Place::here(m_script->clock.wall));
    QString marked = viewmodel::withMarks(source, query);
    marked.replace(u"<font color=\"accent\"><b>"_s, u"["_s).replace(u"</b></font>"_s, u"]"_s);
    QTEST(marked, "marked");
}

void TestSearchModel::saysWhatTheServerDoes()
{
    m_script->engine->heldSearch.emplace();
    SearchModel &search = *workspace().search();
    search.setQuery(u"onboarding"_s);
    search.searchNow();
    QCOMPARE(search.statusText(), u"Searching older messages on the server…"_s);
    QCOMPARE(search.count(), 3);
    client::SearchAnswer answer;
    answer.messages = m_script->engine->found;
    answer.messages.append(m_script->hit(u"old"_s, u"launch"_s, u"The very first onboarding"_s, 100'000));
    (*m_script->engine->heldSearch)(answer);
    QCOMPARE(search.count(), 4);
    QCOMPARE(search.statusText(), u"4 messages"_s);
    answer.onlyHere = true;
    (*m_script->engine->heldSearch)(answer);
    QCOMPARE(search.statusText(), u"Only messages on this computer were searched."_s);
    answer.indexed = 37;
    (*m_script->engine->heldSearch)(answer);
    QVERIFY2(search.statusText().contains(u"37 %"_s), qPrintable(search.statusText()));
}

void TestSearchModel::loadsOlderHits()
{
    SearchModel &search = *workspace().search();
    m_script->engine->heldSearch.emplace();
    search.setQuery(u"onboarding"_s);
    search.searchNow();
    client::SearchAnswer answer;
    answer.messages = m_script->engine->found;
    answer.hasMore = true;
    (*m_script->engine->heldSearch)(answer);
    QCOMPARE(search.statusText(), u"The newest 3 messages"_s);
    search.more();
    QCOMPARE(search.statusText(), u"Looking for older messages…"_s);
    answer.messages = {
        m_script->engine->found.last(), m_script->hit(u"old"_s, u"launch"_s, u"onboarding, older"_s, 100'000)};
    answer.hasMore = false;
    (*m_script->engine->heldSearch)(answer);
    QCOMPARE(search.count(), 4); // the one that was known is not shown twice
    QVERIFY(!search.hasMore());
}

void TestSearchModel::typingOnCancels()
{
    SearchModel &search = *workspace().search();
    m_script->engine->heldSearch.emplace();
    search.setQuery(u"onb"_s);
    search.searchNow();
    QVERIFY(search.isAsking());
    search.setQuery(u"onbo"_s);
    QVERIFY(!search.isAsking());
    QCOMPARE(m_script->engine->calls.count(u"cancelSearch"_s), 1);
    search.setQuery({});
    QCOMPARE(search.state(), SearchModel::State::Idle);
    QCOMPARE(search.count(), 0);
}

QTEST_MAIN(TestSearchModel)
#include "tst_searchmodel.moc"
