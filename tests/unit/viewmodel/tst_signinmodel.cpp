#include "samplescript.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;
using testing::SampleScript;

class TestSignInModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinsAsGuest();
    void takesAnInvite();
    void saysWhatIsWrong();
    void backDropsALateAnswer();
    void opensTheSavedAccount();
    void demoDoesNotTouchTheSavedAccount();
    void hostingIsAskedForAndReported();
    void storesLieApart();
};

void TestSignInModel::joinsAsGuest()
{
    SampleScript script;
    SignInModel &signIn = *script.app->signIn();
    signIn.setAddress(u"https://chat.example.org"_s);
    signIn.continueToName();
    QCOMPARE(signIn.step(), SignInModel::Step::Name);
    QCOMPARE(signIn.serverName(), u"Harbor Studio"_s);
    QVERIFY(signIn.guestsAllowed());
    signIn.joinAsGuest(u"  Alex "_s);
    QCOMPARE(script.accounts->calls.last(), u"guest Alex"_s);
    QCOMPARE(script.app->stage(), AppModel::Stage::Workspace);
    QVERIFY(script.app->workspace());
    QCOMPARE(script.accounts->saved->token, u"secret"_s);
    script.app->leaveWorkspace();
    QCOMPARE(script.app->stage(), AppModel::Stage::Welcome);
    QVERIFY(!script.app->workspace());
    QVERIFY(!script.accounts->saved);
    QVERIFY(script.accounts->calls.contains(u"logout"_s));
}

void TestSignInModel::takesAnInvite()
{
    SampleScript script;
    SignInModel &signIn = *script.app->signIn();
    script.app->openAddress(u"https://chat.example.org/invite/k7Qm2"_s);
    QCOMPARE(script.app->stage(), AppModel::Stage::Welcome); // nothing is joined before a name is given
    QVERIFY(signIn.isFromInvite());
    signIn.joinAsGuest(u"Alex"_s);
    QCOMPARE(script.accounts->calls.last(), u"invite k7Qm2 Alex"_s);
}

void TestSignInModel::saysWhatIsWrong()
{
    SampleScript script;
    SignInModel &signIn = *script.app->signIn();
    signIn.continueToName();
    QVERIFY(!signIn.error().isEmpty());
    signIn.setAddress(u"::"_s);
    QVERIFY(signIn.error().isEmpty()); // typing takes the complaint away
    signIn.continueToName();
    QCOMPARE(signIn.error(), u"That is not an address."_s);
    script.accounts->refusal = Error {Errc::Unavailable, "The server does not answer."};
    signIn.setAddress(u"https://chat.example.org"_s);
    signIn.continueToName();
    QCOMPARE(signIn.error(), u"The server does not answer."_s);
    QCOMPARE(signIn.step(), SignInModel::Step::Address);
    script.accounts->refusal.reset();
    signIn.continueToName();
    signIn.joinAsGuest(u" "_s);
    QVERIFY(!signIn.error().isEmpty());
    script.accounts->refusal = Error {Errc::Unauthorized, "That is not the password."};
    signIn.logIn(u"Alex"_s, u"wrong"_s);
    QCOMPARE(signIn.error(), u"That is not the password."_s);
    QCOMPARE(script.app->stage(), AppModel::Stage::Welcome);
}

void TestSignInModel::backDropsALateAnswer()
{
    SampleScript script;
    SignInModel &signIn = *script.app->signIn();
    script.accounts->hold = true;
    signIn.setAddress(u"https://chat.example.org"_s);
    signIn.continueToName();
    QVERIFY(signIn.isBusy());
    signIn.back();
    QVERIFY(!signIn.isBusy());
    script.accounts->held();
    QCOMPARE(signIn.step(), SignInModel::Step::Address);
}

void TestSignInModel::opensTheSavedAccount()
{
    SampleScript script;
    script.app->openSaved();
    QCOMPARE(script.app->stage(), AppModel::Stage::Welcome); // there is none
    script.accounts->saved =
        Accounts::Account {QUrl(u"https://chat.example.org"_s), u"Alex"_s, u"alex"_s, u"#0F766E"_s, u"t"_s};
    script.app->openSaved();
    QCOMPARE(script.app->stage(), AppModel::Stage::Workspace);
    QCOMPARE(script.app->workspace()->selfName(), u"Alex"_s);
    QCOMPARE(script.app->signIn()->savedName(), u"Alex"_s);
}

void TestSignInModel::demoDoesNotTouchTheSavedAccount()
{
    SampleScript script;
    script.accounts->saved =
        Accounts::Account {QUrl(u"https://chat.example.org"_s), u"Alex"_s, u"alex"_s, u"#0F766E"_s, u"t"_s};
    QSignalSpy demo(script.app.get(), &AppModel::demoRequested);
    script.app->openDemo();
    QCOMPARE(demo.count(), 1);
    QCOMPARE(script.app->stage(), AppModel::Stage::Opening);
    QCOMPARE(script.app->busyText(), u"Starting the demo…"_s);
    script.app->openWorkspace({}, SampleScript::self());
    QVERIFY(script.app->busyText().isEmpty());
    script.app->leaveWorkspace();
    QVERIFY(script.accounts->saved);
    QVERIFY(!script.accounts->calls.contains(u"logout"_s));
}

void TestSignInModel::hostingIsAskedForAndReported()
{
    SampleScript script;
    QSignalSpy host(script.app.get(), &AppModel::hostRequested);
    script.app->startHosting();
    QCOMPARE(host.count(), 1);
    script.app->setError(u"Port 8420 is in use."_s);
    QCOMPARE(script.app->stage(), AppModel::Stage::Welcome);
    QCOMPARE(script.app->error(), u"Port 8420 is in use."_s);
    script.app->setHosting(u"http://192.168.1.20:8420"_s, u"coterie://192.168.1.20:8420/invite/x"_s);
    QVERIFY(script.app->isHosting());
}

void TestSignInModel::storesLieApart()
{
    AppParts parts;
    parts.accounts = std::make_unique<testing::FakeAccounts>();
    QTemporaryDir folder;
    parts.settingsPath = folder.filePath(u"settings.ini"_s);
    parts.dataFolder = u"/data"_s;
    const AppModel app(std::move(parts));
    const QUrl server(u"https://chat.example.org"_s);
    const QString alex = app.storePath(server, protocol::UserId(u"alex"_s));
    QVERIFY(alex.startsWith("/data/"_L1));
    QVERIFY(alex != app.storePath(server, protocol::UserId(u"mina"_s)));
    QVERIFY(alex != app.storePath(QUrl(u"https://other.example.org"_s), protocol::UserId(u"alex"_s)));
    QVERIFY(!app.storePath(server, protocol::UserId(u"../../x"_s)).contains(".."_L1));
}

QTEST_MAIN(TestSignInModel)
#include "tst_signinmodel.moc"
