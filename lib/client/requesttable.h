#pragma once

#include "protocol/requests.h"

#include <QHash>

#include <functional>

namespace coterie::client {

/// Requests on the link that wait for their answer. Engine thread.
class RequestTable
{
public:
    /// The answer's payload, the server's error, or Unavailable when the link went first.
    using Handler = std::function<void(Result<QJsonObject>)>;

    [[nodiscard]] QString add(Handler handler)
    {
        const QString id = QStringLiteral("r-%1").arg(++m_last);
        m_waiting.insert(id, std::move(handler));
        return id;
    }

    /// False: nobody here asked.
    bool answer(const QString &id, Result<QJsonObject> payload)
    {
        if (const auto handler = m_waiting.take(id)) {
            handler(std::move(payload));
            return true;
        }
        return false;
    }

    [[nodiscard]] bool isEmpty() const { return m_waiting.isEmpty(); }

    void failAll(const Error &error)
    {
        for (const Handler &handler : std::exchange(m_waiting, {}))
            handler(error);
    }

private:
    int m_last = 0;
    QHash<QString, Handler> m_waiting;
};

} // namespace coterie::client
