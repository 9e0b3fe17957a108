#include "boardhand.h"
#include "boardplayer.h"

#include <QTest>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace coterie;
using coterie::testing::BoardHand;
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
        for (int i = 0; i < Players; ++i) {
            m_players.push_back(std::make_unique<BoardPlayer>(m_clock, 100 + static_cast<crdt::ClientId>(i)));
            m_hands.emplace_back(m_players.back()->board, m_random, QChar(u'a' + i), m_shapes);
        }
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
    void undoExactly(BoardHand &hand, BoardPlayer &player)
    {
        player.board.letGo(); // what others did to what is held is there once it was touched
        const auto before = everything(player.board.scene());
        const QList<board::Page> pages = player.board.scene().pages();
        const qsizetype said = player.said.size();
        player.board.beginStep();
        for (int i = 1 + number(4); i > 0; --i)
            hand.edit();
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
        BoardHand &hand = m_hands[static_cast<std::size_t>(who)];
        switch (number(14)) {
        case 0: undo(who, player); break;
        case 1: player.board.redo(); break;
        case 2: undoExactly(hand, player); break;
        case 3:
            if (const auto shape = hand.anyShape())
                player.board.hold({shape->id});
            break;
        case 4: player.board.letGo(); break;
        default: hand.edit();
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
    std::vector<BoardHand> m_hands;
    std::array<QList<QByteArray>, Players> m_waiting;
    std::array<bool, Players> m_isOnline {true, true, true, true, true};
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
