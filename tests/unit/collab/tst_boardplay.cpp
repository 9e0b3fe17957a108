#include "board/order.h"
#include "board/outline.h"
#include "boardplayer.h"

#include <QTest>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace coterie;
using coterie::testing::BoardPlayer;
using coterie::testing::difference;
using coterie::testing::everything;

namespace {

constexpr int Players = 5;

/// Five people on one board who do everything there is to do, now and then without a link.
class Play
{
public:
    explicit Play(quint32 seed) : m_random(seed)
    {
        for (int i = 0; i < Players; ++i)
            m_players.push_back(std::make_unique<BoardPlayer>(m_clock, 100 + static_cast<crdt::ClientId>(i)));
    }

    /// Empty while all is well.
    [[nodiscard]] const QString &complaint() const { return m_complaint; }

    void run(int steps)
    {
        for (int step = 0; step < steps && m_complaint.isEmpty(); ++step) {
            const int who = number(Players);
            act(who, *m_players[static_cast<std::size_t>(who)]);
            m_clock.advance(Millis {100});
            if (number(40) == 0)
                m_isOnline[static_cast<std::size_t>(who)] = !m_isOnline[static_cast<std::size_t>(who)];
            if (number(3) == 0)
                deliver();
        }
        finish();
    }

private:
    int number(int below) { return static_cast<int>(m_random() % static_cast<quint32>(below)); }
    double place() { return number(4000) - 2000; }

    void complain(const QString &words)
    {
        if (m_complaint.isEmpty())
            m_complaint = words;
    }

    /// What is said goes to all, whoever is off gets it later. Everybody gets everybody's words in their order.
    void deliver()
    {
        for (std::size_t from = 0; from < Players; ++from) {
            if (!m_isOnline[from])
                continue;
            for (const QByteArray &update : std::exchange(m_players[from]->said, {})) {
                for (std::size_t to = 0; to < Players; ++to) {
                    if (to != from)
                        m_waiting[to].append(update);
                }
            }
        }
        for (std::size_t to = 0; to < Players; ++to) {
            if (m_isOnline[to] && !m_waiting[to].isEmpty())
                m_players[to]->receive(std::exchange(m_waiting[to], {}));
        }
    }

    std::optional<board::Shape> anyShape(BoardPlayer &player)
    {
        const QList<board::Page> pages = player.board.scene().pages();
        const auto shapes = player.board.scene().onPage(pages[number(static_cast<int>(pages.size()))].id);
        if (shapes.isEmpty())
            return {};
        return *shapes[number(static_cast<int>(shapes.size()))];
    }

    board::Shape newShape(BoardPlayer &player)
    {
        constexpr std::array Types {board::ShapeType::Rectangle, board::ShapeType::Ellipse, board::ShapeType::Diamond,
            board::ShapeType::Note, board::ShapeType::Text, board::ShapeType::Frame, board::ShapeType::Arrow,
            board::ShapeType::Pen};
        board::Shape shape;
        shape.id = board::ShapeId(u"s%1"_s.arg(++m_shapes));
        shape.type = Types[static_cast<std::size_t>(number(static_cast<int>(Types.size())))];
        const QList<board::Page> pages = player.board.scene().pages();
        shape.page = pages[number(static_cast<int>(pages.size()))].id;
        if (isConnector(shape.type) || isStroke(shape.type)) {
            board::setPointsOnBoard(shape,
                {{static_cast<float>(place()), static_cast<float>(place()), 0.5F},
                    {static_cast<float>(place()), static_cast<float>(place()), 0.25F}});
            for (auto *binding : {&shape.start, &shape.end}) {
                const auto target = anyShape(player);
                if (isConnector(shape.type) && target && number(2) == 0)
                    *binding = board::Binding {target->id, 0.5, number(3) / 2.0};
            }
            return shape;
        }
        shape.x = place();
        shape.y = place();
        shape.w = 20 + number(300);
        shape.h = 20 + number(300);
        if (const auto frame = anyShape(player); frame && frame->type == board::ShapeType::Frame && number(2) == 0)
            shape.frame = frame->id;
        return shape;
    }

    void change(BoardPlayer &player, board::Shape shape)
    {
        switch (number(9)) {
        case 0:
        case 1:
            shape.x += place() / 10;
            shape.y += place() / 10;
            break;
        case 2:
            shape.w = 10 + number(400);
            shape.h = 10 + number(400);
            break;
        case 3: shape.rotation = number(360) - 179; break;
        case 4: shape.style.stroke = number(2) == 0 ? u"red"_s : u"blue"_s; break;
        case 5: shape.style.opacity = number(5) / 4.0; break;
        case 6: shape.groups = number(2) == 0 ? QStringList {} : QStringList {u"g%1"_s.arg(number(3))}; break;
        case 7:
            shape.z = board::keyBetween(player.board.scene().topZ(shape.page), {}, static_cast<quint32>(m_random()));
            break;
        case 8: shape.locked = !shape.locked; break;
        }
        player.board.update({shape});
    }

    /// Everybody has a letter of their own and takes away no others: what undo gives back is one's own since.
    void type(int who, BoardPlayer &player, const board::Shape &shape)
    {
        QString text = shape.text;
        const int at = number(static_cast<int>(text.size()) + 1);
        const qsizetype own = text.indexOf(QChar(u'a' + who), at);
        if (number(3) == 0 && own >= 0)
            text.remove(own, 1);
        else
            text.insert(at, QString(1 + number(3), QChar(u'a' + who)));
        player.board.setText(shape.id, text);
    }

    void draw(BoardPlayer &player)
    {
        board::Shape shape;
        shape.id = board::ShapeId(u"s%1"_s.arg(++m_shapes));
        shape.type = board::ShapeType::Pen;
        float x = static_cast<float>(place());
        const auto some = [&] {
            board::Points points;
            for (int i = 0; i < 4; ++i)
                points.push_back({x += 3, static_cast<float>(number(40)), static_cast<float>(number(25)) / 24});
            return points;
        };
        m_drawing[&player] = player.board.beginStroke(shape, some());
        for (int i = number(4); i > 0; --i)
            player.board.extendStroke(m_drawing[&player], some());
        player.board.finishStroke(m_drawing[&player]);
    }

    void turnPages(BoardPlayer &player)
    {
        const QList<board::Page> pages = player.board.scene().pages();
        const board::PageId page = pages[number(static_cast<int>(pages.size()))].id;
        switch (number(6)) {
        case 0:
        case 1: player.board.addPage(u"page"_s); break;
        case 2: player.board.renamePage(page, u"name %1"_s.arg(number(9))); break;
        case 3: player.board.movePage(page, number(static_cast<int>(pages.size()))); break;
        case 4:
            if (number(4) == 0)
                player.board.removePage(page);
            break;
        case 5: (void)player.board.addImage("\x89PNG\r\n\x1a\n" + QByteArray::number(number(3))); break;
        }
    }

    void edit(int who, BoardPlayer &player)
    {
        const auto shape = anyShape(player);
        switch (number(12)) {
        case 0:
        case 1: player.board.add({newShape(player)}); break;
        case 2: player.board.add({newShape(player), newShape(player)}); break;
        case 3: draw(player); break;
        case 4: turnPages(player); break;
        case 5:
            if (shape)
                player.board.remove({shape->id});
            break;
        case 6:
        case 7:
            if (shape)
                type(who, player, *shape);
            break;
        default:
            if (shape)
                change(player, *shape);
        }
    }

    static QString lettersOfOthers(int who, const QString &text)
    {
        QString others;
        for (const QChar letter : text) {
            if (letter != QChar(u'a' + who))
                others += letter;
        }
        return others;
    }

    static bool isWithin(const QString &part, const QString &whole)
    {
        qsizetype at = 0;
        for (const QChar letter : whole)
            at += at < part.size() && part[at] == letter ? 1 : 0;
        return at == part.size();
    }

    void undo(int who, BoardPlayer &player)
    {
        const auto before = everything(player.board.scene());
        player.board.undo();
        const auto after = everything(player.board.scene());
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            if (player.everRemoved.contains(it.key()))
                continue; // what was brought back is one's own since
            const board::ShapePtr now = after.value(it.key());
            if (now && !isWithin(lettersOfOthers(who, (*it)->text), lettersOfOthers(who, now->text)))
                complain(u"undo took letters of others from "_s + it.key().value());
            if (!now && !lettersOfOthers(who, (*it)->text).isEmpty())
                complain(u"undo took a shape with letters of others: "_s + it.key().value());
        }
    }

    /// A step that nobody interferes with is taken back to what was there, and given back as it was.
    void undoExactly(int who, BoardPlayer &player)
    {
        player.board.letGo(); // what others did to what is held is there once it was touched
        const auto before = everything(player.board.scene());
        const QList<board::Page> pages = player.board.scene().pages();
        const qsizetype said = player.said.size();
        player.board.beginStep();
        for (int i = 1 + number(4); i > 0; --i)
            edit(who, player);
        player.board.endStep();
        const auto after = everything(player.board.scene());
        if (player.said.size() == said
            || (difference(before, after).isEmpty() && pages == player.board.scene().pages()))
            return; // it came to nothing
        player.board.undo();
        if (const QString what = difference(before, everything(player.board.scene())); !what.isEmpty())
            complain(u"undo does not restore: "_s + what);
        if (pages != player.board.scene().pages())
            complain(u"undo does not restore the pages"_s);
        player.board.redo();
        if (const QString what = difference(after, everything(player.board.scene())); !what.isEmpty())
            complain(u"redo does not restore: "_s + what);
    }

    void act(int who, BoardPlayer &player)
    {
        switch (number(14)) {
        case 0: undo(who, player); break;
        case 1: player.board.redo(); break;
        case 2: undoExactly(who, player); break;
        case 3:
            if (const auto shape = anyShape(player))
                player.board.hold({shape->id});
            break;
        case 4: player.board.letGo(); break;
        default: edit(who, player);
        }
    }

    void finish()
    {
        m_isOnline.fill(true);
        deliver();
        deliver();
        QSet<board::ShapeId> added;
        QSet<board::ShapeId> removed;
        for (const auto &player : m_players) {
            player->board.letGo();
            added += player->everAdded;
            removed += player->everRemoved;
        }
        const auto everybodys = everything(m_players.front()->board.scene());
        for (const board::ShapeId &id : added - removed) {
            if (!m_players.front()->board.scene().find(id))
                complain(u"lost, and nobody removed it: "_s + id.value());
        }
        for (const auto &player : m_players) {
            if (!(player->content() == m_players.front()->content()))
                complain(u"the documents are not the same"_s);
            checkScene(*player, everybodys);
        }
    }

    void checkScene(BoardPlayer &player, const QHash<board::ShapeId, board::ShapePtr> &everybodys)
    {
        const board::Scene &kept = player.board.scene();
        const board::Scene read = board::readScene(player.doc);
        if (const QString what = difference(everything(kept), everything(read)); !what.isEmpty())
            complain(u"the scene is not what the document says: "_s + what);
        if (const QString what = difference(everything(kept), everybodys); !what.isEmpty())
            complain(u"the scenes are not the same: "_s + what);
        if (kept.count() != read.count() || kept.pages() != read.pages())
            complain(u"the scene counts otherwise than the document"_s);
        for (const board::Page &page : kept.pages()) {
            if (kept.bounds(page.id) != read.bounds(page.id) || kept.topZ(page.id) != read.topZ(page.id)
                || kept.bottomZ(page.id) != read.bottomZ(page.id))
                complain(u"the scene's bounds or order are not those of the document"_s);
        }
        const crdt::Map shapes = player.doc.map(board::shapesRoot);
        shapes.forEach([&](std::u16string_view, const crdt::Value &value) {
            for (const QString &key : board::constantKeys()) {
                if (!crdt::Map(std::get<crdt::SharedType>(value)).has(viewOf(key)))
                    complain(u"a shape has no "_s + key);
            }
        });
    }

    std::mt19937 m_random;
    ManualClock m_clock;
    std::vector<std::unique_ptr<BoardPlayer>> m_players;
    std::array<QList<QByteArray>, Players> m_waiting;
    std::array<bool, Players> m_isOnline {true, true, true, true, true};
    QHash<BoardPlayer *, board::ShapeId> m_drawing;
    int m_shapes = 0;
    QString m_complaint;
};

} // namespace

/// COTERIE_SEEDS=N plays N boards instead of a few, COTERIE_SEED=S the one of that seed.
class TestBoardPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void play();
};

void TestBoardPlay::play()
{
    constexpr int Few = 40;
    constexpr int Steps = 250;
    const bool isOne = qEnvironmentVariableIsSet("COTERIE_SEED");
    const int first = isOne ? qEnvironmentVariableIntValue("COTERIE_SEED") : 1;
    const int asked = qEnvironmentVariableIntValue("COTERIE_SEEDS");
    const int count = isOne ? 1 : asked > 0 ? asked : Few;
    for (int seed = first; seed < first + count; ++seed) {
        Play play(static_cast<quint32>(seed));
        play.run(Steps);
        QVERIFY2(play.complaint().isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(play.complaint())));
    }
}

QTEST_GUILESS_MAIN(TestBoardPlay)
#include "tst_boardplay.moc"
