#include "documentstage.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::testing;
using viewmodel::DocumentModel;
using viewmodel::Workspace;

/// The document screen: opened, written in by two, and in its other states.
class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sidebarListsAndOpens();
    void typingIsPushedAndShown();
    void othersEditsArrive();
    void undoLeavesTheOthersWords();
    void statusSaysWhatIsKnown();
    void facesFollow();
    void titleIsWrittenOver();
    void mentionsComplete();
    void tabsLeadToTheChatAndBack();
    void roomWithoutDocumentsInvites();
    void createsByKeyboard();
    void linksOpenDocuments();
    void jumpBoxFindsDocuments();
    void membersLineSaysWhere();
    void removedIsSaid();
    void lookingAwayClosesItAfterAWhile();
    void readersCannotWrite();
    void everyControlHasAName();
};

void TestDocument::sidebarListsAndOpens()
{
    DocumentStage stage;
    stage.settle();
    QVERIFY(stage.screen->accessible(QAccessible::ListItem, u"Release notes 1.0"_s));
    QVERIFY(stage.screen->accessible(QAccessible::ListItem, u"Onboarding flow"_s));
    QVERIFY(!stage.script.engine->calls.contains(u"openDocument launch-plan"_s));
    QVERIFY(press(stage.screen->accessible(QAccessible::ListItem, u"Launch plan"_s)));
    QTRY_VERIFY(stage.document() && stage.document()->state() == DocumentModel::State::Ready);
    stage.settle();
    QVERIFY(stage.editor());
    QVERIFY(stage.editor()->hasActiveFocus());
    QVERIFY(stage.screen->accessible(QAccessible::ListItem, u"Launch plan"_s)->state().selected);
    QCOMPARE(stage.document()->roomTitle(), u"# launch"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::typingIsPushedAndShown()
{
    DocumentStage stage;
    stage.open();
    stage.screen->key(Qt::Key_End, Qt::ControlModifier);
    stage.screen->type(u"More"_s);
    QVERIFY(stage.source().text().endsWith(u"words.\nMore"_s));
    QVERIFY(!stage.script.engine->document->pushed.isEmpty());
    collab::TextDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    QTRY_COMPARE(mina.text().text(), stage.source().text());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::othersEditsArrive()
{
    DocumentStage stage;
    stage.open();
    stage.joinEverybody();
    collab::TextDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    mina.text().replace(0, 11, u"It"_s);
    QTRY_VERIFY(stage.source().text().startsWith(u"It goes out"_s));
    QTRY_VERIFY(stage.document()->statusText().startsWith(u"Edited by Mina"_s));
    QCOMPARE(stage.document()->people()->count(), 3);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::undoLeavesTheOthersWords()
{
    DocumentStage stage(u"Two"_s);
    stage.open();
    stage.screen->key(Qt::Key_End, Qt::ControlModifier);
    stage.screen->type(u" mine"_s);
    collab::TextDocument &mina = stage.join(u"mina"_s, u"Mina"_s, u"#7C4DBE"_s);
    QTRY_COMPARE(mina.text().text(), u"Two mine"_s);
    mina.text().replace(0, 0, u"Hers: "_s);
    QTRY_COMPARE(stage.source().text(), u"Hers: Two mine"_s);
    stage.screen->key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(stage.source().text(), u"Hers: Two"_s);
}

void TestDocument::statusSaysWhatIsKnown()
{
    using State = client::DocumentSync::State;
    DocumentStage stage;
    stage.open();
    const auto says = [&](const client::DocumentSync &sync) {
        stage.setSync(sync);
        return stage.document()->statusText();
    };
    QCOMPARE(says({.state = State::InSync, .reason = {}}), u"Saved on this computer · in sync"_s);
    QCOMPARE(
        says({.state = State::Syncing, .waiting = 3, .reason = {}}), u"Saved on this computer · 3 changes waiting"_s);
    QCOMPARE(says({.state = State::Offline, .waiting = 1, .reason = {}}),
        u"Saved on this computer · offline, 1 change waiting"_s);
    QCOMPARE(says({.state = State::InSync, .saved = false, .reason = {}}), u"Saving… · in sync"_s);
    QCOMPARE(says({.state = State::InSync, .keepsNothing = true, .reason = {}}),
        u"Cannot be saved on this computer · in sync"_s);
    QCOMPARE(stage.document()->standing(), DocumentModel::Standing::Waiting);
    QCOMPARE(says({.state = State::Refused, .reason = u"You are not in this room any more."_s}),
        u"Saved on this computer · You are not in this room any more."_s);
    QVERIFY(stage.document()->isReadOnly());
    QVERIFY(named(*stage.screen, u"You are not in this room"_s));
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::facesFollow()
{
    DocumentStage stage;
    stage.open();
    stage.joinEverybody();
    QVERIFY(
        press(named(*stage.screen, u"Theo"_s) ? stage.screen->accessible(QAccessible::CheckBox, u"Theo"_s) : nullptr)
        || press(stage.screen->accessible(QAccessible::Button, u"Theo"_s)));
    QCOMPARE(stage.document()->people()->followedName(), u"Theo"_s);
    QCOMPARE(stage.editor()->property("followedClient").toDouble(), stage.document()->people()->followedClient());
    QVERIFY(stage.document()->people()->followedClient() > 0);
    Q_EMIT stage.script.engine->document->peersLost();
    QCOMPARE(stage.document()->people()->followedName(), QString());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::titleIsWrittenOver()
{
    DocumentStage stage;
    stage.open();
    QQuickItem *title = stage.screen->find(u"DocumentTitle"_s);
    QVERIFY(title);
    QAccessibleInterface *field = stage.screen->accessible(QAccessible::EditableText, u"Title"_s);
    QVERIFY(field);
    qobject_cast<QQuickItem *>(field->object())->forceActiveFocus();
    stage.screen->key(Qt::Key_A, Qt::ControlModifier);
    stage.screen->type(u"New name"_s);
    stage.screen->key(Qt::Key_Return);
    QCOMPARE(stage.document()->title(), u"New name"_s);
    QTRY_VERIFY(stage.editor()->hasActiveFocus());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::mentionsComplete()
{
    DocumentStage stage {QString()};
    stage.open();
    stage.screen->type(u"@pri"_s);
    QTRY_VERIFY(stage.document()->completion()->isOpen());
    stage.settle();
    stage.screen->key(Qt::Key_Return);
    QVERIFY(stage.source().text().startsWith(u"@Priya"_s));
    QVERIFY(!stage.document()->completion()->isOpen());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::tabsLeadToTheChatAndBack()
{
    DocumentStage stage;
    stage.open();
    stage.screen->key(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(stage.workspace().page(), Workspace::Page::Room);
    QCOMPARE(stage.workspace().room()->roomId(), u"launch"_s);
    stage.settle();
    QVERIFY(press(stage.screen->accessible(QAccessible::PageTab, u"Document"_s)));
    QCOMPARE(stage.workspace().page(), Workspace::Page::Document);
    stage.settle();
    QVERIFY(stage.editor() && stage.editor()->hasActiveFocus());
    QCOMPARE(stage.script.engine->count(u"openDocument"_s), 1);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::roomWithoutDocumentsInvites()
{
    DocumentStage stage;
    stage.workspace().openRoom(u"random"_s);
    stage.workspace().openRoomDocuments();
    stage.settle();
    QVERIFY(named(*stage.screen, u"No documents in # random yet"_s));
    QVERIFY(press(stage.screen->accessible(QAccessible::Button, u"Write the first one"_s)));
    QTRY_COMPARE(stage.screen->focusedName(), u"Title"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::createsByKeyboard()
{
    DocumentStage stage;
    stage.screen->key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(stage.screen->focusedName(), u"Title"_s);
    stage.screen->type(u"Minutes"_s);
    stage.screen->key(Qt::Key_Return);
    QVERIFY(stage.script.engine->calls.contains(u"createDocument Minutes launch"_s));
    QTRY_VERIFY(stage.document() && stage.document()->state() == DocumentModel::State::Ready);
    stage.settle();
    stage.screen->type(u"First"_s);
    QCOMPARE(stage.source().text(), u"First"_s);
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::linksOpenDocuments()
{
    DocumentStage stage;
    QVERIFY(stage.script.app->openLink(u"coterie://harbor/doc/launch-plan"_s));
    QVERIFY(stage.document());
    stage.workspace().closeDocument();
    QSignalSpy failed(&stage.workspace(), &Workspace::failed);
    QVERIFY(stage.script.app->openLink(u"coterie://harbor/doc/no-such-document"_s));
    QCOMPARE(failed.count(), 1);
    QVERIFY(!stage.document());
    QVERIFY(stage.script.openedLinks.isEmpty());
}

void TestDocument::jumpBoxFindsDocuments()
{
    DocumentStage stage;
    stage.screen->key(Qt::Key_K, Qt::ControlModifier);
    stage.screen->type(u"release no"_s);
    stage.screen->key(Qt::Key_Return);
    QTRY_VERIFY(stage.document());
    QCOMPARE(stage.document()->docId(), u"release-notes"_s);
}

void TestDocument::membersLineSaysWhere()
{
    DocumentStage stage;
    const auto *members = stage.workspace().room()->members();
    const auto doing = [&](const QString &name) {
        for (int row = 0; row < members->rowCount({}); ++row) {
            const QModelIndex index = members->index(row);
            if (members->data(index, int(viewmodel::MemberListModel::Role::Name)).toString() == name)
                return members->data(index, int(viewmodel::MemberListModel::Role::Doing)).toString();
        }
        return QString();
    };
    stage.script.engine->tell(SampleScript::typing({}));
    QCOMPARE(doing(u"Priya"_s), u"In Launch plan"_s);
    stage.script.engine->tell(DocumentStage::presence({}));
    QCOMPARE(doing(u"Priya"_s), u"Online"_s);
}

void TestDocument::removedIsSaid()
{
    DocumentStage stage;
    stage.open();
    client::Changes changes;
    changes.documentsRemoved = {DocumentStage::docId()};
    stage.script.engine->tell(changes);
    stage.settle();
    QVERIFY(named(*stage.screen, u"This document is gone"_s));
    QVERIFY(press(stage.screen->accessible(QAccessible::Button, u"Back to the chat"_s)));
    QCOMPARE(stage.workspace().page(), Workspace::Page::Room);
    QVERIFY(!stage.document());
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::lookingAwayClosesItAfterAWhile()
{
    DocumentStage stage;
    stage.open();
    stage.workspace().setPage(Workspace::Page::Room);
    QVERIFY(stage.document()); // for whoever comes back at once
    stage.workspace().closeLingering();
    QVERIFY(!stage.document());
    QTRY_VERIFY(!stage.script.engine->document);
    stage.workspace().openRoomDocuments();
    stage.workspace().closeLingering(); // it is being looked at
    QVERIFY(stage.document());
}

void TestDocument::readersCannotWrite()
{
    DocumentStage stage;
    client::Changes changes;
    changes.documents = {SampleScript::document(u"elsewhere"_s, u"Elsewhere"_s, u"not-a-member"_s)};
    stage.script.engine->tell(changes);
    stage.workspace().openDocument(u"elsewhere"_s);
    QTRY_COMPARE(stage.document()->state(), DocumentModel::State::Ready);
    stage.settle();
    stage.screen->type(u"x"_s);
    QCOMPARE(stage.source().text(), QString());
    QVERIFY(stage.document()->statusText().startsWith(u"Only members of the room write here"_s));
    VERIFY_NO_WARNINGS(stage);
}

void TestDocument::everyControlHasAName()
{
    DocumentStage stage;
    stage.open();
    stage.joinEverybody();
    (void)stage.document()->comments()->add(0, 7, u"Which?"_s);
    for (const auto key : {Qt::Key_C, Qt::Key_H}) {
        stage.screen->key(key, Qt::ControlModifier | Qt::AltModifier);
        stage.screen->key(Qt::Key_F, Qt::ControlModifier);
        stage.settle();
        for (QAccessibleInterface *entry :
            accessibleTree(QAccessible::queryAccessibleInterface(stage.screen->window()))) {
            const auto role = entry->role();
            if (role == QAccessible::Button || role == QAccessible::EditableText || role == QAccessible::ListItem)
                QVERIFY2(!entry->text(QAccessible::Name).isEmpty(),
                    qPrintable(QString::fromLatin1(entry->object()->metaObject()->className())));
        }
    }
    VERIFY_NO_WARNINGS(stage);
}

QTEST_MAIN(TestDocument)
#include "tst_document.moc"
