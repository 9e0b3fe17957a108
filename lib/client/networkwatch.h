#pragma once

#include <QByteArrayView>
#include <QObject>
#include <QSet>

#include <memory>

class QSocketNotifier;

namespace coterie::client {

/// Which of the kernel's routing messages (rtnetlink(7)) tell of an address or a default route that was not there
/// before. The kernel repeats itself whenever a lease or a router advertisement is renewed.
class RouteNews
{
public:
    /// One datagram; anything broken in it ends the reading of it.
    [[nodiscard]] bool isNews(QByteArrayView datagram);

private:
    QSet<QByteArray> m_known;
};

/// Tells when this computer comes to a network. On the thread that made it. On Linux it listens to the kernel, because
/// QNetworkInformation loads GIO and D-Bus backends (3 MB) to say the same.
class NetworkWatch : public QObject
{
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent);
    ~NetworkWatch() override;

Q_SIGNALS:
    void changed(); ///< to a new network, or back to one; links made before may be dead

private:
    [[nodiscard]] bool listenToKernel(); ///< false: not on this system
    void askQt();
    void read();

    RouteNews m_news;
    std::unique_ptr<QSocketNotifier> m_notifier; ///< its socket is ours
};

} // namespace coterie::client
