#include "viewmodel/connectionmodel.h"

#include "viewmodel/engine.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;
using client::LinkState;

ConnectionModel::ConnectionModel(Context &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(BannerDelay);
    connect(&m_delay, &QTimer::timeout, this, &ConnectionModel::updateBanner);
    m_countdown.setInterval(1'000);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionModel::countDown);
}

void ConnectionModel::apply(const client::ConnectionStatus &status)
{
    const bool wasOnline = isOnline();
    m_status = status;
    if (isOnline()) {
        m_everOnline = true;
        m_dialect = status.dialect;
        m_confirms = status.confirms;
        m_delay.stop();
    } else if (wasOnline || (!m_delay.isActive() && !m_bannerVisible)) {
        m_delay.start();
    }
    m_retryAt = m_context.clock.now() + status.retryIn;
    if (status.state == LinkState::Waiting) {
        countDown();
        m_countdown.start();
    } else {
        m_secondsLeft = 0;
        m_countdown.stop();
    }
    updateBanner();
    Q_EMIT changed();
    if (isOnline() && !wasOnline)
        Q_EMIT cameOnline();
}

void ConnectionModel::updateBanner()
{
    // Waiting and refused are facts; connecting is worth a word only when it takes long.
    const bool bad = m_status.state == LinkState::Waiting || m_status.final || m_status.signInNeeded;
    const bool late = !isOnline() && !m_delay.isActive();
    if (std::exchange(m_bannerVisible, bad || late) != m_bannerVisible)
        Q_EMIT changed();
}

void ConnectionModel::countDown()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_retryAt - m_context.clock.now());
    const int seconds = int(std::max<long long>(0, left.count()));
    if (std::exchange(m_secondsLeft, seconds) != seconds)
        Q_EMIT changed();
}

QString ConnectionModel::state() const
{
    if (m_status.final || m_status.signInNeeded)
        return u"refused"_s;
    switch (m_status.state) {
    case LinkState::Connected: return u"connected"_s;
    case LinkState::Connecting:
    case LinkState::Handshaking: return u"connecting"_s;
    case LinkState::Waiting: return u"waiting"_s;
    case LinkState::Disconnected:
    case LinkState::Suspended: return u"offline"_s;
    }
    return {};
}

QString ConnectionModel::title() const
{
    if (m_status.signInNeeded)
        return tr("You are signed out.");
    if (m_status.final)
        return tr("The server said no.");
    if (isOnline())
        return {};
    const bool trying = m_status.state == LinkState::Connecting || m_status.state == LinkState::Handshaking;
    return trying && !m_everOnline ? tr("Connecting…") : tr("You are offline.");
}

QString ConnectionModel::detail() const
{
    if ((m_status.final || m_status.signInNeeded) && !m_status.reason.isEmpty())
        return m_status.reason;
    if (m_status.signInNeeded)
        return tr("Sign in again to go on. What you have written is kept.");
    if (isOnline())
        return {};
    if (m_status.waiting == 0)
        return tr("Keep writing: what you send will wait here and go out in order.");
    if (m_status.waiting == 1)
        return tr("Keep writing: 1 message is waiting and will be sent once.");
    return tr("Keep writing: %n messages are waiting and will be sent once, in order.", nullptr, m_status.waiting);
}

QString ConnectionModel::action() const
{
    switch (m_status.state) {
    case LinkState::Waiting:
        return m_status.final || m_status.signInNeeded ? QString() : tr("Reconnecting in %1 s").arg(m_secondsLeft);
    case LinkState::Connecting:
    case LinkState::Handshaking: return tr("Connecting…");
    case LinkState::Connected:
    case LinkState::Disconnected:
    case LinkState::Suspended: break;
    }
    return {};
}

bool ConnectionModel::canRetry() const
{
    return !m_status.signInNeeded
        && (m_status.state == LinkState::Waiting || m_status.state == LinkState::Disconnected
            || m_status.state == LinkState::Suspended);
}

QString ConnectionModel::statusLine() const
{
    if (isOnline()) {
        QStringList parts {tr("Connected")};
        if (m_status.latency)
            parts.append(tr("%1 ms").arg(m_status.latency->count()));
        if (isPlain())
            parts.append(tr("plain server (%1)").arg(protocol::plain::nameOf(*m_dialect)));
        if (const QString progress = progressText(); !progress.isEmpty())
            parts.append(progress);
        return parts.join(u" · "_s);
    }
    QStringList parts {title()};
    if (!m_status.reason.isEmpty())
        parts.append(m_status.reason);
    if (const QString next = action(); !next.isEmpty() && next != parts.first())
        parts.append(next);
    return parts.join(u' ');
}

QString ConnectionModel::limits() const
{
    return client::limitsOf(m_dialect, m_confirms);
}

protocol::plain::Abilities ConnectionModel::abilities() const
{
    return isPlain() ? protocol::plain::abilitiesOf(*m_dialect) : protocol::plain::Abilities {true, true, true};
}

QString ConnectionModel::progressText() const
{
    constexpr std::int64_t worthTelling = 1'000; // less is over before it is read
    if (!isOnline() || m_status.missedInAll < worthTelling)
        return {};
    return tr("Catching up: %1 of %2")
        .arg(m_context.locale.toString(qlonglong(m_status.missedInAll - m_status.missed)),
            m_context.locale.toString(qlonglong(m_status.missedInAll)));
}

void ConnectionModel::retryNow()
{
    if (canRetry())
        m_context.engine.retryNow();
}

} // namespace coterie::viewmodel
