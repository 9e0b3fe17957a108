#include "board/clipboard.h"
#include "boardsamples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using testing::box;

/// Shapes on their way between boards.
class TestBoardClipboard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTrip();
    void rejects_data();
    void rejects();
    void leavesOutWhatMakesNoSense();
    void survivesDamage();

private:
    static board::Clip sample();
};

board::Clip TestBoardClipboard::sample()
{
    board::Clip clip;
    Shape note = box(u"a"_s, {10, 20, 150, 130}, board::ShapeType::Note);
    note.text = u"Grüße\nund mehr"_s;
    note.groups = {u"g"_s};
    note.z.clear();
    Shape image = box(u"b"_s, {200, 20, 64, 64}, board::ShapeType::Image);
    image.image = u"0123456789abcdef0123456789abcdef"_s;
    image.z.clear();
    Shape arrow = testing::path(u"c"_s, board::ShapeType::Arrow, {{0, 0}, {100, 50}});
    arrow.start = board::Binding {note.id, 0.25, 1};
    arrow.z.clear();
    clip.shapes = {note, image, arrow};
    clip.images.insert(image.image, "\x89PNG and more"_ba);
    clip.board = u"board-1"_s;
    return clip;
}

void TestBoardClipboard::roundTrip()
{
    const board::Clip clip = sample();
    const auto read = board::clipFrom(board::toClipboard(clip));
    QVERIFY(read);
    QCOMPARE(read->shapes.size(), clip.shapes.size());
    for (qsizetype i = 0; i < clip.shapes.size(); ++i)
        QVERIFY2(read->shapes[i] == clip.shapes[i], qPrintable(QString::number(i)));
    QCOMPARE(read->images, clip.images);
    QCOMPARE(read->board, clip.board);
}

void TestBoardClipboard::rejects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << "hello"_ba;
    QTest::newRow("a list") << "[1,2]"_ba;
    QTest::newRow("somebody else's JSON") << R"({"type":"excalidraw","elements":[]})"_ba;
    QTest::newRow("cut off") << board::toClipboard(sample()).chopped(10);
}

void TestBoardClipboard::rejects()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!board::clipFrom(bytes));
}

void TestBoardClipboard::leavesOutWhatMakesNoSense()
{
    const auto clip = board::clipFrom(
        R"({"type":"coterie-board","shapes":[7,{},{"id":"a","type":"note","x":1e300,"w":-5},{"type":"note"}],)"
        R"("images":{"k":"","l":17,"m":"AAAA"}})"_ba);
    QVERIFY(clip);
    QCOMPARE(clip->shapes.size(), 1);
    QVERIFY(clip->shapes.front().x <= 1e7);
    QVERIFY(clip->shapes.front().w >= 0);
    QCOMPARE(clip->images.size(), 1);
}

void TestBoardClipboard::survivesDamage()
{
    const QByteArray good = board::toClipboard(sample());
    QRandomGenerator random(3);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 3; ++i)
            bad[random.bounded(bad.size())] = char(random.bounded(32, 127));
        if (const auto clip = board::clipFrom(bad)) {
            for (const Shape &shape : clip->shapes)
                QVERIFY(!shape.id.isEmpty() && shape.w >= 0 && shape.h >= 0);
        }
    }
}

QTEST_GUILESS_MAIN(TestBoardClipboard)
#include "tst_boardclipboard.moc"
