#include "screenshots.h"

#include "viewmodel/appmodel.h"

#include <QDir>
#include <QImage>
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
    m_steps.push_back({{}, [this] { Q_EMIT offlineWanted(); }, 3500});
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
    m_steps.push_back({{}, [this] { openDocument(u"Launch plan"_s); }, 1500});
    m_steps.push_back({u"document-"_s + suffix, [] {}, 300});
    m_steps.push_back({u"document-narrow-"_s + suffix, size(narrow), 700});
    m_steps.push_back({u"document-large-"_s + suffix, size(large), 700});
    m_steps.push_back({{}, size(usual)});
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

void Screenshots::openDocument(const QString &title)
{
    Workspace *workspace = m_model.workspace();
    if (workspace == nullptr)
        return;
    workspace->jump()->setQuery(title); // by its name, as a person finds it
    for (int row = 0; row < workspace->jump()->count(); ++row) {
        const QModelIndex index = workspace->jump()->index(row);
        if (workspace->jump()->data(index, int(viewmodel::JumpModel::Role::Kind)).toString() == u"document"_s)
            return workspace->jump()->activate(row);
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
