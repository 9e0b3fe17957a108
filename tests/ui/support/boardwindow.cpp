#include "boardwindow.h"

#include "Coterie/Ui/ui.h"
#include "drawing/shapepainter.h"

#include <QPainter>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;

namespace coterie::testing {

BoardWindow::BoardWindow(QSize size, drawing::Palette palette, std::unique_ptr<boardview::BoardView> view)
    : m_other({.userId = u"mina"_s, .name = u"Mina"_s, .color = Qt::darkBlue}, m_clock)
    , m_window(std::make_unique<QQuickWindow>())
    , m_view(view ? std::move(view) : std::make_unique<boardview::BoardView>())
{
    ui::install(m_engine);
    ui::installRemainingFonts();
    m_other.load({});
    QObject::connect(&m_other, &collab::SharedDocument::edited, &m_other, [this](const QByteArray &update) {
        m_waiting.append(update);
        if (!m_isHeld)
            release();
    });
    QObject::connect(&m_other, &collab::SharedDocument::awarenessTold, &m_other,
        [this](const QByteArray &update) { m_own->receiveAwareness(update); });
    m_look.dark = palette.dark;
    m_look.highContrast = palette.highContrast;
    m_look.family = u"Inter"_s;
    m_look.accent = palette.accent();
    m_look.ground = palette.ground();
    m_look.glide = 0;
    m_window->resize(size);
    m_window->setColor(palette.ground());
    m_view->setParentItem(m_window->contentItem());
    m_view->setSize(size);
    m_view->setLook(&m_look);
    m_view->setGridVisible(false);
    load({});
    QObject::connect(
        m_window.get(), &QQuickWindow::frameSwapped, m_window.get(), [this] { ++m_frames; }, Qt::DirectConnection);
    m_window->show();
    (void)QTest::qWaitForWindowExposed(m_window.get());
    settle();
}

BoardWindow::~BoardWindow() = default;

void BoardWindow::load(const QByteArray &state)
{
    auto document = std::make_unique<collab::BoardDocument>(
        collab::Person {.userId = u"alex"_s, .name = u"Alex"_s, .color = Qt::darkGreen}, m_clock);
    QObject::connect(document.get(), &collab::SharedDocument::edited, &m_other,
        [this](const QByteArray &update) { m_other.receive(update); });
    QObject::connect(document.get(), &collab::SharedDocument::awarenessTold, &m_other,
        [this](const QByteArray &update) { m_other.receiveAwareness(update); });
    document->load(state);
    m_view->setBoard(&document->board());
    m_own = std::move(document);
    m_own->linkOpened();
    m_other.linkOpened();
}

void BoardWindow::release()
{
    m_isHeld = false;
    for (const QByteArray &update : std::exchange(m_waiting, {}))
        m_own->receive(update);
}

void BoardWindow::frame()
{
    const int before = m_frames;
    m_view->polish();
    (void)QTest::qWaitFor([&] { return m_frames != before; });
}

void BoardWindow::settle()
{
    frame();
    (void)QTest::qWaitFor([this] { return m_view->isSettled(); });
    frame();
}

QImage BoardWindow::grab()
{
    return m_window->grabWindow().convertToFormat(QImage::Format_RGB32);
}

QImage BoardWindow::expected()
{
    const boardview::Viewport &viewport = m_view->viewport();
    const drawing::Palette palette = m_look.palette();
    const drawing::PaintContext context {palette, m_view->images().get(), viewport.scale(), m_look.family};
    const QList<board::ShapePtr> shapes = board().scene().onPage(m_view->pageId());
    // On nothing, as tiles are: letters on an opaque ground are a little lighter.
    const QImage picture =
        drawing::paintPicture(shapes, viewport.visible(), viewport.scale(), context, Qt::transparent);
    QImage result(picture.size(), QImage::Format_RGB32);
    result.fill(palette.ground());
    QPainter(&result).drawImage(0, 0, picture);
    return result;
}

} // namespace coterie::testing
