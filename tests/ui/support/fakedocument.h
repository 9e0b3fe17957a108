#pragma once

#include "viewmodel/engine.h"

#include <QPointer>
#include <QTimer>

/// A document as the engine gives it, without thread, disk or network: what is stored comes at once, what is pushed is
/// written down, and the test plays the others.
namespace coterie::testing {

class FakeDocument final : public viewmodel::DocumentLink
{
public:
    explicit FakeDocument(QByteArray state, client::DocumentSync sync) : m_sync(std::move(sync))
    {
        // As the engine does: never inside the call that opens it.
        QTimer::singleShot(0, this, [this, state = std::move(state)] {
            Q_EMIT loaded(state);
            Q_EMIT syncChanged(m_sync);
        });
    }
    [[nodiscard]] client::DocumentSync sync() const override { return m_sync; }
    void push(const QByteArray &update) override { pushed.append(update); }
    void pushAwareness(const QByteArray &update) override { told.append(update); }
    void setSync(const client::DocumentSync &sync)
    {
        m_sync = sync;
        Q_EMIT syncChanged(sync);
    }

    QList<QByteArray> pushed;
    QList<QByteArray> told;

private:
    client::DocumentSync m_sync;
};

} // namespace coterie::testing
