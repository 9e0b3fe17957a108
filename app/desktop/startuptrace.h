#pragma once

#include <QByteArrayView>

namespace coterie::desktop {

/// With --trace-startup: one JSON line on standard output per step, `{"startup":STEP,"ms":N}`, counted from the start
/// of the process as the operating system knows it.
class StartupTrace
{
public:
    explicit StartupTrace(bool enabled);
    void mark(QByteArrayView step) const;

private:
    bool m_enabled;
};

} // namespace coterie::desktop
