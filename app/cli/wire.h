#pragma once

#include "base/result.h"
#include "client/requesttable.h"
#include "client/serverlink.h"
#include "protocol/notices.h"

#include <QObject>

#include <optional>

namespace coterie::cli {

/// One connection to a workspace, for commands that ask, wait and print. Comes back by itself as every client does.
class Wire : public QObject
{
    Q_OBJECT
public:
    Wire(const QUrl &server, const QString &token, const QString &username = {}); ///< the name: for a plain server

    /// Waits until the session stands. Unauthorized, Forbidden and the like when the server says so, else Unavailable.
    [[nodiscard]] Result<void> connect();
    [[nodiscard]] const protocol::Welcome &welcome() const { return m_welcome; }
    [[nodiscard]] std::optional<protocol::plain::Dialect> dialect() const
    {
        return m_link.dialect();
    } ///< of a plain one

    /// Waits for the answer's payload, or the server's error.
    [[nodiscard]] Result<QJsonObject> ask(const protocol::Request &request);
    void post(const protocol::Request &request, client::RequestTable::Handler handler);
    void tell(const protocol::Request &request); ///< wants no answer

Q_SIGNALS:
    void linkUp(); ///< again: after every reconnect, and at the first time
    void linkDown();
    void stopped(const QString &reason); ///< the server said not to come back
    void arrived(const coterie::protocol::Envelope &envelope); ///< whatever answers nothing

private:
    void statusChanged(const transport::LinkStatus &status);
    void take(const protocol::Envelope &envelope);

    SystemClock m_clock;
    client::ServerLink m_link;
    client::RequestTable m_requests;
    protocol::Welcome m_welcome;
    std::optional<Result<void>> m_first; ///< how the first attempt ended
};

} // namespace coterie::cli
