#include "renderer.h"

#include <QDir>
#include <QQuickWindow>

namespace coterie::desktop {

using namespace Qt::StringLiterals;

namespace {

// Every Linux driver that can draw offers a render node; asking OpenGL itself would cost what we want to save.
bool hasGraphicsHardware()
{
#ifdef Q_OS_LINUX
    return !QDir(u"/dev/dri"_s).entryList({u"renderD*"_s}, QDir::System).isEmpty();
#else
    return true;
#endif
}

} // namespace

void chooseRenderer()
{
    if (qEnvironmentVariableIsSet("QT_QUICK_BACKEND") || qEnvironmentVariableIsSet("QSG_RHI_BACKEND"))
        return;
    if (qEnvironmentVariable("LIBGL_ALWAYS_SOFTWARE") == "1"_L1 || !hasGraphicsHardware())
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

} // namespace coterie::desktop
