#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>

#include <any>
#include <functional>

namespace coterie::client {

/// The callbacks a caller waits for, kept on the caller's thread: what they captured is never touched elsewhere, and
/// nothing is called after `context` is gone. The engine knows only the number.
class Replies
{
public:
    template <typename T>
    [[nodiscard]] quint64 expect(QObject *context, std::function<void(T)> reply)
    {
        const quint64 number = ++m_last;
        m_waiting.insert(
            number, [guard = QPointer<QObject>(context), reply = std::move(reply)](const std::any &answer) {
                if (const auto *value = std::any_cast<T>(&answer); value != nullptr && guard && reply)
                    reply(*value);
            });
        return number;
    }

    /// `isLast` false: more answers to the same question follow.
    void deliver(quint64 number, const std::any &answer, bool isLast = true)
    {
        if (const auto callback = isLast ? m_waiting.take(number) : m_waiting.value(number))
            callback(answer);
    }

    void forget(quint64 number) { m_waiting.remove(number); }

private:
    quint64 m_last = 0;
    QHash<quint64, std::function<void(const std::any &)>> m_waiting;
};

} // namespace coterie::client
