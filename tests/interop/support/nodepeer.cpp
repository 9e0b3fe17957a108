#include "nodepeer.h"

#include <QJsonDocument>
#include <QTest>

namespace coterie::interop {

using namespace Qt::StringLiterals;

NodePeer::NodePeer(const QString &packages, const QString &script, const QStringList &arguments)
{
    m_process.setWorkingDirectory(packages);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
        while (m_process.canReadLine())
            m_heard.append(QJsonDocument::fromJson(m_process.readLine()).object());
    });
    m_process.start(u"node"_s, QStringList {script} + arguments);
}

NodePeer::~NodePeer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void NodePeer::tell(const QJsonObject &command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

std::optional<QJsonObject> NodePeer::hear(const QString &event, const QJsonObject &with)
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
    std::optional<QJsonObject> answer;
    const auto hears = [&] {
        const auto found = std::ranges::find_if(m_heard, isIt);
        if (found == m_heard.end())
            return hasEnded();
        answer = *found;
        m_heard.erase(m_heard.begin(), std::next(found));
        return true;
    };
    (void)QTest::qWaitFor(hears, 20'000);
    return answer;
}

} // namespace coterie::interop
