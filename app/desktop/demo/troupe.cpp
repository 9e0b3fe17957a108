#include "demo/troupe.h"

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis firstAct {2500};
constexpr Millis entrance {600}; // by then everybody is signed in, on any computer that is not very busy
constexpr Millis firstDoodle {1500}; // after the entrance: the board is there by then
constexpr Millis shortestPause {2000};
constexpr std::uint64_t pauseSpread = 3500;
constexpr Millis pointerDuration {15'000};
constexpr int webhookAct = 5; // early enough to be seen in a short visit
constexpr auto busyRoomName = "launch"_L1;

} // namespace

Troupe::Troupe(SampleWorkspace workspace, const QUrl &server, const QHash<QString, QString> &tokensByName,
    std::uint64_t seed, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_random(seed)
{
    for (const SamplePerson &person : m_workspace.people) {
        if (const auto token = tokensByName.constFind(person.name); token != tokensByName.constEnd())
            m_bots.push_back(std::make_unique<Bot>(person, server, *token, m_random.next()));
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Troupe::act);
    m_entrance.setSingleShot(true);
    connect(&m_entrance, &QTimer::timeout, this, [this] {
        enterDocuments();
        enterBoards();
        m_firstDoodle.start(firstDoodle);
    });
    m_firstDoodle.setSingleShot(true);
    connect(&m_firstDoodle, &QTimer::timeout, this, &Troupe::draw);
}

Troupe::~Troupe() = default;

void Troupe::begin()
{
    m_entrance.start(entrance);
    m_timer.start(firstAct);
}

void Troupe::pause()
{
    m_timer.stop();
}

Bot &Troupe::anyone()
{
    return *m_bots[static_cast<std::size_t>(m_random.below(m_bots.size()))];
}

void Troupe::act()
{
    if (m_bots.empty())
        return;
    ++m_acts;
    if (m_acts == webhookAct)
        Q_EMIT webhookWanted();
    else if (m_acts % 2 == 1)
        speak();
    else {
        if (m_acts % 4 == 0)
            draw();
        switch (m_random.below(6)) {
        case 0: anyone().reactToLatest(QString(busyRoomName)); break;
        case 1: anyone().voteInLatestPoll(); break;
        case 5: write(); break;
        case 2: anyone().typeALittle(QString(busyRoomName)); break;
        case 3: {
            Bot &bot = anyone();
            bot.setAway(!bot.isAway());
            break;
        }
        default:
            for (const auto &bot : m_bots) {
                bot->wanderOnBoard();
                if (m_workspace.pointers.contains(bot->name()))
                    bot->wander(QString(busyRoomName), pointerDuration);
            }
        }
    }
    m_timer.start(shortestPause + Millis {static_cast<Millis::rep>(m_random.below(pauseSpread))});
}

// The lines follow each other like a conversation and start over when they are through.
void Troupe::speak()
{
    if (m_workspace.chatter.isEmpty())
        return;
    const SampleMessage &line = m_workspace.chatter[m_line++ % m_workspace.chatter.size()];
    if (Bot *speaker = named(line.by))
        speaker->say(line.room, line.text);
}

Bot *Troupe::named(const QString &name)
{
    const auto found = std::ranges::find_if(m_bots, [&name](const auto &bot) { return bot->name() == name; });
    return found == m_bots.end() ? nullptr : found->get();
}

void Troupe::enterDocuments()
{
    for (const SampleDocument &document : std::as_const(m_workspace.documents)) {
        if (Bot *author = named(document.by))
            author->makeDocument(document);
        for (const SampleCaret &caret : document.carets) {
            if (Bot *reader = named(caret.by))
                reader->openDocument(document.title, caret);
        }
    }
}

void Troupe::enterBoards()
{
    for (const SampleBoard &board : std::as_const(m_workspace.boards)) {
        if (Bot *author = named(board.by))
            author->makeBoard(board);
        for (const SampleHover &hover : board.hovers) {
            if (Bot *visitor = named(hover.by))
                visitor->openBoard(board.title, hover);
        }
    }
}

void Troupe::draw()
{
    if (m_workspace.doodles.isEmpty())
        return;
    const SampleDoodle &doodle = m_workspace.doodles[m_doodle++ % m_workspace.doodles.size()];
    if (Bot *artist = named(doodle.by))
        artist->draw(doodle);
}

void Troupe::write()
{
    if (m_workspace.edits.isEmpty())
        return;
    const SampleEdit &edit = m_workspace.edits[m_edit++ % m_workspace.edits.size()];
    if (Bot *writer = named(edit.by))
        writer->write(edit);
}

} // namespace coterie::desktop::demo
