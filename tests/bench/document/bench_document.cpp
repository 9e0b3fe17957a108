// Writing in a document of 1 MB: what a key press, a scrolled frame, a jump and other people's edits cost until they
// are painted, with the software renderer.
//
// Usage: bench_document [OUT.json]. A real window of 1280 x 800 on whatever display there is. Each figure is the
// processor time of the GUI thread from the event to the end of the frame that shows it, and the wall time beside it.
#include "editorwindow.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;
using testing::EditorWindow;

namespace {

constexpr qsizetype documentUnits = 1'000'000;
constexpr int patienceMillis = 10'000;

double processorMillis()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr double pageBytes = 4096;
    return file.readAll().split(' ').value(1).toDouble() * pageBytes / 1e6;
}

/// What people write: headings, paragraphs with styles, lists, tasks, tables, code.
QString sampleDocument()
{
    QRandomGenerator random(1);
    const QStringList words {u"the"_s, u"harbour"_s, u"plan"_s, u"**goes**"_s, u"out"_s, u"when"_s, u"a"_s,
        u"*newcomer*"_s, u"can"_s, u"install"_s, u"it"_s, u"`code`"_s, u"and"_s, u"[invite](https://example.org/i)"_s,
        u"friends"_s};
    const auto sentence = [&](int count) {
        QString text;
        for (int i = 0; i < count; ++i)
            text += words[random.bounded(int(words.size()))] + u' ';
        return text + u'\n';
    };
    QString text;
    while (text.size() < documentUnits) {
        text += u"## "_s + sentence(4) + u'\n' + sentence(30) + sentence(12) + u'\n';
        for (int i = 0; i < 8; ++i)
            text +=
                (i % 2 == 0 ? u"- [ ] "_s : u"- "_s) + sentence(6) + (i % 3 == 0 ? u"  - "_s + sentence(4) : QString());
        text += u"\n> "_s + sentence(10) + u"\n| a | b | c |\n| - | -: | - |\n"_s;
        for (int i = 0; i < 4; ++i)
            text += u"| rope | %1 | shed |\n"_s.arg(random.bounded(1000));
        text += u"\n```cpp\nint main() { // begin\n    return \"text\".size() + 42;\n}\n```\n\n"_s;
    }
    return text;
}

class Bench
{
public:
    explicit Bench(EditorWindow &window)
    {
        QObject::connect(
            &window.window(), &QQuickWindow::frameSwapped, &window.window(), [this] { ++m_frames; },
            Qt::DirectConnection);
    }

    /// Does something and waits for the frame after it.
    void measure(const QString &what, int times, const std::function<void(int)> &act)
    {
        std::vector<double> processor;
        std::vector<double> wall;
        for (int i = -5; i < times; ++i) {
            QElapsedTimer clock;
            clock.start();
            const double before = processorMillis();
            const int frames = m_frames;
            act(i);
            while (m_frames == frames && clock.elapsed() < patienceMillis)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (i < 0)
                continue; // not warm yet
            processor.push_back(processorMillis() - before);
            wall.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        tell(what, std::move(processor), std::move(wall));
    }

    void tell(const QString &what, std::vector<double> processor, std::vector<double> wall)
    {
        std::ranges::sort(processor);
        std::ranges::sort(wall);
        const auto at = [](const std::vector<double> &values, double q) {
            return values[std::size_t(q * double(values.size() - 1))];
        };
        std::printf("%-44s %8.2f %8.2f %8.2f %8.2f\n", qPrintable(what), at(processor, 0.5), at(processor, 0.99),
            at(wall, 0.5), at(wall, 0.99));
        m_results[what] = QJsonObject {{u"processorP50"_s, at(processor, 0.5)},
            {u"processorP99"_s, at(processor, 0.99)}, {u"wallP50"_s, at(wall, 0.5)}, {u"wallP99"_s, at(wall, 0.99)}};
    }

    QJsonObject &results() { return m_results; }

private:
    QJsonObject m_results;
    int m_frames = 0;
};

void measureOpening(Bench &bench, EditorWindow &window, const QString &text)
{
    bench.measure(u"open to first frame"_s, 9, [&](int) { window.source().setText(text); });
}

void measureTyping(Bench &bench, EditorWindow &window)
{
    const int middle = int(window.text().indexOf(u"harbour"_s, window.text().size() / 2));
    window.editor().select(middle, middle);
    window.settle();
    bench.measure(u"key press to frame"_s, 400, [&](int) { QTest::keyClick(&window.window(), 'x'); });
    bench.measure(u"Enter to frame"_s, 200, [&](int) { QTest::keyClick(&window.window(), Qt::Key_Return); });
    bench.measure(u"Backspace to frame"_s, 200, [&](int) { QTest::keyClick(&window.window(), Qt::Key_Backspace); });
    bench.measure(u"caret down to frame"_s, 300, [&](int) { QTest::keyClick(&window.window(), Qt::Key_Down); });
    window.editor().setSearchText(u"harbour"_s);
    QTest::qWait(300); // it has been looked through
    bench.measure(
        u"key press to frame, a search going on"_s, 200, [&](int) { QTest::keyClick(&window.window(), 'x'); });
    window.editor().setSearchText({});
}

void measureScrolling(Bench &bench, EditorWindow &window)
{
    document::DocumentEditor &editor = window.editor();
    editor.setContentY(20'000);
    window.settle();
    bench.measure(u"scrolled by 60 px"_s, 400, [&](int) { editor.setContentY(editor.contentY() + 60); });
    bench.measure(u"flung by 400 px"_s, 400, [&](int) { editor.setContentY(editor.contentY() + 400); });
    bench.measure(u"flung back by 400 px"_s, 300, [&](int) { editor.setContentY(editor.contentY() - 400); });
    QRandomGenerator random(2);
    bench.measure(
        u"jump to any place"_s, 200, [&](int) { editor.scrollTo(random.bounded(int(window.text().size()))); });
    bench.measure(
        u"jump to the end and back"_s, 60, [&](int i) { editor.scrollTo(i % 2 == 0 ? int(window.text().size()) : 0); });
}

void measureOthers(Bench &bench, EditorWindow &window)
{
    document::DocumentEditor &editor = window.editor();
    editor.scrollTo(int(window.text().size() / 2));
    window.settle();
    const int seen = editor.positionAt(640, 300);
    bench.measure(u"remote edit to its painted caret"_s, 200, [&](int i) {
        window.source().othersReplace(seen, 0, u"y"_s);
        window.source().setCarets({{.client = 1,
            .userId = u"m"_s,
            .name = u"Mina"_s,
            .color = Qt::darkBlue,
            .anchor = seen + i % 9 + 5,
            .head = seen + i % 9 + 5}});
    });
    bench.measure(u"remote edit far above"_s, 200, [&](int) { window.source().othersReplace(50, 0, u"line\n"_s); });
    bench.measure(u"50 remote carets moving"_s, 200, [&](int i) {
        QList<collab::RemoteCaret> carets;
        for (int client = 1; client <= 50; ++client) {
            const qsizetype at = seen + client * 7 + i % 5;
            carets.append({.client = quint64(client),
                .userId = u"m"_s,
                .name = u"Person %1"_s.arg(client),
                .color = QColor::fromHsv(client * 7, 200, 150),
                .anchor = at - client % 4,
                .head = at});
        }
        window.source().setCarets(carets);
    });
    window.source().setCarets({});
}

void measureLongLine(Bench &bench, EditorWindow &window)
{
    window.source().setText(u"words of a line that does not end "_s.repeated(3000) + u"\nlast"_s);
    window.editor().select(50'000, 50'000);
    window.settle();
    bench.measure(u"key press in a line of 100,000 units"_s, 200, [&](int) { QTest::keyClick(&window.window(), 'x'); });
}

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    EditorWindow window(u"# Ready\n"_s, {1280, 800});
    window.editor().setHeaderHeight(100);
    const QString text = sampleDocument();
    Bench bench(window);
    const double before = residentMegabytes();
    window.source().setText(text);
    window.settle();
    const double grown = residentMegabytes() - before;
    std::printf("%lld units, %d lines; it takes %.1f MB\n", static_cast<long long>(text.size()),
        window.editor().text().lines().count(), grown);
    std::printf("%-44s %8s %8s %8s %8s\n", "milliseconds", "cpu p50", "cpu p99", "wall p50", "wall p99");
    measureOpening(bench, window, text);
    measureTyping(bench, window);
    measureScrolling(bench, window);
    measureOthers(bench, window);
    measureLongLine(bench, window);
    bench.results()[u"residentMegabytes"_s] = grown;
    if (QFile out(QCoreApplication::arguments().value(1)); argc > 1 && out.open(QIODevice::WriteOnly))
        out.write(QJsonDocument(bench.results()).toJson());
    return 0;
}
