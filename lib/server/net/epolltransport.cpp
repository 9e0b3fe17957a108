#include "server/net/epolltransport.h"

#include "server/net/worker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace coterie::server::net {

namespace {

constexpr std::uint64_t wakeTag = ~std::uint64_t {0};
constexpr std::uint64_t listenTag = wakeTag - 1;
constexpr int eventsPerTurn = 512;
constexpr int acceptsPerTurn = 256;
constexpr int acceptPause = 100; ///< ms without accepting when descriptors have run out
constexpr std::size_t piecesPerWrite = 64;

epoll_event makeEvent(std::uint32_t events, std::uint64_t tag)
{
    epoll_event event {};
    event.events = events;
    event.data.u64 = tag;
    return event;
}

template <typename Address>
sockaddr *generic(Address &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

Transfer outcomeOf(ssize_t result)
{
    if (result >= 0)
        return {Transfer::Outcome::Done, static_cast<std::size_t>(result)};
    const bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {later ? Transfer::Outcome::WouldBlock : Transfer::Outcome::Failed, 0};
}

} // namespace

EpollTransport::EpollTransport(Worker &worker)
    : m_worker(worker)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    // Edge-triggered: every write wakes the loop once and nobody has to read the number back.
    epoll_event event = makeEvent(EPOLLIN | EPOLLET, wakeTag);
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
}

EpollTransport::~EpollTransport()
{
    stop();
    if (m_listener >= 0)
        ::close(m_listener);
    if (m_timer >= 0)
        ::close(m_timer);
    ::close(m_wake);
    ::close(m_epoll);
}

Result<int> EpollTransport::listenOn(const QHostAddress &address, quint16 &port)
{
    const bool isSix = address.protocol() == QAbstractSocket::IPv6Protocol;
    const int listener = socket(isSix ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const auto failed = [&](const char *what) {
        const std::string reason = std::strerror(errno);
        if (listener >= 0)
            ::close(listener);
        return Error {Errc::Io,
            std::string(what) + " " + address.toString().toStdString() + ":" + std::to_string(port) + ": " + reason};
    };
    if (listener < 0)
        return failed("No socket for");
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_storage where {};
    socklen_t size = 0;
    if (isSix) {
        const int dualStack = 0;
        setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &dualStack, sizeof dualStack);
        auto *six = reinterpret_cast<sockaddr_in6 *>(&where);
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&six->sin6_addr, bytes.c, sizeof bytes.c);
        size = sizeof *six;
    } else {
        auto *four = reinterpret_cast<sockaddr_in *>(&where);
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        four->sin_addr.s_addr = htonl(address.toIPv4Address());
        size = sizeof *four;
    }
    constexpr int backlog = 1024;
    if (bind(listener, generic(where), size) != 0 || ::listen(listener, backlog) != 0)
        return failed("Cannot listen on");
    if (getsockname(listener, generic(where), &size) != 0)
        return failed("Cannot tell the port of");
    port = ntohs(isSix ? reinterpret_cast<sockaddr_in6 *>(&where)->sin6_port
                       : reinterpret_cast<sockaddr_in *>(&where)->sin_port);
    return listener;
}

void EpollTransport::setListener(int descriptor, std::function<void(std::intptr_t)> arrived)
{
    m_listener = descriptor;
    m_arrived = std::move(arrived);
    watchListener();
}

void EpollTransport::closeListener()
{
    m_listenerClosing = true;
    wake();
}

void EpollTransport::start()
{
    m_thread = std::thread([this] { run(); });
}

void EpollTransport::stop()
{
    if (!m_thread.joinable()) {
        m_worker.abandonAll();
        return;
    }
    m_stopping = true;
    wake();
    m_thread.join();
}

void EpollTransport::wake()
{
    if (m_isInTurn) { // the hub speaks from within runOnce(), which looks once more before it returns
        m_wokenInTurn = true;
        return;
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake, &one, sizeof one);
}

int EpollTransport::waitTime() const
{
    const auto timer = m_worker.untilNextTimer();
    constexpr Millis longest {60'000};
    const int wait = timer ? static_cast<int>(std::min(*timer, longest).count()) : -1;
    if (m_listener < 0 || m_isAccepting)
        return wait;
    return wait < 0 ? acceptPause : std::min(wait, acceptPause);
}

void EpollTransport::run()
{
    while (!m_stopping)
        turn(waitTime());
    m_worker.abandonAll();
}

void EpollTransport::runOnce(Millis wait)
{
    m_isInTurn = true;
    turn(static_cast<int>(wait.count()));
    while (std::exchange(m_wokenInTurn, false))
        turn(0);
    m_isInTurn = false;
    armTimer();
}

void EpollTransport::armTimer()
{
    const auto wait = waitTime();
    if (wait == 0) {
        wake();
        return;
    }
    const auto deadline = wait < 0 ? std::nullopt : std::optional(m_worker.now() + Millis {wait});
    if (!deadline || (m_armedFor && *m_armedFor <= *deadline && *m_armedFor > m_worker.now()))
        return; // an early look costs less than setting the clock in every turn
    if (m_timer < 0) {
        m_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
        epoll_event event = makeEvent(EPOLLIN | EPOLLET, wakeTag);
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_timer, &event);
    }
    m_armedFor = deadline;
    itimerspec when {};
    when.it_value.tv_sec = wait / 1000;
    when.it_value.tv_nsec = static_cast<long>(wait % 1000) * 1'000'000;
    timerfd_settime(m_timer, 0, &when, nullptr);
}

void EpollTransport::turn(int waitMs)
{
    std::array<epoll_event, eventsPerTurn> events; // filled by the kernel as far as it is read
    const int count = epoll_wait(m_epoll, events.data(), eventsPerTurn, waitMs);
    m_worker.beginTurn();
    if (m_listenerClosing && m_listener >= 0) {
        ::close(m_listener);
        m_listener = -1;
    }
    if (m_listener >= 0 && !m_isAccepting)
        watchListener();
    for (int i = 0; i < count; ++i)
        handle(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
    m_worker.endTurn();
}

void EpollTransport::handle(std::uint64_t tag, std::uint32_t events)
{
    if (tag == wakeTag)
        return;
    if (tag == listenTag) {
        acceptAll();
        return;
    }
    const auto slot = static_cast<std::uint32_t>(tag);
    if ((events & (EPOLLIN | EPOLLRDHUP)) != 0)
        m_worker.readable(slot);
    else if ((events & (EPOLLHUP | EPOLLERR)) != 0)
        m_worker.hungUp(slot);
    if ((events & EPOLLOUT) != 0)
        m_worker.writable(slot);
}

void EpollTransport::acceptAll()
{
    for (int i = 0; i < acceptsPerTurn && m_listener >= 0; ++i) {
        const int descriptor = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            m_arrived(descriptor);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            pauseAccepting(); // the waiting peer would wake the loop again and again
        if (errno != ECONNABORTED && errno != EINTR)
            return;
    }
}

void EpollTransport::watchListener()
{
    epoll_event event = makeEvent(EPOLLIN, listenTag);
    m_isAccepting = epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event) == 0;
}

void EpollTransport::pauseAccepting()
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, m_listener, nullptr);
    m_isAccepting = false;
}

/// What waits for a slow reader waits here, where ephemeral frames can be left out, and not in the kernel, which takes
/// megabytes.
constexpr int unsentAtMost = 64 * 1024;

std::optional<Transport::Attached> EpollTransport::attach(std::intptr_t descriptor, std::uint32_t slot)
{
    const int socket = static_cast<int>(descriptor);
    sockaddr_storage peer {};
    socklen_t size = sizeof peer;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsentAtMost, sizeof unsentAtMost);
    epoll_event event = makeEvent(EPOLLIN | EPOLLRDHUP, slot);
    if (getpeername(socket, generic(peer), &size) != 0 || epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event) != 0) {
        ::close(socket);
        return {};
    }
    return Attached {descriptor, toPeerAddress(QHostAddress(generic(peer)))};
}

void EpollTransport::watch(SocketHandle socket, std::uint32_t slot, Interest interest)
{
    // Without EPOLLRDHUP while nothing is read: a half-closed peer would wake the loop for ever.
    const std::uint32_t read = interest.read ? std::uint32_t {EPOLLIN} | EPOLLRDHUP : 0U;
    epoll_event event = makeEvent(read | (interest.write ? std::uint32_t {EPOLLOUT} : 0U), slot);
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, static_cast<int>(socket), &event);
}

Transfer EpollTransport::read(SocketHandle socket, std::span<char> into)
{
    const ssize_t result = recv(static_cast<int>(socket), into.data(), into.size(), 0);
    return result == 0 ? Transfer {Transfer::Outcome::Ended, 0} : outcomeOf(result);
}

Transfer EpollTransport::write(SocketHandle socket, std::span<const QByteArray> pieces, std::size_t skip)
{
    const QByteArray &first = pieces.front();
    if (pieces.size() == 1)
        return outcomeOf(::send(static_cast<int>(socket), first.constData() + skip,
            static_cast<std::size_t>(first.size()) - skip, MSG_NOSIGNAL));
    std::array<iovec, piecesPerWrite> vectors {};
    const std::size_t count = std::min(pieces.size(), piecesPerWrite);
    for (std::size_t i = 0; i < count; ++i)
        vectors[i] = {const_cast<char *>(pieces[i].constData()), static_cast<std::size_t>(pieces[i].size())};
    vectors[0].iov_base = const_cast<char *>(first.constData() + skip);
    vectors[0].iov_len -= skip;
    msghdr message {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    return outcomeOf(sendmsg(static_cast<int>(socket), &message, MSG_NOSIGNAL));
}

void EpollTransport::finishWriting(SocketHandle socket)
{
    ::shutdown(static_cast<int>(socket), SHUT_WR);
}

void EpollTransport::close(SocketHandle socket)
{
    ::close(static_cast<int>(socket));
}

} // namespace coterie::server::net
