#include "board/clipboard.h"
#include "canvaswindow.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Copied, pasted and dropped: shapes, words, pictures, between boards and programs.
class TestBoardPaste : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void copiesAndPastes();
    void pastesBetweenBoards();
    void pastesWhatOthersCopy();
    void putsPicturesOnTheBoard();
    void dropsLandUnderThePointer();
    void dropsFiles();
    void readOnlyBoardsTakeNoDrop();
};

namespace {

/// Drags it over the window and lets it go there, as a system does; false: nobody wanted it.
bool drop(CanvasWindow &window, QMimeData &data, QPointF place)
{
    const QPoint at = window.canvas().toView(place).toPoint();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &move);
    QDropEvent dropped(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &dropped);
    return dropped.isAccepted();
}

QImage wide()
{
    QImage picture(320, 160, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    return picture;
}

} // namespace

void TestBoardPaste::copiesAndPastes()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80}, u"Words"_s);
    window.click({150, 140});
    window.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Words"_s); // for other programs
    window.key(Qt::Key_V, Qt::ControlModifier);
    const ShapePtr copy = window.selected();
    QVERIFY(copy && copy->id != a);
    QCOMPARE(copy->text, u"Words"_s);
    QVERIFY(copy->box().topLeft() != window.shape(a)->box().topLeft()); // beside, not over it
    window.key(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(window.selected()->box().topLeft() != copy->box().topLeft());
    window.key(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(window.shapes().size(), 4);
    window.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(window.shapes().size(), 3);
    window.canvas().pasteAt(700, 500);
    QVERIFY((window.selected()->centre() - window.canvas().toBoard(QPointF(700, 500))).manhattanLength() < 2);
    QVERIFY(window.inStep());
}

void TestBoardPaste::pastesBetweenBoards()
{
    CanvasWindow from;
    const ShapeId a = from.add(ShapeType::Note, {5100, 100, 100, 80}, u"One"_s);
    const ShapeId b = from.add(ShapeType::Note, {5400, 100, 100, 80});
    board::Shape arrow;
    arrow.type = ShapeType::Arrow;
    arrow.points = std::make_shared<const board::Points>(board::Points {{0, 0}, {200, 0}});
    arrow.start = board::Binding {.shape = a};
    arrow.end = board::Binding {.shape = b};
    from.board().add({arrow});
    from.canvas().selectAll();
    from.canvas().group();
    from.canvas().copy();
    CanvasWindow to;
    to.canvas().paste();
    const QList<ShapePtr> pasted = to.shapes();
    QCOMPARE(pasted.size(), 3);
    QCOMPARE(to.canvas().selectionCount(), 3);
    for (const ShapePtr &shape : pasted) {
        QVERIFY(to.canvas().visibleArea().intersects(shape->box().adjusted(-1, -1, 1, 1))); // where one looks
        QCOMPARE(shape->groups, pasted.front()->groups);
        QCOMPARE(shape->groups.size(), 1);
        if (shape->type == ShapeType::Arrow)
            QVERIFY(to.shape(shape->start->shape) && to.shape(shape->end->shape));
    }
    to.canvas().undo();
    QVERIFY(to.shapes().isEmpty());
}

void TestBoardPaste::pastesWhatOthersCopy()
{
    CanvasWindow window;
    QGuiApplication::clipboard()->setText(u"Some words\nof two lines"_s);
    window.canvas().paste();
    const ShapePtr text = window.onlyShape();
    QVERIFY(text && text->type == ShapeType::Text);
    QCOMPARE(text->text, u"Some words\nof two lines"_s);
    QVERIFY(text->h > 2 * text->style.fontSize);
    window.canvas().undo();
    QGuiApplication::clipboard()->setText(
        uR"({"type":"excalidraw/clipboard","elements":[{"id":"a","type":"rectangle","x":10,"y":20,"width":80,"height":40}]})"_s);
    window.canvas().paste();
    const ShapePtr box = window.onlyShape();
    QVERIFY(box && box->type == ShapeType::Rectangle);
    QCOMPARE(box->w, 80.0);
    window.canvas().undo();
    auto hostile = std::make_unique<QMimeData>();
    hostile->setData(
        QString::fromLatin1(board::clipboardType), "{\"type\":\"coterie-board\",\"shapes\":[{\"id\":1}"_ba);
    QGuiApplication::clipboard()->setMimeData(hostile.release());
    window.canvas().paste();
    QVERIFY(window.shapes().isEmpty());
}

void TestBoardPaste::putsPicturesOnTheBoard()
{
    CanvasWindow window;
    QImage picture(1600, 800, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QGuiApplication::clipboard()->setImage(picture);
    window.canvas().paste();
    QTRY_VERIFY(window.onlyShape());
    const ShapePtr pasted = window.onlyShape();
    QCOMPARE(pasted->type, ShapeType::Image);
    QCOMPARE(pasted->w, 2 * pasted->h);
    QVERIFY(!window.board().image(pasted->image).isEmpty());
    QVERIFY(window.inStep());
    QTRY_VERIFY(!window.others().image(pasted->image).isEmpty());
    QTemporaryDir folder;
    QVERIFY(picture.save(folder.filePath(u"picture.png"_s)));
    window.canvas().insertImage(QUrl::fromLocalFile(folder.filePath(u"picture.png"_s)));
    QTRY_COMPARE(window.shapes().size(), 2);
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    window.canvas().insertImage(QUrl::fromLocalFile(folder.filePath(u"missing.png"_s)));
    QTRY_COMPARE(notices.size(), 1);
    QCOMPARE(window.shapes().size(), 2);
    window.canvas().copyAsPicture();
    QTRY_COMPARE(notices.size(), 2);
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void TestBoardPaste::dropsLandUnderThePointer()
{
    CanvasWindow window;
    QMimeData picture;
    picture.setImageData(wide());
    QVERIFY(drop(window, picture, {300, 250}));
    QTRY_VERIFY(window.onlyShape());
    const ShapePtr image = window.onlyShape();
    QCOMPARE(image->type, ShapeType::Image);
    QCOMPARE(image->centre(), QPointF(300, 250));
    QCOMPARE(image->w, 2 * image->h);
    QVERIFY(window.canvas().hasActiveFocus());
    window.settle(); // it is seen
    QTRY_COMPARE(window.grab().pixelColor(window.canvas().toView(QPointF(300, 250)).toPoint()), QColor(Qt::darkCyan));
    QVERIFY(window.inStep());
    window.canvas().undo();
    QVERIFY(window.shapes().isEmpty());
    QMimeData words;
    words.setText(u"Some words"_s);
    QVERIFY(drop(window, words, {500, 400}));
    QVERIFY(window.onlyShape() && window.onlyShape()->type == ShapeType::Text);
    QVERIFY((window.onlyShape()->centre() - QPointF(500, 400)).manhattanLength() < 2);
    QMimeData nothing;
    nothing.setData(u"application/x-other"_s, "other"_ba);
    QVERIFY(!drop(window, nothing, {500, 400}));
}

void TestBoardPaste::dropsFiles()
{
    CanvasWindow window;
    QTemporaryDir folder;
    QVERIFY(wide().save(folder.filePath(u"picture.png"_s)));
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write(
        u"box.svg"_s, R"(<svg xmlns="http://www.w3.org/2000/svg"><rect x="5" y="5" width="90" height="40"/></svg>)"_ba);
    write(u"box.excalidraw"_s,
        R"({"type":"excalidraw","elements":[{"id":"a","type":"ellipse","x":10,"y":20,"width":80,"height":40}]})"_ba);
    const auto dropFile = [&](const QString &name) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.filePath(name))});
        QVERIFY(drop(window, data, {400, 300}));
    };
    const QList<std::pair<QString, ShapeType>> files {{u"picture.png"_s, ShapeType::Image},
        {u"box.svg"_s, ShapeType::Rectangle}, {u"box.excalidraw"_s, ShapeType::Ellipse}};
    for (const auto &[name, type] : files) {
        dropFile(name);
        QTRY_VERIFY2(window.onlyShape(), qPrintable(name));
        QCOMPARE(window.onlyShape()->type, type);
        QVERIFY((window.onlyShape()->centre() - QPointF(400, 300)).manhattanLength() < 2);
        window.canvas().undo();
        QVERIFY(window.shapes().isEmpty());
    }
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    write(u"broken.svg"_s, "<svg"_ba);
    write(u"broken.png"_s, "no picture"_ba);
    dropFile(u"broken.svg"_s);
    QTRY_COMPARE(notices.size(), 1);
    dropFile(u"broken.png"_s);
    QTRY_COMPARE(notices.size(), 2);
    QVERIFY(window.shapes().isEmpty());
}

void TestBoardPaste::readOnlyBoardsTakeNoDrop()
{
    CanvasWindow window;
    window.board().setReadOnly(true);
    QMimeData words;
    words.setText(u"Some words"_s);
    QVERIFY(!drop(window, words, {500, 400}));
    QVERIFY(window.shapes().isEmpty());
}

QTEST_MAIN(TestBoardPaste)
#include "tst_boardpaste.moc"
