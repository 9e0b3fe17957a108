#include "client/knock.h"

#include "transport/requests.h"

namespace coterie::client {

using namespace Qt::StringLiterals;
using transport::WebSocketLink;

namespace {

constexpr Millis patience {5'000};

} // namespace

Knock::~Knock()
{
    if (m_link != nullptr)
        m_link->deleteLater();
}

void Knock::at(const QUrl &base, Reply reply)
{
    m_base = base;
    m_paths = {u"/ws"_s, QString()};
    m_reply = std::move(reply);
    QMetaObject::invokeMethod(this, &Knock::next, Qt::QueuedConnection);
}

void Knock::next()
{
    if (m_link != nullptr) {
        m_link->disconnect(this);
        m_link->drop();
        std::exchange(m_link, nullptr)->deleteLater();
    }
    auto request = transport::makeRequest(m_base, {});
    if (m_paths.isEmpty() || !request) {
        if (const auto reply = std::exchange(m_reply, {}))
            reply(false);
        return;
    }
    request->setUrl(transport::socketUrl(m_base, m_paths.takeFirst()));
    m_link = new WebSocketLink;
    connect(m_link, &WebSocketLink::opened, this, [this] {
        m_link->disconnect(this);
        m_link->leave(QWebSocketProtocol::CloseCodeNormal);
        std::exchange(m_link, nullptr)->deleteLater();
        if (const auto reply = std::exchange(m_reply, {}))
            reply(true);
    });
    connect(m_link, &WebSocketLink::ended, this, &Knock::next);
    m_link->open(*request, {.timeLimit = patience});
}

} // namespace coterie::client
