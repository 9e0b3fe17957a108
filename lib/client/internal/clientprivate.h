#pragma once

#include "base/random.h"
#include "client/client.h"
#include "client/enginethread.h"
#include "client/replies.h"
#include "client/session.h"

#include <QHash>

namespace coterie::client {

struct Client::Private {
    Client *q = nullptr;
    Replies replies;
    Random random = Random::fromSystem();
    EngineThread thread {QStringLiteral("coterie-engine")};
    std::unique_ptr<Session> session; ///< made, used and destroyed on the engine thread

    template <typename Work>
    void post(Work work)
    {
        thread.post([this, work = std::move(work)]() mutable {
            if (session)
                work(*session);
        });
    }

    /// A callback for the engine thread that hands its value to the caller's thread.
    template <typename T>
    std::function<void(T)> hop(quint64 number)
    {
        return [this, number](T value) {
            QMetaObject::invokeMethod(
                q, [this, number, answer = std::any(std::move(value))] { replies.deliver(number, answer); },
                Qt::QueuedConnection);
        };
    }

    template <typename T, typename Ask>
    void ask(QObject *context, std::function<void(T)> reply, Ask question)
    {
        const quint64 number = replies.expect<T>(context, std::move(reply));
        post([answer = hop<T>(number), question = std::move(question)](
                 Session &s) mutable { question(s, std::move(answer)); });
    }

    QHash<quint64, OpenDocument *> windows; ///< they take themselves out
    quint64 lastWindow = 0;
    void hand(const DocumentNews &news); ///< to the window it is for

    [[nodiscard]] QString newKey() { return QString::fromStdString(random.uuid()); }
};

} // namespace coterie::client
