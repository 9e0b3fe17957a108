#include "client/documentbook.h"

#include <algorithm>

// What is open.
namespace coterie::client {

using protocol::DocumentId;

std::pair<DocumentBook::Entry *, DocumentPort *> DocumentBook::window(quint64 number)
{
    Entry *const entry = find(m_windows.value(number));
    if (entry == nullptr)
        return {nullptr, nullptr};
    const auto port = std::ranges::find(entry->ports, number, [](const auto &open) { return open->number(); });
    return {entry, port == entry->ports.end() ? nullptr : port->get()};
}

void DocumentBook::open(quint64 number, const DocumentId &docId, Attendance attendance)
{
    Entry &entry = entryFor(docId);
    m_windows.insert(number, docId);
    load(docId, entry);
    entry.refusal.clear(); // who opens it wants to know whether it is still so
    DocumentPort &port = *entry.ports.emplace_back(std::make_unique<DocumentPort>(number, attendance, m_deliver));
    port.load(entry.copy->state());
    if (entry.link && entry.link->isLinked()) {
        port.link();
        if (attendance == Attendance::Present)
            entry.link->askAwareness();
    }
    pump();
    tellWindows(entry);
}

void DocumentBook::close(quint64 number)
{
    const DocumentId docId = m_windows.take(number);
    Entry *const entry = find(docId);
    if (entry == nullptr)
        return;
    std::erase_if(entry->ports, [number](const auto &port) { return port->number() == number; });
    if (!entry->ports.empty())
        return;
    const bool isUnmissed = entry->line.isRemoved || (entry->waiting == 0 && !entry->line.isUnsent);
    const bool isGone = !entry->line.failure.isEmpty() && entry->line.epoch.isEmpty() && isUnmissed;
    const bool isNothing = !entry->isKnown && !entry->isStored;
    if (isGone || isNothing)
        forget(docId);
    else
        settle(docId);
}

void DocumentBook::push(quint64 number, const QByteArray &update)
{
    const auto [entry, port] = window(number);
    if (port == nullptr)
        return;
    const DocumentId docId = entry->line.document.docId;
    const auto stored = entry->copy->edit(update);
    if (!stored) { // of a document that others see differently: going on would only lose more
        entry->refusal = QString::fromStdString(stored.error().message);
        entry->link.reset();
        tell(docId);
        return;
    }
    port->pushed();
    entry->isStored = true;
    entry->waiting = entry->copy->waiting();
    for (const auto &other : entry->ports) {
        if (other.get() != port)
            other->receive(update);
    }
    m_quiet.start();
    if (entry->link)
        entry->link->edited(*stored, update);
    tell(docId);
}

void DocumentBook::pushAwareness(quint64 number, const QByteArray &update)
{
    const auto [entry, port] = window(number);
    if (port == nullptr || port->isOnlooker())
        return;
    for (const auto &other : entry->ports) {
        if (other.get() != port)
            other->hear(update);
    }
    if (entry->link)
        entry->link->tellAwareness(update);
}

void DocumentBook::taken(quint64 number)
{
    if (DocumentPort *const port = window(number).second)
        port->taken();
}

} // namespace coterie::client
