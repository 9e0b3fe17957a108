#include "person.h"
#include "serverprocess.h"
#include "sqlite/database.h"
#include "webclient.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace coterie;
using namespace coterie::faults;
using namespace Qt::StringLiterals;

/// A disk that fails, under the real programs: said in plain words, going on, nothing destroyed.
class TestStoreFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void fullDisk();
    void readOnly();
    void damaged();
    void newerStore();
    void queuedByTheCliOnlyIfKept();
    void serverRefusesANewerFolder();
    void serverRefusesADamagedFolder();

private:
    void openOnce(const QString &said); ///< makes a store with that message and a draft in it
    void worksOn(const QString &text); ///< sends it, and the server has it
    [[nodiscard]] QByteArray storeBytes() const;
    void setVersion(const QString &path, int version);
    [[nodiscard]] QString warningAfterOpening();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<integration::ServerProcess> m_server;
    std::unique_ptr<Person> m_ann;
    QString m_store;
};

void TestStoreFailures::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<integration::ServerProcess>(QStringList {u"--guests"_s});
    QVERIFY(m_server->start());
    m_store = m_folder->filePath(u"ann.sqlite"_s);
    m_ann = std::make_unique<Person>(
        Person::Identity {
            .name = u"Ann"_s, .userId = {}, .token = integration::WebClient(m_server->url()).guest(u"Ann"_s)},
        m_store, static_cast<quint16>(m_server->url().port()), 1);
}

void TestStoreFailures::cleanup()
{
    QCOMPARE(m_ann->takeViolations(), QStringList());
    m_ann.reset();
    m_server.reset();
}

void TestStoreFailures::openOnce(const QString &said)
{
    m_ann->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->isQuiet(), 20'000);
    worksOn(said);
    m_ann->draft(u"general"_s, u"half a thought"_s);
    m_ann->askLog(u"general"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->hasLog(u"general"_s), 10'000);
    m_ann->quit();
    QCOMPARE(m_ann->takeStoreWarning(), QString());
}

void TestStoreFailures::worksOn(const QString &text)
{
    m_ann->command({{"do"_L1, "send"_L1}, {"room"_L1, "general"_L1}, {"text"_L1, text}});
    const QString token = m_ann->identity().token;
    integration::WebClient web(m_server->url());
    const QByteArray start = text.left(24).toUtf8(); // looking for kilobytes of one letter takes seconds
    QTRY_VERIFY_WITH_TIMEOUT(
        web.get(u"/api/v1/rooms/general/messages?limit=200"_s, token).body.contains(start), 20'000);
}

QByteArray TestStoreFailures::storeBytes() const
{
    QFile file(m_store);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QString TestStoreFailures::warningAfterOpening()
{
    m_ann->open();
    QString warning;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            warning = m_ann->takeStoreWarning();
            return !warning.isEmpty();
        },
        20'000));
    static_cast<void>(QTest::qWaitFor([&] { return m_ann->isQuiet(); }, 20'000));
    return warning;
}

void TestStoreFailures::setVersion(const QString &path, int version)
{
    auto database = sqlite::Database::open(path);
    QVERIFY(database);
    QVERIFY((*database)->setUserVersion(version));
}

void TestStoreFailures::fullDisk()
{
    openOnce(u"before"_s);
    m_ann->setPreparation([] { // no file may grow beyond this, which is what a full disk looks like from inside
        constexpr rlim_t size = 400 * 1024;
        const rlimit tight {size, size};
        setrlimit(RLIMIT_FSIZE, &tight);
        std::signal(SIGXFSZ, SIG_IGN);
    });
    m_ann->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->isQuiet(), 20'000);
    QString warning;
    for (int i = 0; i < 200 && warning.isEmpty(); ++i) {
        worksOn(u"number %1 "_s.arg(i) + QString(4'000, u'x'));
        warning = m_ann->takeStoreWarning();
    }
    QVERIFY2(warning.contains("cannot be stored on this computer"_L1), qPrintable(warning));
    worksOn(u"and it goes on"_s);
    m_ann->quit();
    m_ann->setPreparation({});
    m_ann->open(); // there is room again: what was stored before is there, the rest comes from the server
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->isQuiet(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->texts().contains(u"and it goes on"_s), 20'000);
    QCOMPARE(m_ann->takeStoreWarning(), QString());
}

void TestStoreFailures::readOnly()
{
    openOnce(u"before"_s);
    const QByteArray bytes = storeBytes();
    QVERIFY(QFile::setPermissions(m_store, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    QCOMPARE(chmod(qPrintable(m_folder->path()), 0555), 0);
    m_ann->setPreparation([] { // permissions mean nothing to root
        constexpr uid_t nobody = 65'534;
        if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
            _exit(1);
    });
    m_server->kill(); // so what is shown comes from the store
    m_ann->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->texts().contains(u"before"_s), 20'000);
    const QString warning = m_ann->takeStoreWarning();
    QVERIFY2(warning.contains("cannot be stored on this computer"_L1), qPrintable(warning));
    QVERIFY2(warning.contains("The file may not be changed."_L1), qPrintable(warning));
    QVERIFY(m_server->start());
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->isQuiet(), 20'000);
    worksOn(u"read-only and talking"_s);
    m_ann->quit();
    QCOMPARE(chmod(qPrintable(m_folder->path()), 0755), 0);
    QCOMPARE(storeBytes(), bytes);
}

void TestStoreFailures::damaged()
{
    openOnce(u"before"_s);
    const QByteArray bytes = storeBytes();
    QFile file(m_store);
    QVERIFY(file.open(QFile::ReadWrite));
    file.write(QByteArray(2'000, '?'));
    file.close();
    const QString warning = warningAfterOpening();
    QVERIFY2(warning.contains("were damaged"_L1), qPrintable(warning));
    QTRY_VERIFY_WITH_TIMEOUT(m_ann->texts().count(u"before"_s) >= 1, 10'000); // fetched again
    worksOn(u"after"_s);
    const QStringList aside = QDir(m_folder->path()).entryList({u"ann.sqlite.damaged-*"_s});
    QCOMPARE(aside.size(), 1);
    QFile kept(m_folder->filePath(aside.first()));
    QVERIFY(kept.open(QFile::ReadOnly));
    QCOMPARE(kept.readAll().sliced(2'000), bytes.sliced(2'000));
}

void TestStoreFailures::newerStore()
{
    openOnce(u"before"_s);
    setVersion(m_store, 999);
    const QByteArray bytes = storeBytes();
    const QString warning = warningAfterOpening();
    QVERIFY2(warning.contains("newer version of Coterie"_L1), qPrintable(warning));
    worksOn(u"an old program, talking"_s);
    m_ann->quit();
    QVERIFY(storeBytes() == bytes);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList {u"ann.sqlite"_s});
}

/// "Kept for later" would be a lie when nothing can be kept.
void TestStoreFailures::queuedByTheCliOnlyIfKept()
{
    const auto queue = [this](const QString &text) {
        QProcess cli;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_folder->path());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->path());
        environment.insert(u"XDG_DATA_HOME"_s, m_folder->path());
        cli.setProcessEnvironment(environment);
        cli.start(qEnvironmentVariable("COTERIE_BIN") + "/coterie-cli"_L1,
            {u"send"_s, u"general"_s, text, u"--queue"_s, u"--server"_s, m_server->url().toString(), u"--guest"_s,
                u"Cli"_s});
        cli.waitForFinished(30'000);
        return std::pair(cli.exitCode(), QString::fromUtf8(cli.readAllStandardError()));
    };
    QCOMPARE(queue(u"online"_s).first, 0);
    m_server->kill();
    QCOMPARE(queue(u"kept"_s).first, 0);
    QDirIterator stores(m_folder->path(), {u"*.sqlite"_s, u"*.db"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(stores.hasNext());
    setVersion(stores.next(), 999);
    const auto [exitCode, words] = queue(u"lost"_s);
    QCOMPARE(exitCode, 1);
    QVERIFY2(words.contains("newer version of Coterie"_L1), qPrintable(words));
}

void TestStoreFailures::serverRefusesANewerFolder()
{
    m_server->kill();
    const QString path = m_server->dataFolder() + u"/coterie.db"_s;
    setVersion(path, 999);
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto outcome = m_server->run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.error.contains("newer version of the server"_L1), qPrintable(outcome.error));
    file.seek(0);
    QVERIFY(file.readAll() == bytes);
}

void TestStoreFailures::serverRefusesADamagedFolder()
{
    openOnce(u"before"_s);
    m_server->kill();
    const QString path = m_server->dataFolder() + u"/coterie.db"_s;
    setVersion(path, 1); // closes the log into the file
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    const QByteArray whole = file.readAll();
    for (const qint64 at : {qint64 {0}, whole.size() / 4096 / 2 * 4096}) { // the head; a page in the middle
        file.seek(0);
        file.write(whole);
        file.seek(at);
        file.write(QByteArray(4'096, '?'));
        file.flush();
        file.seek(0);
        const QByteArray bytes = file.readAll();
        const auto outcome = m_server->run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(!outcome.error.isEmpty(), "it says why");
        qInfo("%s", qPrintable(outcome.error.trimmed()));
        file.seek(0);
        QVERIFY(file.readAll() == bytes);
    }
}

QTEST_GUILESS_MAIN(TestStoreFailures)
#include "tst_storefailures.moc"
