#include "collab/awarenesschannel.h"

#include "collab/values.h"

#include <algorithm>

namespace coterie::collab {

AwarenessChannel::AwarenessChannel(Person self, const Clock &clock, Millis every, WhenAlone whenAlone, QObject *parent)
    : QObject(parent)
    , m_self(std::move(self))
    , m_clock(clock)
    , m_every(every)
    , m_whenAlone(whenAlone)
{
    m_tick.setInterval(crdt::Awareness::checkInterval);
    connect(&m_tick, &QTimer::timeout, this, &AwarenessChannel::tick);
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_tellTimer, &QTimer::timeout, this, [this] {
        if (!m_isTold)
            tell();
    });
}

AwarenessChannel::~AwarenessChannel() = default;

void AwarenessChannel::begin(crdt::ClientId self)
{
    m_states.emplace(self, m_clock.now());
    m_tick.start();
    forgetAll();
    tell();
}

void AwarenessChannel::setSelf(const Person &self)
{
    if (std::exchange(m_self, self) != self)
        tellSoon();
}

void AwarenessChannel::tellSoon()
{
    m_isTold = false;
    if (!m_states || !m_isAttending || (m_whenAlone == WhenAlone::Hold && !hasCompany()))
        return;
    const Instant now = m_clock.now();
    const Instant due = m_toldAt ? *m_toldAt + m_every : now;
    if (now >= due)
        tell();
    else if (!m_tellTimer.isActive())
        m_tellTimer.start(std::chrono::ceil<Millis>(due - now));
}

void AwarenessChannel::tell()
{
    if (!m_states || !m_isAttending)
        return;
    m_isTold = true;
    m_tellTimer.stop();
    m_toldAt = m_clock.now();
    publish(m_states->setLocalState(ownState(), *m_toldAt));
}

void AwarenessChannel::tellAnew()
{
    tell();
}

void AwarenessChannel::publish(const crdt::AwarenessChange &change)
{
    if (!change.isEmpty())
        Q_EMIT told(toByteArray(m_states->encode(change.clients())));
}

void AwarenessChannel::receive(const QByteArray &update)
{
    if (!m_states)
        return;
    const auto change = m_states->apply(bytesOf(update), m_clock.now());
    if (!change)
        return; // strange, but only theirs: the next one may be fine
    const auto isSelf = [this](crdt::ClientId client) { return client == m_states->self(); };
    if (std::ranges::any_of(change->updated, isSelf))
        tell(); // somebody took us for gone
    hear(*change);
}

void AwarenessChannel::hear(const crdt::AwarenessChange &change)
{
    if (change.added.empty() && change.changed.empty() && change.removed.empty())
        return;
    take(change);
    if (!m_isTold)
        tellSoon(); // what was held while nobody was there
}

void AwarenessChannel::losePeers()
{
    if (!m_states)
        return;
    (void)m_states->forgetOthers();
    forgetAll();
}

void AwarenessChannel::leave()
{
    if (!m_states)
        return;
    publish(m_states->setLocalState({}, m_clock.now()));
    m_states.reset();
    m_tick.stop();
    m_tellTimer.stop();
    forgetAll();
}

void AwarenessChannel::setAttending(bool attending)
{
    if (std::exchange(m_isAttending, attending) == attending || !m_states)
        return;
    if (attending)
        return tell();
    m_tellTimer.stop();
    publish(m_states->setLocalState({}, m_clock.now()));
}

void AwarenessChannel::tick()
{
    if (!m_states)
        return;
    const crdt::AwarenessChange change = m_states->tick(m_clock.now());
    crdt::AwarenessChange own = change;
    own.removed.clear(); // everybody counts for themselves; telling it for others would only make noise
    publish(own);
    hear(change);
}

} // namespace coterie::collab
