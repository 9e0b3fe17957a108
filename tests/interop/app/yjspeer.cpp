#include "yjspeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace coterie::interop {

using namespace Qt::StringLiterals;

YjsPeer::YjsPeer(
    const QString &packages, const QUrl &server, const QString &docId, const QString &token, const QString &name)
{
    m_process.setWorkingDirectory(packages);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
        while (m_process.canReadLine())
            m_heard.append(QJsonDocument::fromJson(m_process.readLine()).object());
    });
    m_process.start(u"node"_s, {u"app/yjspeer.mjs"_s, server.toString(), docId, token, name});
}

YjsPeer::~YjsPeer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void YjsPeer::tell(const QJsonObject &command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

bool YjsPeer::waitFor(const QString &event, const QJsonObject &with)
{
    const auto isIt = [&](const QJsonObject &heard) {
        if (heard["event"_L1].toString() != event)
            return false;
        for (auto entry = with.begin(); entry != with.end(); ++entry) {
            if (heard[entry.key()] != entry.value())
                return false;
        }
        return true;
    };
    const auto hears = [&] {
        const auto found = std::ranges::find_if(m_heard, isIt);
        if (found == m_heard.end())
            return false;
        m_heard.erase(m_heard.begin(), std::next(found));
        return true;
    };
    return QTest::qWaitFor(hears, 20'000);
}

YjsPeer::Told YjsPeer::ask()
{
    QJsonObject answer;
    tell({{u"do"_s, u"tell"_s}});
    const auto hears = [&] {
        for (qsizetype i = 0; i < m_heard.size(); ++i) {
            if (m_heard[i]["event"_L1] == "told"_L1) {
                answer = m_heard.takeAt(i);
                return true;
            }
        }
        return false;
    };
    (void)QTest::qWaitFor(hears, 10'000);
    return {.text = answer["text"_L1].toString(), .carets = answer["carets"_L1].toArray()};
}

} // namespace coterie::interop
