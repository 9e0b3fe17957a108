#pragma once

#include "Coterie/board/boardcanvas.h"
#include "board/boardcodec.h"
#include "boardsamples.h"
#include "collab/boarddocument.h"
#include "samplescript.h"
#include "screen.h"
#include "viewmodel/boardmodel.h"

#include <QAccessible>
#include <QTest>

#include <map>
#include <memory>

/// design/board.png: Onboarding flow is open, with three others on it who really draw: each is a document of their own,
/// joined to the open one by what the engine would carry.
namespace coterie::testing {

inline board::Shape boxOf(board::ShapeType type, const char *id, const QRectF &place, const QString &text = {})
{
    board::Shape shape = box(type, place, text);
    shape.id = board::ShapeId(QString::fromLatin1(id));
    return shape;
}

inline board::Shape noteOf(const char *id, QPointF at, const char *colour, const QString &text)
{
    board::Shape note = boxOf(board::ShapeType::Note, id, {at, QSizeF(150, 130)}, text);
    note.style.fill = QString::fromLatin1(colour);
    note.style.align = board::Align::Left;
    return note;
}

inline board::Shape arrowBetween(const char *id, const char *from, const char *to, QRectF box)
{
    board::Shape arrow = boxOf(board::ShapeType::Arrow, id, box);
    arrow.points = std::make_shared<const board::Points>(
        board::Points {{.x = 0, .y = 0}, {.x = float(box.width()), .y = float(box.height())}});
    arrow.style.endHead = board::Head::Arrow;
    arrow.start = {.shape = board::ShapeId(QString::fromLatin1(from)), .u = 1, .v = 0.5};
    arrow.end = {.shape = board::ShapeId(QString::fromLatin1(to)), .u = 0, .v = 0.5};
    return arrow;
}

inline QList<board::Shape> onboardingFlow()
{
    using Type = board::ShapeType;
    return {boxOf(Type::Rectangle, "welcome", {90, 120, 190, 110}, QStringLiteral("Welcome")),
        boxOf(Type::Rectangle, "host", {400, 120, 190, 110}, QStringLiteral("Host or join")),
        boxOf(Type::Rectangle, "first", {690, 120, 200, 110}, QStringLiteral("First message")),
        arrowBetween("to-host", "welcome", "host", {280, 175, 120, 0}),
        arrowBetween("to-first", "host", "first", {590, 175, 100, 0}),
        noteOf("note-1", {120, 300}, "yellow", QStringLiteral("One sentence, one button.")),
        noteOf("note-2", {300, 320}, "blue", QStringLiteral("Skip accounts on your own machine")),
        noteOf("note-3", {500, 300}, "green", QStringLiteral("Show a teammate’s cursor at once"))};
}

inline board::Points curl()
{
    const QList<QPointF> way {{700, 330}, {722, 310}, {755, 314}, {771, 352}, {752, 392}, {729, 434}, {754, 450},
        {801, 442}, {833, 405}, {845, 372}, {842, 350}};
    board::Points points;
    for (const QPointF &at : way)
        points.push_back({.x = float(at.x()), .y = float(at.y())});
    return points;
}

class BoardStage
{
public:
    explicit BoardStage(const QList<board::Shape> &shapes = onboardingFlow(), int width = 1280, int height = 800)
        : m_author({.userId = QStringLiteral("lena"), .name = QStringLiteral("Lena"), .color = {}}, m_clock)
    {
        m_author.load({});
        m_author.setTitle(QStringLiteral("Onboarding flow"));
        if (!shapes.isEmpty())
            m_author.board().add(shapes);
        script.app->settings()->setAnimations(false);
        script.openWorkspace();
        script.engine->documentStates.insert(docId(), m_author.state());
        screen = std::make_unique<Screen>(*script.app);
        screen->resize(width, height);
    }

    void open()
    {
        workspace().openDocument(docId().value());
        (void)QTest::qWaitFor(
            [this] { return model() && model()->state() != viewmodel::OpenDocumentModel::State::Loading; });
        settle();
    }

    /// Somebody comes in, from what the open board has.
    collab::BoardDocument &join(const QString &userId, const QString &name, const QString &color)
    {
        auto &peer = m_peers[userId];
        peer = std::make_unique<collab::BoardDocument>(
            collab::Person {.userId = userId, .name = name, .color = QColor(color)}, m_clock);
        FakeDocument *link = script.engine->document;
        QObject::connect(peer.get(), &collab::SharedDocument::edited, link,
            [link](const QByteArray &update) { Q_EMIT link->received(update); });
        QObject::connect(peer.get(), &collab::SharedDocument::awarenessTold, link,
            [link](const QByteArray &update) { Q_EMIT link->awarenessReceived(update); });
        peer->load(m_author.state());
        catchUp(*peer);
        tell(*peer); // alone they would tell nothing of themselves
        return *peer;
    }
    /// As in the picture: Mina points, Theo has a note selected, Sara has drawn.
    void joinEverybody()
    {
        collab::BoardDocument &mina = join(QStringLiteral("mina"), QStringLiteral("Mina"), QStringLiteral("#7C4DBE"));
        collab::BoardDocument &theo = join(QStringLiteral("theo"), QStringLiteral("Theo"), QStringLiteral("#2E7D4F"));
        collab::BoardDocument &sara = join(QStringLiteral("sara"), QStringLiteral("Sara"), QStringLiteral("#B8336A"));
        for (collab::BoardDocument *peer : {&mina, &theo, &sara})
            tell(*peer); // who is alone keeps the pointer to oneself
        mina.presence().setPointer(QPointF(331, 265));
        theo.presence().setPointer(QPointF(619, 473));
        theo.presence().setSelection({board::ShapeId(QStringLiteral("note-3"))});
        board::Shape stroke;
        stroke.type = board::ShapeType::Pen;
        stroke.style.stroke = QStringLiteral("pink");
        stroke.style.width = 4;
        const board::ShapeId id = sara.board().beginStroke(stroke, curl());
        sara.board().finishStroke(id);
        sara.presence().setTool(QStringLiteral("pen"));
        sara.presence().setPointer(QPointF(847, 349));
        const bool isComplete = QTest::qWaitFor([&] {
            const auto &peers = model()->presence()->peers();
            return peers.size() == 3 && scene().find(id)
                && std::ranges::all_of(peers, [](const collab::BoardPeer &peer) { return peer.pointer.has_value(); });
        });
        if (!isComplete)
            qWarning("Not everybody came to the board.");
        settle();
    }
    /// What was done here goes to them.
    void catchUp(collab::BoardDocument &peer)
    {
        for (const QByteArray &update : script.engine->document->pushed)
            peer.receive(update);
    }
    /// What was told here goes to them, too.
    void tell(collab::BoardDocument &peer)
    {
        for (const QByteArray &update : script.engine->document->told)
            peer.receiveAwareness(update);
    }
    void settle() const
    {
        (void)screen->grab();
        if (boardview::BoardCanvas *shown = canvas())
            (void)QTest::qWaitFor([shown] { return !shown->isPainting(); });
        (void)screen->grab();
    }
    void setSync(const client::DocumentSync &sync) const
    {
        script.engine->document->setSync(sync);
        settle();
    }
    void drag(QPointF from, QPointF to) const ///< on the board, with the left button
    {
        const auto at = [this](QPointF place) { return canvas()->mapToScene(canvas()->toView(place)).toPoint(); };
        QTest::mousePress(screen->window(), Qt::LeftButton, {}, at(from));
        for (int step = 1; step <= 5; ++step)
            QTest::mouseMove(screen->window(), at(from + (to - from) * step / 5));
        QTest::mouseRelease(screen->window(), Qt::LeftButton, {}, at(to));
        QCoreApplication::processEvents();
    }
    void click(QPointF place) const
    {
        QTest::mouseClick(
            screen->window(), Qt::LeftButton, {}, canvas()->mapToScene(canvas()->toView(place)).toPoint());
        QCoreApplication::processEvents();
    }
    /// Presses what has this name for a screen reader; false: there is none.
    [[nodiscard]] bool press(const QString &name) const
    {
        for (QAccessibleInterface *entry : accessibleTree(QAccessible::queryAccessibleInterface(screen->window()))) {
            if (entry->text(QAccessible::Name) != name || !entry->actionInterface())
                continue;
            entry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
            QCoreApplication::processEvents();
            return true;
        }
        return false;
    }

    [[nodiscard]] viewmodel::Workspace &workspace() const { return *script.app->workspace(); }
    [[nodiscard]] viewmodel::BoardModel *model() const { return workspace().board(); }
    [[nodiscard]] collab::SharedBoard &board() const { return *model()->board(); }
    [[nodiscard]] const board::Scene &scene() const { return board().scene(); }
    [[nodiscard]] boardview::BoardCanvas *canvas() const
    {
        return qobject_cast<boardview::BoardCanvas *>(screen->find(QStringLiteral("coterie::boardview::BoardCanvas")));
    }
    [[nodiscard]] static protocol::DocumentId docId() { return protocol::DocumentId(QStringLiteral("onboarding")); }
    [[nodiscard]] QByteArray authored() const { return m_author.state(); }

    SampleScript script;
    std::unique_ptr<Screen> screen;

private:
    ManualClock m_clock;
    collab::BoardDocument m_author;
    std::map<QString, std::unique_ptr<collab::BoardDocument>> m_peers;
};

} // namespace coterie::testing

#define VERIFY_NO_WARNINGS(stage)                                                                                      \
    QVERIFY2((stage).screen->warnings().isEmpty(), qPrintable((stage).screen->warnings().join(QChar(u'\n'))))
