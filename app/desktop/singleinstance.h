#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>

#include <memory>

namespace coterie::desktop {

/// One running instance per profile folder. The first to start holds a lock and listens; a later one hands over its
/// arguments. Lives on the GUI thread; messages are at most 64 KiB and come only from the same user.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &profileFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    [[nodiscard]] bool claim(); ///< true: this is the running instance now
    [[nodiscard]] bool handOver(const QStringList &arguments); ///< to the running one; waits 2 s at most

Q_SIGNALS:
    void argumentsReceived(const QStringList &arguments);

private:
    void receive();

    QString m_serverName;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace coterie::desktop
