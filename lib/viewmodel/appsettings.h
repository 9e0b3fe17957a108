#pragma once

#include <QObject>
#include <QRect>
#include <QSettings>
#include <QStringList>
#include <QWindow>
#include <QtQml/qqmlregistration.h>

namespace coterie::viewmodel {

/// What a person has chosen and what is remembered between runs. An INI file; never a secret.
class AppSettings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The application owns its settings.")
    Q_PROPERTY(Theme theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(bool dark READ isDark NOTIFY themeChanged)
    Q_PROPERTY(bool highContrast READ isHighContrast NOTIFY themeChanged)
    Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY zoomChanged)
    Q_PROPERTY(bool compact READ isCompact WRITE setCompact NOTIFY compactChanged)
    Q_PROPERTY(bool animations READ animations WRITE setAnimations NOTIFY animationsChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY animationsChanged)
    Q_PROPERTY(bool membersVisible READ membersVisible WRITE setMembersVisible NOTIFY membersVisibleChanged)
    Q_PROPERTY(QString lastRoom READ lastRoom WRITE setLastRoom NOTIFY lastRoomChanged)
    Q_PROPERTY(bool sendWithEnter READ sendWithEnter WRITE setSendWithEnter NOTIFY sendWithEnterChanged)
    Q_PROPERTY(bool showToasts READ showToasts WRITE setShowToasts NOTIFY showToastsChanged)
    Q_PROPERTY(bool playNoSound READ playNoSound WRITE setPlayNoSound NOTIFY playNoSoundChanged)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QStringList recentEmoji READ recentEmoji WRITE setRecentEmoji NOTIFY recentEmojiChanged)
    Q_PROPERTY(QStringList mutedRooms READ mutedRooms WRITE setMutedRooms NOTIFY mutedRoomsChanged)
public:
    enum class Theme { System, Light, Dark, HighContrast };
    Q_ENUM(Theme)
    static constexpr double SmallestZoom = 0.8;
    static constexpr double LargestZoom = 2.0;

    explicit AppSettings(const QString &path, QObject *parent = nullptr);

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    [[nodiscard]] bool isDark() const; ///< resolved: System follows the desktop
    [[nodiscard]] bool isHighContrast() const { return theme() == Theme::HighContrast; }
    [[nodiscard]] double zoom() const;
    void setZoom(double zoom);
    Q_INVOKABLE void zoomIn();
    Q_INVOKABLE void zoomOut();
    Q_INVOKABLE void zoomReset();
    [[nodiscard]] bool isCompact() const { return flag("compact", false); }
    void setCompact(bool on) { setFlag("compact", on, false, &AppSettings::compactChanged); }
    [[nodiscard]] bool animations() const { return flag("animations", true); }
    void setAnimations(bool on) { setFlag("animations", on, true, &AppSettings::animationsChanged); }
    [[nodiscard]] bool reducedMotion() const;
    /// Where the window was when it was last closed and not maximised; empty before the first time.
    [[nodiscard]] QRect windowPlace() const { return m_file.value(QLatin1StringView("window/place")).toRect(); }
    [[nodiscard]] bool windowMaximized() const { return m_file.value(QLatin1StringView("window/maximized")).toBool(); }
    /// Called as the window closes. A maximised or minimised window leaves the remembered place alone.
    Q_INVOKABLE void rememberWindow(int x, int y, int width, int height, QWindow::Visibility visibility);
    [[nodiscard]] bool membersVisible() const { return flag("membersVisible", true); }
    void setMembersVisible(bool on) { setFlag("membersVisible", on, true, &AppSettings::membersVisibleChanged); }
    [[nodiscard]] QString lastRoom() const { return text("lastRoom"); }
    void setLastRoom(const QString &roomId) { setText("lastRoom", roomId, &AppSettings::lastRoomChanged); }
    [[nodiscard]] bool sendWithEnter() const { return flag("sendWithEnter", true); }
    void setSendWithEnter(bool on) { setFlag("sendWithEnter", on, true, &AppSettings::sendWithEnterChanged); }
    [[nodiscard]] bool showToasts() const { return flag("showToasts", true); }
    void setShowToasts(bool on) { setFlag("showToasts", on, true, &AppSettings::showToastsChanged); }
    [[nodiscard]] bool playNoSound() const { return flag("playNoSound", true); }
    void setPlayNoSound(bool on) { setFlag("playNoSound", on, true, &AppSettings::playNoSoundChanged); }
    [[nodiscard]] QString language() const { return text("language"); } ///< "de"; empty: the system's
    void setLanguage(const QString &code) { setText("language", code, &AppSettings::languageChanged); }
    [[nodiscard]] QStringList recentEmoji() const { return list("recentEmoji"); }
    void setRecentEmoji(const QStringList &emoji) { setList("recentEmoji", emoji, &AppSettings::recentEmojiChanged); }
    [[nodiscard]] QStringList mutedRooms() const { return list("mutedRooms"); }
    void setMutedRooms(const QStringList &rooms) { setList("mutedRooms", rooms, &AppSettings::mutedRoomsChanged); }

    bool eventFilter(QObject *watched, QEvent *event) override; ///< the desktop's colours changed

Q_SIGNALS:
    void themeChanged();
    void zoomChanged();
    void compactChanged();
    void animationsChanged();
    void membersVisibleChanged();
    void lastRoomChanged();
    void sendWithEnterChanged();
    void showToastsChanged();
    void playNoSoundChanged();
    void languageChanged();
    void recentEmojiChanged();
    void mutedRoomsChanged();

private:
    using Signal = void (AppSettings::*)();
    [[nodiscard]] bool flag(const char *key, bool fallback) const;
    void setFlag(const char *key, bool on, bool fallback, Signal changed);
    [[nodiscard]] QString text(const char *key) const;
    void setText(const char *key, const QString &value, Signal changed);
    [[nodiscard]] QStringList list(const char *key) const;
    void setList(const char *key, const QStringList &value, Signal changed);

    QSettings m_file;
};

} // namespace coterie::viewmodel
