#include "viewmodel/appsettings.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#include <cmath>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

AppSettings::AppSettings(const QString &path, QObject *parent) : QObject(parent), m_file(path, QSettings::IniFormat)
{
    if (qGuiApp)
        qGuiApp->installEventFilter(this);
}

bool AppSettings::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qGuiApp && theme() == Theme::System)
        Q_EMIT themeChanged();
    return QObject::eventFilter(watched, event);
}

AppSettings::Theme AppSettings::theme() const
{
    const QString name = text("theme");
    if (name == "light"_L1)
        return Theme::Light;
    if (name == "dark"_L1)
        return Theme::Dark;
    return name == "contrast"_L1 ? Theme::HighContrast : Theme::System;
}

void AppSettings::setTheme(Theme theme)
{
    switch (theme) {
    case Theme::System: return setText("theme", u"system"_s, &AppSettings::themeChanged);
    case Theme::Light: return setText("theme", u"light"_s, &AppSettings::themeChanged);
    case Theme::Dark: return setText("theme", u"dark"_s, &AppSettings::themeChanged);
    case Theme::HighContrast: return setText("theme", u"contrast"_s, &AppSettings::themeChanged);
    }
}

bool AppSettings::isDark() const
{
    switch (theme()) {
    case Theme::Light: return false;
    case Theme::Dark: return true;
    case Theme::System:
    case Theme::HighContrast: break; // both follow the desktop; QStyleHints::colorScheme() would need Qt 6.5
    }
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

double AppSettings::zoom() const
{
    bool ok = false;
    const double zoom = m_file.value(u"zoom"_s, 1.0).toDouble(&ok);
    return ok && std::isfinite(zoom) ? std::clamp(zoom, SmallestZoom, LargestZoom) : 1.0;
}

void AppSettings::setZoom(double zoom)
{
    if (!std::isfinite(zoom))
        return;
    const double rounded = std::round(std::clamp(zoom, SmallestZoom, LargestZoom) * 100) / 100;
    if (qFuzzyCompare(rounded, this->zoom()))
        return;
    m_file.setValue(u"zoom"_s, rounded);
    Q_EMIT zoomChanged();
}

void AppSettings::zoomIn()
{
    setZoom(zoom() + 0.1);
}

void AppSettings::zoomOut()
{
    setZoom(zoom() - 0.1);
}

void AppSettings::zoomReset()
{
    setZoom(1.0);
}

bool AppSettings::reducedMotion() const
{
    return !animations() || qEnvironmentVariableIntValue("COTERIE_REDUCED_MOTION") != 0;
}

bool AppSettings::flag(const char *key, bool fallback) const
{
    return m_file.value(QLatin1StringView(key), fallback).toBool();
}

void AppSettings::setFlag(const char *key, bool on, bool fallback, Signal changed)
{
    if (on == flag(key, fallback))
        return;
    m_file.setValue(QLatin1StringView(key), on);
    Q_EMIT(this->*changed)();
}

void AppSettings::rememberWindow(int x, int y, int width, int height, QWindow::Visibility visibility)
{
    m_file.setValue(u"window/maximized"_s, visibility == QWindow::Maximized);
    if (visibility == QWindow::Windowed)
        m_file.setValue(u"window/place"_s, QRect(x, y, width, height));
}

QString AppSettings::text(const char *key) const
{
    return m_file.value(QLatin1StringView(key)).toString();
}

void AppSettings::setText(const char *key, const QString &value, Signal changed)
{
    if (value == text(key))
        return;
    m_file.setValue(QLatin1StringView(key), value);
    Q_EMIT(this->*changed)();
}

QStringList AppSettings::list(const char *key) const
{
    return m_file.value(QLatin1StringView(key)).toStringList();
}

void AppSettings::setList(const char *key, const QStringList &value, Signal changed)
{
    if (value == list(key))
        return;
    m_file.setValue(QLatin1StringView(key), value);
    Q_EMIT(this->*changed)();
}

} // namespace coterie::viewmodel
