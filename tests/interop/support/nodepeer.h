#pragma once

#include <QJsonObject>
#include <QProcess>

#include <optional>

namespace coterie::interop {

/// A script in Node, driven by lines of JSON on its standard input, that tells what happens in lines of JSON, each an
/// object with `event`. It ends when nobody speaks to it any more.
class NodePeer
{
public:
    /// `packages`: the folder in which npm installed the stock packages; `script` and its arguments seen from there.
    NodePeer(const QString &packages, const QString &script, const QStringList &arguments);
    ~NodePeer();

    void tell(const QJsonObject &command);
    /// What it tells of that event, not heard yet, with those values; nothing: too long. What it told before is
    /// forgotten.
    [[nodiscard]] std::optional<QJsonObject> hear(const QString &event, const QJsonObject &with = {});
    [[nodiscard]] bool waitFor(const QString &event, const QJsonObject &with = {})
    {
        return hear(event, with).has_value();
    }
    [[nodiscard]] bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    [[nodiscard]] QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QProcess m_process;
    QList<QJsonObject> m_heard;
};

} // namespace coterie::interop
