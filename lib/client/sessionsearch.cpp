#include "client/session.h"

#include "protocol/validation.h"

#include <QCoreApplication>

// Searching, and filling the index in the pauses.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr Millis indexDelay {50}; // after something was stored
constexpr Millis indexPause {12}; // between two slices: what comes in meanwhile is dealt with
constexpr Millis indexBudget {4}; // a slice; nobody waits longer for the engine than this
constexpr int indexSlice = 200;
constexpr int rememberedHits = 1'000;

} // namespace

void Session::searchLater()
{
    if (!m_indexTimer.isActive())
        m_indexTimer.start(indexDelay);
}

void Session::index()
{
    bool isMore = false;
    m_store->transact([&] {
        isMore = m_store->search().indexSome(indexSlice, indexBudget);
        if (!isMore)
            isMore = m_store->search().mergeSome();
    });
    if (isMore)
        m_indexTimer.start(indexPause);
}

search::Query Session::queryOf(const SearchAsk &ask)
{
    search::Query query = search::parse(ask.text, search::Place::here(m_clock.wallNow()));
    search::resolve(query,
        {.people =
                [this](const QString &name) {
                    QList<UserId> people;
                    if (name.compare("me"_L1, Qt::CaseInsensitive) == 0)
                        people.append(m_self.userId);
                    for (const Presence &person : m_people.all()) {
                        if (person.userId.value() == name || search::isNamed(name, person.username))
                            people.append(person.userId);
                    }
                    if (search::isNamed(name, m_self.username) && !people.contains(m_self.userId))
                        people.append(m_self.userId);
                    return people;
                },
            .rooms =
                [this](const QString &name) {
                    QList<RoomId> rooms;
                    for (const RoomId &id : m_rooms->ids()) {
                        if (id.value() == name || search::isNamed(name, m_rooms->find(id)->stored.room.name))
                            rooms.append(id);
                    }
                    return rooms;
                }});
    if (ask.roomId)
        query.rooms = {*ask.roomId};
    if (ask.before)
        query.before = std::min(query.before.value_or(*ask.before), *ask.before);
    return query;
}

void Session::search(quint64 number, const SearchAsk &ask, std::function<void(SearchAnswer)> reply)
{
    const search::Query query = queryOf(ask);
    if (query.isEmpty() || !query.problem.isEmpty()) {
        SearchAnswer nothing;
        nothing.problem = query.problem;
        reply(std::move(nothing));
        return;
    }
    if (!m_store->isPersistent()) { // the tables are in memory, where no second connection sees them
        foundHere(ask, query, m_store->search().find(query, 0, ask.limit), reply);
        return;
    }
    if (!m_search)
        m_search = std::make_unique<SearchWorker>(m_config.storePath);
    m_search->find(number, query, ask.limit,
        [this, ask, query, reply](const store::SearchHits &hits) { foundHere(ask, query, hits, reply); });
}

void Session::cancelSearch(quint64 number)
{
    if (m_search)
        m_search->cancel(number);
}

void Session::foundHere(const SearchAsk &ask, const search::Query &query, const store::SearchHits &hits,
    const std::function<void(SearchAnswer)> &reply)
{
    SearchPart here {hits.messages, hits.next != 0};
    if (here.messages.size() > ask.limit) { // what is not indexed yet was found beside a whole page of the index
        here.messages.resize(ask.limit);
        here.hasMore = true;
    }
    SearchAnswer answer;
    answer.messages = here.messages;
    answer.hasMore = here.hasMore;
    const bool canAsk = isOnline() && !m_link.dialect(); // a plain server cannot search
    answer.onlyHere = !canAsk;
    const auto progress = m_store->search().progress();
    if (progress.remaining > 0 && progress.total > 0)
        answer.indexed = static_cast<int>(100 * (progress.total - progress.remaining) / progress.total);
    const bool asksServer = ask.where == SearchAsk::Where::Everywhere && canAsk;
    answer.isFinal = !asksServer;
    reply(answer);
    if (!asksServer)
        return;
    Search request {.query = search::toText(query)};
    request.before = query.before;
    request.after = query.after;
    request.limit = std::clamp(ask.limit, 1, maxSearchPage);
    this->request(request,
        [this, answer, here = std::move(here), limit = *request.limit, reply](
            const Result<QJsonObject> &payload) mutable {
            const auto found = payload ? searchResultsFromJson(*payload) : Result<SearchResults>(payload.error());
            answer.isFinal = true;
            if (found) {
                const SearchPart all = merged(here, {found->messages, found->messages.size() >= limit});
                answer.messages = all.messages;
                answer.hasMore = all.hasMore;
                remember(found->messages);
            } else {
                answer.onlyHere = true;
                if (found.error().code != Errc::Unavailable)
                    answer.problem = QString::fromStdString(found.error().message);
            }
            reply(answer);
        });
}

/// Where the server's hits are: they can be opened although they are not stored here.
void Session::remember(const QList<Message> &messages)
{
    if (m_hitSeqs.size() > rememberedHits)
        m_hitSeqs.clear();
    for (const Message &message : messages)
        m_hitSeqs.insert(message.messageId, message.seq);
}

} // namespace coterie::client
