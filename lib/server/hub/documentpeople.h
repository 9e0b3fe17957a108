#pragma once

#include "server/hub/core.h"
#include "server/hub/opendocument.h"

namespace coterie::server {

/// What people tell of themselves in documents (awareness), passed on as the last of what it was: at once after a
/// silence, then once in a while as one message with everybody's. Fifty people who move thirty times a second are
/// sixty messages for each of them, not fifteen hundred. That somebody left never waits.
class DocumentPeople
{
public:
    explicit DocumentPeople(Core &core) : m_core(core) { }

    void told(OpenDocument &document, const crdt::AwarenessChange &change, const Connection &by);
    /// Those who are gone; `connection` with them, if that is why.
    void left(
        OpenDocument &document, const std::vector<crdt::ClientId> &clients, const Connection *connection = nullptr);
    void endTurn(); ///< says what is due
    [[nodiscard]] std::optional<Millis> nextIn() const; ///< when endTurn() has something to say; nothing: no news wait
    void forget(const OpenDocument &document);
    void forgetAll() { m_waiting.clear(); }

private:
    [[nodiscard]] Instant dueAt(const OpenDocument &document) const;
    void wait(OpenDocument &document);
    void say(OpenDocument &document);

    Core &m_core;
    std::vector<OpenDocument *> m_waiting; ///< with news
};

} // namespace coterie::server
