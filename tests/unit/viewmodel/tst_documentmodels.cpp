#include "contextfixture.h"
#include "viewmodel/commentlistmodel.h"
#include "viewmodel/documentfiles.h"
#include "viewmodel/documentlistmodel.h"
#include "viewmodel/documentpeoplemodel.h"
#include "viewmodel/documentstatus.h"
#include "viewmodel/idlewatch.h"
#include "viewmodel/people.h"
#include "viewmodel/pointersource.h"
#include "viewmodel/roomlistmodel.h"
#include "viewmodel/versionlistmodel.h"

#include "collab/boardpeer.h"
#include "collab/textdocument.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

/// The models around an open document, under QAbstractItemModelTester, and what is pure about documents.
class TestDocumentModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bookKnowsWhoIsWhere();
    void sidebarPutsThemBetween();
    void roomListsItsOwn();
    void peopleAreOneRowEach();
    void peopleSayWhatTheyDo();
    void idleIsWhoDoesNothing();
    void commentsFollowTheText();
    void versionsCompare();
    void linksNameDocuments_data();
    void linksNameDocuments();
    void statusKeepsToTheTruth_data();
    void statusKeepsToTheTruth();
    void pathsAreFreeAndHarmless();

private:
    [[nodiscard]] static client::DocumentSummary summary(
        const QString &id, const QString &title, const QString &room, const QStringList &present = {})
    {
        client::DocumentSummary summary;
        summary.document.docId = protocol::DocumentId(id);
        summary.document.title = title;
        summary.document.roomId = protocol::RoomId(room);
        for (const QString &user : present)
            summary.document.present.append(protocol::UserId(user));
        return summary;
    }
    [[nodiscard]] static client::RoomSummary room(const QString &id, protocol::RoomKind kind)
    {
        client::RoomSummary summary;
        summary.room.roomId = protocol::RoomId(id);
        summary.room.name = id;
        summary.room.kind = kind;
        summary.room.member = true;
        return summary;
    }
    [[nodiscard]] static DocumentPeopleModel::Present peer(quint64 client, const QString &user, bool hasCaret)
    {
        return {.client = client,
            .person = collab::tidyPerson(user, user, {}, client),
            .active = hasCaret,
            .followsUs = false,
            .idle = false,
            .tool = {}};
    }
};

namespace {

struct Fixture : testing::ContextFixture {
    Fixture()
    {
        (void)people.learn(protocol::UserId(u"mina"_s), u"Mina"_s);
        (void)people.learn(protocol::UserId(u"theo"_s), u"Theo"_s);
    }
};

template <typename Model, typename Role>
QStringList column(const Model &model, Role role)
{
    QStringList values;
    for (int row = 0; row < model.count(); ++row)
        values.append(model.data(model.index(row), int(role)).toString());
    return values;
}

} // namespace

void TestDocumentModels::bookKnowsWhoIsWhere()
{
    DocumentBook book;
    auto update = book.apply({summary(u"plan"_s, u"Plan"_s, u"launch"_s, {u"mina"_s})}, {}, {});
    QVERIFY(update.isListChanged);
    QVERIFY(update.users.contains(protocol::UserId(u"mina"_s)));
    QCOMPARE(book.titleOpenBy(protocol::UserId(u"mina"_s)), u"Plan"_s);
    const protocol::DocumentPresence moved {
        .docId = protocol::DocumentId(u"plan"_s), .roomId = {}, .users = {protocol::UserId(u"theo"_s)}};
    update = book.apply({}, {}, {moved});
    QCOMPARE(update.users.size(), 2);
    QCOMPARE(book.titleOpenBy(protocol::UserId(u"mina"_s)), QString());
    QVERIFY(!book.apply({}, {}, {moved}).isListChanged);
    QVERIFY(
        !book.apply({}, {}, {{.docId = protocol::DocumentId(u"unknown"_s), .roomId = {}, .users = {}}}).isListChanged);
    update = book.apply({}, {protocol::DocumentId(u"plan"_s)}, {});
    QVERIFY(update.isListChanged);
    QVERIFY(book.all().isEmpty());
}

void TestDocumentModels::sidebarPutsThemBetween()
{
    Fixture f;
    RoomListModel model(f.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.apply({room(u"launch"_s, protocol::RoomKind::Public), room(u"dm"_s, protocol::RoomKind::Direct)}, {});
    QCOMPARE(column(model, RoomListModel::Role::Section), (QStringList {u"rooms"_s, u"documents"_s, u"direct"_s}));
    QCOMPARE(column(model, RoomListModel::Role::Kind)[1], u"no-document"_s);
    auto board = summary(u"board"_s, u"A board"_s, u"launch"_s);
    board.document.kind = protocol::DocumentKind::Board;
    (void)f.context.documents.apply({summary(u"launch"_s, u"Plan B"_s, u"launch"_s, {u"mina"_s, u"alex"_s}),
                                        summary(u"two"_s, u"Plan A"_s, u"launch"_s), board},
        {}, {});
    model.documentsChanged();
    QCOMPARE(
        column(model, RoomListModel::Role::Name).mid(1, 3), (QStringList {u"Plan A"_s, u"Plan B"_s, u"A board"_s}));
    QCOMPARE(column(model, RoomListModel::Role::LastText)[2], u"Mina in it"_s);
    QCOMPARE(model.order().size(), 2); // rooms only, also where a document has a room's id
    model.setCurrentDocument(protocol::DocumentId(u"launch"_s));
    QCOMPARE(column(model, RoomListModel::Role::Current).indexOf(u"true"_s), 2);
    f.context.documents.isOffered = false;
    model.documentsChanged();
    QVERIFY(!column(model, RoomListModel::Role::Section).contains(u"documents"_s));
}

void TestDocumentModels::roomListsItsOwn()
{
    Fixture f;
    DocumentListModel model(f.context, protocol::DocumentKind::Text);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto unsent = summary(u"b"_s, u"B"_s, u"launch"_s);
    unsent.unsent = true;
    (void)f.context.documents.apply(
        {summary(u"a"_s, u"A"_s, u"launch"_s, {u"theo"_s}), unsent, summary(u"c"_s, u"C"_s, u"design"_s)}, {}, {});
    model.setRoom(protocol::RoomId(u"launch"_s));
    QCOMPARE(column(model, DocumentListModel::Role::Detail),
        (QStringList {u"Theo in it now"_s, u"Made on this computer, not sent yet"_s}));
    model.setRoom(protocol::RoomId(u"random"_s));
    QCOMPARE(model.count(), 0);
}

void TestDocumentModels::peopleAreOneRowEach()
{
    Fixture f;
    DocumentPeopleModel model(f.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy followed(&model, &DocumentPeopleModel::followedChanged);
    model.show({peer(1, u"mina"_s, false), peer(2, u"mina"_s, true), peer(3, u"alex"_s, true), peer(4, u"Web"_s, true),
        peer(5, u"Web"_s, true)});
    QCOMPARE(column(model, DocumentPeopleModel::Role::Name), (QStringList {u"Mina"_s, u"Web"_s, u"Web"_s}));
    model.follow(u"mina"_s);
    QCOMPARE(model.followedClient(), 2.0); // the window with the caret
    model.follow(u"mina"_s);
    QCOMPARE(model.followedClient(), 0.0);
    model.follow(u"client/4"_s);
    QCOMPARE(model.followedName(), u"Web"_s);
    const auto told = followed.count();
    model.show({peer(1, u"mina"_s, true)});
    QCOMPARE(model.followedClient(), 0.0);
    QCOMPARE(followed.count(), told + 1);
}

void TestDocumentModels::peopleSayWhatTheyDo()
{
    using Role = DocumentPeopleModel::Role;
    Fixture f;
    DocumentPeopleModel model(f.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    DocumentPeopleModel::Present mina = peer(1, u"mina"_s, true);
    DocumentPeopleModel::Present theo = peer(2, u"theo"_s, true);
    mina.tool = u"pen"_s;
    theo.tool = u"hand"_s;
    model.show({mina, theo});
    QCOMPARE(column(model, Role::Tool), (QStringList {u"edit"_s, QString()})); // icons
    QCOMPARE(column(model, Role::Doing), (QStringList {u"Drawing with the pen"_s, u"Looking around"_s}));
    for (const QString &tool : collab::toolNames()) {
        mina.tool = tool;
        model.show({mina});
        QCOMPARE(column(model, Role::Doing).first() == u"Looking around"_s, toolIcon(tool).isEmpty());
    }
    // Of several windows the one with the pointer in it counts; idle is who is so in all of them.
    DocumentPeopleModel::Present other = peer(3, u"mina"_s, false);
    other.idle = true;
    mina.tool = u"note"_s;
    model.show({other, mina});
    QCOMPARE(column(model, Role::Doing), QStringList {u"Writing notes"_s});
    mina.idle = true;
    QSignalSpy changed(&model, &DocumentPeopleModel::dataChanged);
    model.show({other, mina});
    QCOMPARE(changed.count(), 1); // the row stays
    QCOMPARE(column(model, Role::Doing), QStringList {u"Idle"_s});
    QCOMPARE(column(model, Role::Tool), QStringList {QString()});
    model.show({peer(4, u"mina"_s, false)}); // a text has no tools
    QCOMPARE(column(model, Role::Doing), QStringList {u"Reading"_s});
}

void TestDocumentModels::idleIsWhoDoesNothing()
{
    ManualClock clock;
    clock.advance(std::chrono::hours(1));
    IdleWatch watch(clock);
    QVERIFY(!watch.isIdle(1)); // has just come
    clock.advance(IdleWatch::After - Millis(1));
    QVERIFY(!watch.isIdle(1));
    clock.advance(Millis(1));
    QVERIFY(watch.isIdle(1));
    QVERIFY(!watch.isIdle(2));
    QVERIFY(watch.acted(1)); // they were
    QVERIFY(!watch.acted(1));
    QVERIFY(!watch.isIdle(1));
    watch.forget(1);
    QCOMPARE(watch.known(), QList<quint64> {2});
}

void TestDocumentModels::commentsFollowTheText()
{
    Fixture f;
    collab::TextDocument document({.userId = u"alex"_s, .name = u"Alex"_s, .color = {}}, f.clock);
    CommentListModel model(f.context, document.comments());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.load({});
    document.text().replace(0, 0, u"one two three"_s);
    QVERIFY(model.add(8, 13, u"last"_s));
    QVERIFY(model.add(0, 3, u"first"_s));
    QVERIFY(!model.add(3, 3, u"nothing"_s));
    QCOMPARE(column(model, CommentListModel::Role::Text), (QStringList {u"first"_s, u"last"_s}));
    QCOMPARE(column(model, CommentListModel::Role::Author), (QStringList {u"Alex"_s, u"Alex"_s}));
    const QString first = column(model, CommentListModel::Role::CommentId)[0];
    model.reply(first, u"yes"_s);
    QCOMPARE(model.data(model.index(0), int(CommentListModel::Role::Replies)).toList().size(), 1);
    document.text().replace(0, 0, u"zero "_s);
    QCOMPARE(model.positionOf(first), 5);
    model.setCurrentId({});
    model.setResolved(first, true);
    QCOMPARE(model.openCount(), 1);
    QCOMPARE(model.count(), 1);
    model.setShowsResolved(true);
    QCOMPARE(model.count(), 2);
    model.remove(first);
    QCOMPARE(model.count(), 1);
}

void TestDocumentModels::versionsCompare()
{
    Fixture f;
    collab::TextDocument old({.userId = u"alex"_s, .name = u"Alex"_s, .color = {}}, f.clock);
    old.load({});
    old.text().replace(0, 0, u"a\nb"_s);
    f.engine.oldState = old.state();
    QString present = u"a\nc"_s;
    VersionListModel model(f.context, protocol::DocumentId(u"plan"_s));
    model.setPresentText([&] { return present; });
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(model.comparison(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QVERIFY(model.isEmpty());
    model.save(u" Before "_s);
    QCOMPARE(column(model, VersionListModel::Role::Name), QStringList {u"Before"_s});
    using State = ComparisonModel::State;
    model.compare(u"saved-0"_s);
    QTRY_COMPARE(model.comparison()->state(), State::Shown);
    QCOMPARE(column(*model.comparison(), ComparisonModel::Role::Text), (QStringList {u"a"_s, u"b"_s, u"c"_s}));
    present = u"a\nb"_s;
    model.compare(u"saved-0"_s);
    QTRY_COMPARE(model.comparison()->state(), State::Same);
    f.engine.oldState = "no update"_ba;
    model.compare(u"saved-0"_s);
    QTRY_COMPARE(model.comparison()->state(), State::Failed);
    f.engine.refusal = Error {Errc::Unavailable, "Offline."};
    model.compare(u"saved-0"_s);
    QCOMPARE(model.comparison()->summary(), u"Offline."_s);
    model.refresh();
    QCOMPARE(model.failure(), u"Offline."_s);
    QCOMPARE(model.count(), 1); // what was known is still shown
}

void TestDocumentModels::linksNameDocuments_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("docId");
    QTest::newRow("a document") << u"coterie://host/doc/launch-plan"_s << u"launch-plan"_s;
    QTest::newRow("with a port") << u"coterie://host:8420/doc/abcdefgh"_s << u"abcdefgh"_s;
    QTest::newRow("too short") << u"coterie://host/doc/abc"_s << QString();
    QTest::newRow("a path behind it") << u"coterie://host/doc/launch-plan/x"_s << QString();
    QTest::newRow("an invite") << u"coterie://host/invite/launch-plan"_s << QString();
    QTest::newRow("of the web") << u"https://host/doc/launch-plan"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestDocumentModels::linksNameDocuments()
{
    QFETCH(const QString, url);
    QTEST(documentInLink(url), "docId");
}

void TestDocumentModels::statusKeepsToTheTruth_data()
{
    using State = client::DocumentSync::State;
    QTest::addColumn<client::DocumentSync>("sync");
    QTest::addColumn<QStringList>("editors");
    QTest::addColumn<QString>("text");
    QTest::newRow("the picture") << client::DocumentSync {.state = State::InSync, .reason = {}}
                                 << QStringList {u"Mina"_s, u"Priya"_s, u"you"_s}
                                 << u"Edited by Mina, Priya and you · saved on this computer · in sync"_s;
    QTest::newRow("waiting") << client::DocumentSync {.state = State::Syncing, .waiting = 3, .reason = {}}
                             << QStringList() << u"Saved on this computer · 3 changes waiting"_s;
    QTest::newRow("one waits") << client::DocumentSync {.state = State::Offline, .waiting = 1, .reason = {}}
                               << QStringList() << u"Saved on this computer · offline, 1 change waiting"_s;
    QTest::newRow("offline") << client::DocumentSync {.reason = {}} << QStringList()
                             << u"Saved on this computer · offline"_s;
    QTest::newRow("not on disk yet") << client::DocumentSync {.state = State::InSync, .saved = false, .reason = {}}
                                     << QStringList() << u"Saving… · in sync"_s;
    QTest::newRow("no disk") << client::DocumentSync {.state = State::InSync, .keepsNothing = true, .reason = {}}
                             << QStringList() << u"Cannot be saved on this computer · in sync"_s;
    QTest::newRow("refused") << client::DocumentSync {.state = State::Refused, .reason = u"It was removed."_s}
                             << QStringList() << u"Saved on this computer · It was removed."_s;
}

void TestDocumentModels::statusKeepsToTheTruth()
{
    QFETCH(const client::DocumentSync, sync);
    QFETCH(const QStringList, editors);
    QTEST(documentStatus(sync, editors, false).text, "text");
}

void TestDocumentModels::pathsAreFreeAndHarmless()
{
    const QString path = freePath(u"../../etc/passwd: \"a\\b\"\n"_s, u"md"_s);
    const QString name = path.section(u'/', -1);
    QVERIFY(!name.startsWith(u'.'));
    for (const QChar forbidden : u"\\:\"\n"_s)
        QVERIFY(!name.contains(forbidden));
    QVERIFY(name.endsWith(u".md"_s));
    QVERIFY(freePath(u" "_s, u"pdf"_s).endsWith(u"/Document.pdf"_s));
}

QTEST_MAIN(TestDocumentModels)
#include "tst_documentmodels.moc"
