#pragma once

#include "transport/websocketlink.h"

#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>

namespace coterie::client {

/// Whether a WebSocket opens at an address, at `/ws` or at the address itself, without a token: what is no Coterie
/// server may still be a plain one. One at a time; lives on the thread that made it.
class Knock : public QObject
{
    Q_OBJECT
public:
    using Reply = std::function<void(bool opened)>;

    ~Knock() override;
    void at(const QUrl &base, Reply reply); ///< an earlier one is forgotten; never replies inside the call

private:
    void next();

    QUrl m_base;
    QStringList m_paths;
    Reply m_reply;
    transport::WebSocketLink *m_link = nullptr; ///< ours; may be inside one of its own signals when we are done with it
};

} // namespace coterie::client
