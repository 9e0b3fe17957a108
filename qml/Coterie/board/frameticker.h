#pragma once

#include <QAbstractAnimation>

#include <functional>

namespace coterie::boardview {

/// Calls somebody once a frame, in step with the window, until it is stopped. GUI thread.
class FrameTicker : public QAbstractAnimation
{
public:
    explicit FrameTicker(std::function<void()> tick) : m_tick(std::move(tick)) { }
    [[nodiscard]] int duration() const override { return -1; }

protected:
    void updateCurrentTime(int) override { m_tick(); }

private:
    std::function<void()> m_tick;
};

} // namespace coterie::boardview
