// The software renderer paints anew only what the scene graph says has changed. What has come to the window so, frame
// after frame, is what the whole picture would be.
#include "boardwindow.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coterie;
using testing::BoardWindow;

namespace {

/// The same with every pixel painted anew, because there was nothing.
QImage whole(BoardWindow &window)
{
    window.view().setVisible(false);
    (void)window.grab();
    window.view().setVisible(true);
    window.frame();
    return window.grab();
}

} // namespace

class TestBoardRepaint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repaintsTheGridWhereNothingElseIs();
    void repaintsThroughRandomWork();
};

void TestBoardRepaint::repaintsTheGridWhereNothingElseIs()
{
    BoardWindow window({400, 300});
    window.view().setGridVisible(true);
    window.settle();
    const QImage before = window.grab();
    window.view().panBy({7, 5});
    window.settle();
    const QImage after = window.grab();
    QVERIFY(after != before);
    QCOMPARE(after.copy(7, 5, 390, 290), before.copy(0, 0, 390, 290));
}

void TestBoardRepaint::repaintsThroughRandomWork()
{
    BoardWindow window({640, 480});
    window.view().setGridVisible(true);
    QRandomGenerator random(5);
    for (int i = 0; i < 40; ++i) {
        board::Shape shape;
        shape.type = static_cast<board::ShapeType>(random.bounded(4, 9));
        shape.x = random.bounded(600) - 300;
        shape.y = random.bounded(400) - 200;
        shape.w = 20 + random.bounded(120);
        shape.h = 20 + random.bounded(90);
        switch (random.bounded(5)) {
        case 0: window.view().panBy({random.bounded(81) - 40.0, random.bounded(61) - 30.0}); break;
        case 1: window.view().zoomAt({320, 240}, random.bounded(2) == 0 ? 1.25 : 0.8); break;
        case 2: window.others().add({shape}); break;
        case 3:
            window.board().finishStroke(window.board().beginStroke(
                shape, {{float(shape.x), float(shape.y)}, {float(shape.x + shape.w), float(shape.y + shape.h)}}));
            break;
        case 4:
            if (const auto shapes = window.board().scene().onPage({}); !shapes.isEmpty())
                window.board().remove({shapes[random.bounded(int(shapes.size()))]->id});
            break;
        }
        window.settle();
        const QImage shown = window.grab();
        QVERIFY2(shown == whole(window), qPrintable(QStringLiteral("after step %1").arg(i)));
    }
}

QTEST_MAIN(TestBoardRepaint)
#include "tst_boardrepaint.moc"
