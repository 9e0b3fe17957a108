#include "screenshots.h"

#include "viewmodel/appmodel.h"

#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QKeyEvent>
#include <QQuickItem>
#include <QQuickWindow>

#include <cstdio>

namespace coterie::desktop {

using namespace Qt::StringLiterals;
using viewmodel::AppSettings;
using viewmodel::Workspace;

namespace {

constexpr QSize usual(1280, 800);
constexpr QSize narrow(900, 600);
constexpr QSize large(1600, 1000);
constexpr int pollMillis = 100;
constexpr int roomPatience = 150; // polls: 15 s for the demo to be set up

} // namespace

Screenshots::Screenshots(viewmodel::AppModel &model, QQuickWindow &window, QString folder)
    : m_model(model)
    , m_window(window)
    , m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::next);
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "The folder for the pictures cannot be made: %s\n", qPrintable(m_folder));
        Q_EMIT finished(1);
        return;
    }
    plan();
    m_timer.start(0);
}

void Screenshots::plan()
{
    const auto size = [this](QSize wanted) { return [this, wanted] { m_window.resize(wanted); }; };
    const auto theme = [this](AppSettings::Theme wanted) {
        return [this, wanted] { m_model.settings()->setTheme(wanted); };
    };
    m_steps.push_back({{}, size(usual)});
    m_steps.push_back({{}, theme(AppSettings::Theme::Light)});
    m_steps.push_back({u"welcome-light"_s, [] {}});
    m_steps.push_back({u"welcome-dark"_s, theme(AppSettings::Theme::Dark)});
    m_steps.push_back({{}, theme(AppSettings::Theme::Light)});
    m_steps.push_back({u"welcome-narrow"_s, size(narrow)});
    m_steps.push_back({{}, size(usual)});
    m_steps.push_back({{}, [this] { Q_EMIT demoWanted(); }});
    planScreens(u"light"_s, AppSettings::Theme::Light);
    planScreens(u"dark"_s, AppSettings::Theme::Dark);
    m_steps.push_back({u"room-high-contrast"_s, theme(AppSettings::Theme::HighContrast)});
    m_steps.push_back({{}, [this] { open(u"board"_s, u"Onboarding flow"_s); }, 1500});
    m_steps.push_back({u"board-high-contrast"_s, [this] { press(Qt::Key_Tab); }});
    m_steps.push_back({u"board-twice-as-large"_s, [this] { m_model.settings()->setZoom(2); }, 700});
    m_steps.push_back({{}, [this] { m_model.settings()->setZoom(1); }});
    m_steps.push_back({{}, [this] { Q_EMIT offlineWanted(); }, 3500});
    m_steps.push_back({u"board-offline-dark"_s, theme(AppSettings::Theme::Dark), 700});
    m_steps.push_back({{}, [this] { m_model.workspace()->setPage(Workspace::Page::Room); }});
    m_steps.push_back({u"room-offline-dark"_s,
        [this, theme] {
            theme(AppSettings::Theme::Dark)();
            writeOffline();
        },
        1500});
    m_steps.push_back({u"room-offline-light"_s, theme(AppSettings::Theme::Light)});
}

void Screenshots::planScreens(const QString &suffix, AppSettings::Theme theme)
{
    const auto page = [this](Workspace::Page wanted) {
        return [this, wanted] {
            if (Workspace *workspace = m_model.workspace())
                workspace->setPage(wanted);
        };
    };
    const auto overlay = [this](const QString &file) { return [this, file] { showOverlay(file); }; };
    const auto size = [this](QSize wanted) { return [this, wanted] { m_window.resize(wanted); }; };
    m_steps.push_back({{}, [this, theme] { m_model.settings()->setTheme(theme); }});
    m_steps.push_back({u"room-"_s + suffix, page(Workspace::Page::Room), 900});
    m_steps.push_back({u"room-large-"_s + suffix, size(large), 700});
    m_steps.push_back({u"room-narrow-"_s + suffix, size(narrow), 700});
    m_steps.push_back({{}, size(usual)});
    m_steps.push_back({u"notifications-"_s + suffix, page(Workspace::Page::Notifications)});
    m_steps.push_back({u"settings-"_s + suffix, page(Workspace::Page::Settings)});
    m_steps.push_back({{}, [this] { open(u"document"_s, u"Launch plan"_s); }, 1500});
    m_steps.push_back({u"document-"_s + suffix, [] {}, 300});
    m_steps.push_back({u"document-narrow-"_s + suffix, size(narrow), 700});
    m_steps.push_back({u"document-large-"_s + suffix, size(large), 700});
    m_steps.push_back({{}, size(usual)});
    planBoard(suffix);
    m_steps.push_back({{}, page(Workspace::Page::Room)});
    m_steps.push_back({u"jump-"_s + suffix, [this] {
                           showOverlay(u"JumpBox.qml"_s);
                           if (m_model.workspace() != nullptr)
                               m_model.workspace()->jump()->setQuery(u"lau"_s);
                       }});
    m_steps.push_back({u"new-room-"_s + suffix, overlay(u"CreateRoomDialog.qml"_s)});
    m_steps.push_back({u"shortcuts-"_s + suffix, overlay(u"ShortcutsDialog.qml"_s)});
    m_steps.push_back({{}, overlay({})});
}

// Others point and have something selected, and so does the person here.
void Screenshots::planBoard(const QString &suffix)
{
    const auto size = [this](QSize wanted) { return [this, wanted] { m_window.resize(wanted); }; };
    const auto pane = [this](const QString &name) {
        return [this, name] { QMetaObject::invokeMethod(boardPage(), "showPane", Q_ARG(QString, name)); };
    };
    m_steps.push_back({{}, [this] { open(u"board"_s, u"Onboarding flow"_s); }, 2500});
    m_steps.push_back({u"board-"_s + suffix, [] {}, 300});
    m_steps.push_back({u"board-selected-"_s + suffix, [this] { press(Qt::Key_Tab); }, 300});
    m_steps.push_back({u"board-large-"_s + suffix, size(large), 700});
    m_steps.push_back({u"board-narrow-"_s + suffix, size(narrow), 700});
    m_steps.push_back({{}, size(usual)});
    m_steps.push_back({u"board-overview-"_s + suffix, [this] { showOverview(true); }});
    m_steps.push_back({{}, [this] { showOverview(false); }});
    m_steps.push_back({{}, [this] { keepVersion(tr("Before the review")); }});
    m_steps.push_back({{}, [this] { keepVersion(tr("As it was agreed")); }});
    m_steps.push_back({u"board-versions-"_s + suffix, pane(u"versions"_s), 900});
    m_steps.push_back({u"board-past-"_s + suffix, [this] { showPast(); }, 900});
    m_steps.push_back({{}, pane({})});
    m_steps.push_back({u"board-export-"_s + suffix,
        [this] { QMetaObject::invokeMethod(boardPage(), "showDialog", Q_ARG(QString, u"BoardExportDialog.qml"_s)); }});
    m_steps.push_back({{}, [this] { press(Qt::Key_Escape); }});
    m_steps.push_back({u"board-frames-"_s + suffix, [this] { open(u"board"_s, u"Launch week"_s); }, 1500});
}

void Screenshots::next()
{
    const viewmodel::AppModel::Stage stage = m_model.stage();
    const bool opening = stage == viewmodel::AppModel::Stage::Opening
        || (stage == viewmodel::AppModel::Stage::Workspace
            && (m_model.workspace()->room() == nullptr || m_model.workspace()->room()->messages()->isLoading()));
    if (opening && ++m_waits < roomPatience) {
        m_timer.start(pollMillis);
        return;
    }
    if (m_prepared) {
        const QString picture = m_steps[m_next].picture;
        if (!picture.isEmpty())
            take(picture);
        ++m_next;
    }
    m_prepared = m_next < m_steps.size();
    if (!m_prepared) {
        Q_EMIT finished(m_failed ? 1 : 0);
        return;
    }
    m_steps[m_next].prepare();
    m_timer.start(m_steps[m_next].settleMillis);
}

void Screenshots::take(const QString &picture)
{
    const QString path = m_folder + u'/' + picture + u".png"_s;
    if (!m_window.grabWindow().save(path)) {
        std::fprintf(stderr, "The picture cannot be written: %s\n", qPrintable(path));
        m_failed = true;
    }
}

void Screenshots::open(const QString &kind, const QString &title)
{
    Workspace *workspace = m_model.workspace();
    if (workspace == nullptr)
        return;
    workspace->jump()->setQuery(title); // by its name, as a person finds it
    for (int row = 0; row < workspace->jump()->count(); ++row) {
        const QModelIndex index = workspace->jump()->index(row);
        if (workspace->jump()->data(index, int(viewmodel::JumpModel::Role::Kind)).toString() == kind)
            return workspace->jump()->activate(row);
    }
}

viewmodel::BoardModel *Screenshots::boardModel() const
{
    return m_model.workspace() != nullptr ? m_model.workspace()->board() : nullptr;
}

QQuickItem *Screenshots::boardPage() const
{
    return m_window.findChild<QQuickItem *>(u"boardPage"_s);
}

void Screenshots::keepVersion(const QString &name)
{
    if (viewmodel::BoardModel *board = boardModel())
        board->versions()->save(name);
}

void Screenshots::showPast()
{
    if (viewmodel::BoardModel *board = boardModel())
        board->history()->setPosition(0);
}

void Screenshots::showOverview(bool shown)
{
    if (const QQuickItem *page = boardPage())
        if (auto *surface = page->property("surface").value<QQuickItem *>())
            surface->setProperty("mapShown", shown);
}

void Screenshots::press(Qt::Key key)
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_window, &event);
    }
}

void Screenshots::showOverlay(const QString &file)
{
    auto *overlay = m_window.findChild<QQuickItem *>(u"overlay"_s);
    if (overlay == nullptr)
        return;
    QMetaObject::invokeMethod(overlay, "show", Q_ARG(QString, file), Q_ARG(QQuickItem *, nullptr));
}

// What a person does on a train: keeps writing.
void Screenshots::writeOffline()
{
    viewmodel::RoomModel *room = m_model.workspace() != nullptr ? m_model.workspace()->room() : nullptr;
    if (room == nullptr)
        return;
    for (const QString &text : {tr("I will also try it with the cable out."), tr("And this one waits its turn.")}) {
        room->composer()->setText(text);
        room->composer()->send();
    }
}

} // namespace coterie::desktop
