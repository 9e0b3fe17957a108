#include "client/documents.h"

#include "client/internal/clientprivate.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace coterie::client {

struct OpenDocument::Private {
    QPointer<Client> client; ///< may be gone before the window is
    Client::Private *engine = nullptr; ///< the client's; as long as that lives
    quint64 number = 0;
    protocol::DocumentId docId;
    DocumentSync known {}; ///< as the engine said last
    DocumentSync now {}; ///< with what is on its way to it
    DocumentSync told {};
    quint64 pushed = 0;
    quint64 onDisk = 0; ///< of those
    QTimer unsaved {};

    [[nodiscard]] DocumentSync truth() const
    {
        DocumentSync sync = known;
        const auto underway = static_cast<int>(pushed - onDisk);
        sync.saved = underway == 0;
        sync.waiting += underway;
        if (underway > 0 && sync.state == DocumentSync::State::InSync)
            sync.state = DocumentSync::State::Syncing;
        return sync;
    }

    template <typename Work>
    void post(Work work)
    {
        if (client)
            engine->post([number = number, work = std::move(work)](Session &s) { work(s.documents(), number); });
    }
};

OpenDocument::OpenDocument(std::unique_ptr<Private> made) : d(std::move(made))
{
    constexpr Millis noticeable {100};
    d->unsaved.setSingleShot(true);
    d->unsaved.setInterval(noticeable);
    connect(&d->unsaved, &QTimer::timeout, this, &OpenDocument::announce);
}

OpenDocument::~OpenDocument()
{
    if (d->client)
        d->engine->windows.remove(d->number);
    d->post([](DocumentBook &book, quint64 number) { book.close(number); });
}

const protocol::DocumentId &OpenDocument::documentId() const
{
    return d->docId;
}

const DocumentSync &OpenDocument::sync() const
{
    return d->now;
}

void OpenDocument::push(const QByteArray &update)
{
    ++d->pushed;
    d->post([update](DocumentBook &book, quint64 number) { book.push(number, update); });
    // What is on its way to the disk waits for the server all the more. Usually it is there before anybody could read
    // that it is not.
    d->now = d->truth();
    if (!d->unsaved.isActive())
        d->unsaved.start();
}

void OpenDocument::pushAwareness(const QByteArray &update)
{
    d->post([update](DocumentBook &book, quint64 number) { book.pushAwareness(number, update); });
}

void OpenDocument::take(const DocumentNews &news)
{
    const QPointer<OpenDocument> alive(this);
    const auto tell = [&alive](auto signal) {
        if (alive)
            signal(*alive);
    };
    d->onDisk = std::max(d->onDisk, news.pushes);
    if (news.loaded)
        tell([&](OpenDocument &o) { Q_EMIT o.loaded(*news.loaded); });
    if (news.linked)
        tell([](OpenDocument &o) { Q_EMIT o.linked(); });
    for (const QByteArray &update : news.received)
        tell([&](OpenDocument &o) { Q_EMIT o.received(update); });
    for (const QByteArray &update : news.awareness)
        tell([&](OpenDocument &o) { Q_EMIT o.awarenessReceived(update); });
    if (news.peersLost)
        tell([](OpenDocument &o) { Q_EMIT o.peersLost(); });
    if (!alive)
        return;
    if (news.sync)
        d->known = *news.sync;
    d->now = d->truth();
    announce();
}

void OpenDocument::announce()
{
    d->unsaved.stop();
    if (std::exchange(d->told, d->now) != d->now)
        Q_EMIT syncChanged(d->now);
}

std::unique_ptr<OpenDocument> Client::openDocument(const protocol::DocumentId &docId, Attendance attendance)
{
    auto made = std::make_unique<OpenDocument::Private>();
    made->client = this;
    made->engine = d.get();
    made->number = ++d->lastWindow;
    made->docId = docId;
    std::unique_ptr<OpenDocument> window(new OpenDocument(std::move(made)));
    d->windows.insert(d->lastWindow, window.get());
    d->post([number = d->lastWindow, docId, attendance](Session &s) { s.documents().open(number, docId, attendance); });
    return window;
}

void Client::Private::hand(const DocumentNews &news)
{
    if (OpenDocument *const window = windows.value(news.number))
        window->take(news);
    post([number = news.number](Session &s) { s.documents().taken(number); });
}

} // namespace coterie::client
