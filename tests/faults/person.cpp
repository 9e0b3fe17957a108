#include "person.h"

#include "sqlite/database.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <csignal>

namespace coterie::faults {

using namespace Qt::StringLiterals;

namespace {

QSet<QString> idsIn(const QJsonValue &array)
{
    QSet<QString> ids;
    for (const QJsonValue &id : array.toArray())
        ids.insert(id.toString());
    return ids;
}

} // namespace

Person::Person(Identity identity, const QString &profile, quint16 serverPort, quint64 seed)
    : m_identity(std::move(identity))
    , m_profile(profile)
    , m_proxy(seed)
    , m_ledger(m_identity.name)
{
    m_proxy.setTarget(serverPort);
    if (!m_proxy.listen())
        m_violations.append(u"the proxy of %1 does not listen"_s.arg(m_identity.name));
    m_thaw.setSingleShot(true);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Person::read);
    connect(&m_thaw, &QTimer::timeout, this, &Person::thaw);
    connect(&m_process, &QProcess::finished, this, [this](int code) {
        if (!m_isEnding)
            m_violations.append(u"the client of %1 ended by itself with %2"_s.arg(m_identity.name).arg(code));
    });
}

Person::~Person()
{
    m_process.disconnect(this);
    kill();
}

void Person::open()
{
    m_environment.insert(u"COTERIE_TOKEN"_s, m_identity.token);
    m_process.setProcessEnvironment(m_environment);
    m_input.clear();
    m_isEnding = false;
    m_texts.clear();
    m_written.clear();
    if (m_prepare)
        m_process.setChildProcessModifier(m_prepare);
    m_process.start(qEnvironmentVariable("COTERIE_BIN") + "/../tests/faultclient"_L1,
        {u"--server"_s, u"http://127.0.0.1:%1"_s.arg(m_proxy.port()), u"--store"_s, m_profile});
    note("!", "opened");
    constexpr int patience = 15'000; // ms
    if (!m_process.waitForStarted(patience))
        m_violations.append(u"the client of %1 does not start: %2"_s.arg(m_identity.name, m_process.errorString()));
}

void Person::kill()
{
    if (!isOpen())
        return;
    note("!", "killed");
    m_isEnding = true;
    m_process.kill();
    m_process.waitForFinished(-1);
    read();
    readStore();
    m_thaw.stop();
    m_link = {};
}

void Person::readStore()
{
    const auto store = sqlite::Database::open(m_profile, sqlite::Database::Mode::ReadOnly);
    if (!store)
        return;
    auto rows = (*store)->prepare(u"SELECT client_id FROM messages WHERE user_id = ?"_s);
    rows.bind(1, m_identity.userId);
    QSet<QString> keys;
    while (rows.step())
        keys.insert(rows.text(0));
    m_ledger.storedAsSent(keys);
}

void Person::quit()
{
    if (!isOpen())
        return;
    thaw();
    m_isEnding = true;
    command({{"do"_L1, "quit"_L1}});
    constexpr int patience = 20'000; // ms
    if (!m_process.waitForFinished(patience))
        m_violations.append(u"the client of %1 does not quit"_s.arg(m_identity.name));
    else if (m_process.exitStatus() != QProcess::NormalExit)
        m_violations.append(u"the client of %1 crashed"_s.arg(m_identity.name));
    read();
    kill();
    m_link = {};
}

void Person::freeze(Millis time)
{
    if (!isOpen() || m_thaw.isActive())
        return;
    note("!", "frozen");
    ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
    m_thaw.start(time);
}

void Person::thaw()
{
    m_thaw.stop();
    if (!isOpen())
        return;
    note("!", "thawed");
    ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
}

void Person::command(const QJsonObject &command)
{
    if (!isOpen())
        return;
    const QByteArray line = QJsonDocument(command).toJson(QJsonDocument::Compact);
    note(">", line);
    m_process.write(line + '\n');
}

void Person::draft(const QString &room, const QString &text)
{
    if (!isOpen())
        return;
    m_ledger.drafted(room, text);
    command({{"do"_L1, "draft"_L1}, {"room"_L1, room}, {"text"_L1, text}});
}

void Person::askLog(const QString &room)
{
    m_logs.remove(room);
    command({{"do"_L1, "log"_L1}, {"room"_L1, room}});
}

void Person::write(const QString &word, qint64 pick)
{
    m_written.append(word);
    command({{"do"_L1, "write"_L1}, {"text"_L1, word}, {"pick"_L1, pick}});
}

void Person::askDocument()
{
    m_document = {};
    command({{"do"_L1, "document"_L1}});
}

void Person::askBoard()
{
    m_board = {};
    command({{"do"_L1, "board"_L1}});
}

bool Person::isQuiet() const
{
    return link() == "connected"_L1 && m_link["waiting"_L1].toInt() == 0;
}

void Person::read()
{
    m_input += m_process.readAllStandardOutput();
    qsizetype start = 0;
    for (auto end = m_input.indexOf('\n'); end >= 0; end = m_input.indexOf('\n', start)) {
        const QByteArray line = m_input.sliced(start, end - start);
        start = end + 1;
        note("<", line);
        heard(QJsonDocument::fromJson(line).object());
    }
    m_input.remove(0, start);
}

void Person::heard(const QJsonObject &line)
{
    if (line.contains("log"_L1))
        m_logs.insert(line["log"_L1].toString(), line);
    else if (line.contains("document"_L1))
        m_document = line;
    else if (line.contains("board"_L1))
        m_board = line;
    else if (line.contains("keptShapes"_L1))
        m_keptShapes += idsIn(line["keptShapes"_L1]);
    else if (line.contains("goneShapes"_L1))
        m_goneShapes += idsIn(line["goneShapes"_L1]);
    else if (line.contains("kept"_L1)) {
        for (bool isLast = m_written.isEmpty(); !isLast; m_kept.append(m_written.takeFirst())) // all up to this one
            isLast = m_written.first() == line["kept"_L1].toString();
    } else if (line.contains("link"_L1))
        m_link = line;
    else if (line.contains("clock"_L1))
        m_ownClock = line["clock"_L1].toInteger();
    else if (line.contains("storeWarning"_L1))
        m_storeWarning = line["storeWarning"_L1].toString();
    else if (line.contains("row"_L1)) {
        m_texts.append(line["text"_L1].toString());
        m_times.insert(line["text"_L1].toString(), line["at"_L1].toInteger());
    }
    m_violations += m_ledger.heard(line);
}

void Person::note(const char *mark, const QByteArray &line)
{
    m_transcript += QDateTime::currentDateTimeUtc().toString(u"HH:mm:ss.zzz "_s).toLatin1() + mark + ' ' + line + '\n';
}

} // namespace coterie::faults
