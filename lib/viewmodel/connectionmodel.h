#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coterie::viewmodel {

/// The link to the server in words: banner, countdown, "Try now". Calm: nothing is shown for a hiccup of under two
/// seconds.
class ConnectionModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its connection state.")
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(bool online READ isOnline NOTIFY changed)
    Q_PROPERTY(bool bannerVisible READ isBannerVisible NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString action READ action NOTIFY changed)
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)
    Q_PROPERTY(bool canRetry READ canRetry NOTIFY changed)
    Q_PROPERTY(QString statusLine READ statusLine NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(bool signInNeeded READ isSignInNeeded NOTIFY changed)
    /// A server that is not ours, which passes text on and little more.
    Q_PROPERTY(bool plain READ isPlain NOTIFY changed)
    Q_PROPERTY(QString limits READ limits NOTIFY changed)
    Q_PROPERTY(bool hasRooms READ hasRooms NOTIFY changed)
    Q_PROPERTY(bool hasPresence READ hasPresence NOTIFY changed)
public:
    static constexpr Millis BannerDelay {2'000};

    explicit ConnectionModel(Context &context, QObject *parent = nullptr);
    void apply(const client::ConnectionStatus &status);

    [[nodiscard]] QString state() const;
    [[nodiscard]] bool isOnline() const { return m_status.state == client::LinkState::Connected; }
    [[nodiscard]] bool isBannerVisible() const { return m_bannerVisible; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString detail() const;
    [[nodiscard]] QString action() const;
    [[nodiscard]] int secondsLeft() const { return m_secondsLeft; }
    [[nodiscard]] bool canRetry() const;
    [[nodiscard]] QString statusLine() const;
    [[nodiscard]] QString progressText() const; ///< "Catching up: 12,300 of 50,000", or empty
    [[nodiscard]] bool isSignInNeeded() const { return m_status.signInNeeded; }
    [[nodiscard]] bool isPlain() const { return m_dialect.has_value(); }
    [[nodiscard]] QString limits() const; ///< what it does not do, in a sentence; empty for a Coterie server
    [[nodiscard]] bool hasRooms() const { return abilities().rooms; } ///< more than one
    [[nodiscard]] bool hasPresence() const { return abilities().presence; } ///< it says who is there
    [[nodiscard]] bool notificationsLive() const { return m_status.notificationsLive; }
    [[nodiscard]] int waiting() const { return m_status.waiting; }

    Q_INVOKABLE void retryNow();

Q_SIGNALS:
    void changed();
    void cameOnline();

private:
    [[nodiscard]] protocol::plain::Abilities abilities() const;
    void updateBanner();
    void countDown();

    Context &m_context;
    client::ConnectionStatus m_status;
    std::optional<protocol::plain::Dialect> m_dialect; ///< of the last link that stood
    bool m_confirms = true; ///< so does this
    Instant m_retryAt {};
    int m_secondsLeft = 0;
    bool m_bannerVisible = false;
    bool m_everOnline = false;
    QTimer m_delay;
    QTimer m_countdown;
};

} // namespace coterie::viewmodel
