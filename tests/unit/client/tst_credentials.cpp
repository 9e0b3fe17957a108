#include "client/client.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using client::Credentials;
using namespace Qt::StringLiterals;

class TestCredentials : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFileIsForTheOwnerAlone();
    void theLastAccountCounts();
    void forgetLeavesNothing();
    void damagedFilesAreNoAccount_data();
    void damagedFilesAreNoAccount();
    void saysWhyItCouldNotSave();

private:
    [[nodiscard]] std::optional<Credentials::Account> load(const QString &folder);
};

namespace {

Credentials::Account accountOf(const QString &name)
{
    return {QUrl(u"https://chat.example.org/team"_s), name, u"u1"_s, u"#0F766E"_s, u"a-very-secret-token-"_s + name};
}

} // namespace

std::optional<Credentials::Account> TestCredentials::load(const QString &folder)
{
    Credentials credentials(folder, Credentials::Keychain::Avoid);
    std::optional<Credentials::Account> account;
    bool answered = false;
    credentials.load([&](const std::optional<Credentials::Account> &loaded) {
        account = loaded;
        answered = true;
    });
    if (!QTest::qWaitFor([&] { return answered; }))
        qFatal("load() did not answer");
    return account;
}

void TestCredentials::theFileIsForTheOwnerAlone()
{
    const QTemporaryDir folder;
    const QString inside = folder.filePath(u"new/folder"_s);
    Credentials credentials(inside, Credentials::Keychain::Avoid);
    std::optional<bool> saved;
    credentials.save(accountOf(u"Alex"_s), [&](const Result<void> &done) { saved = done.has_value(); });
    QVERIFY(!saved); // never inside the call
    QTRY_VERIFY(saved);
    QVERIFY(*saved);
    const auto files = QDir(inside).entryInfoList(QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), 1);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(files.first().permissions() & others, QFile::Permissions());
    const auto account = load(inside);
    QVERIFY(account);
    QCOMPARE(account->token, accountOf(u"Alex"_s).token);
    QCOMPARE(account->server, accountOf(u"Alex"_s).server);
    QCOMPARE(account->username, u"Alex"_s);
    QCOMPARE(account->userId, u"u1"_s);
    QCOMPARE(account->color, u"#0F766E"_s);
}

void TestCredentials::theLastAccountCounts()
{
    const QTemporaryDir folder;
    Credentials credentials(folder.path(), Credentials::Keychain::Avoid);
    int saved = 0;
    for (const QString &name : {u"Alex"_s, u"Mina"_s})
        credentials.save(accountOf(name), [&](const Result<void> &) { ++saved; });
    QTRY_COMPARE(saved, 2);
    QCOMPARE(load(folder.path())->username, u"Mina"_s);
}

void TestCredentials::forgetLeavesNothing()
{
    const QTemporaryDir folder;
    Credentials credentials(folder.path(), Credentials::Keychain::Avoid);
    bool forgotten = false;
    credentials.save(
        accountOf(u"Alex"_s), [&](const Result<void> &) { credentials.forget([&] { forgotten = true; }); });
    QTRY_VERIFY(forgotten);
    QVERIFY(!load(folder.path()));
    QVERIFY(QDir(folder.path()).isEmpty(QDir::Files | QDir::Hidden));
}

void TestCredentials::damagedFilesAreNoAccount_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << "token"_ba;
    QTest::newRow("an array") << "[1,2]"_ba;
    QTest::newRow("no server") << R"({"username":"Alex","token":"t"})"_ba;
    QTest::newRow("no token") << R"({"server":"https://example.org","username":"Alex"})"_ba;
    QTest::newRow("a token of another type") << R"({"server":"https://example.org","token":7})"_ba;
}

void TestCredentials::damagedFilesAreNoAccount()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"account.json"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
    file.close();
    QVERIFY(!load(folder.path()));
}

void TestCredentials::saysWhyItCouldNotSave()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    Credentials credentials(folder.filePath(u"file/inside"_s), Credentials::Keychain::Avoid);
    QString failure;
    credentials.save(accountOf(u"Alex"_s),
        [&](const Result<void> &done) { failure = done ? QString() : QString::fromStdString(done.error().message); });
    QTRY_VERIFY(failure.contains("could not be saved"_L1));
    QVERIFY(!failure.contains("secret"_L1));
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
