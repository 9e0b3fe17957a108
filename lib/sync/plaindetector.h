#pragma once

#include "base/time.h"
#include "protocol/dialect.h"

namespace coterie::sync {

/// Finds out who is at the other end of an open socket (PROTOCOL section 9). A `welcome` of ours makes it Coterie;
/// another frame first, or none for 3 s, makes it plain. Which dialect is told by the first frame only one of them has;
/// until one comes, questions that harm nowhere are asked: a chapter answers `get_history`, it and the rooms template
/// answer `ping`, and who answers nothing is taken for the cookbook. Such a guess is corrected by a later frame.
class PlainDetector
{
public:
    struct Rules {
        Millis welcomeWithin {3'000};
        Millis againWithin {500}; ///< instead, when the server was plain before: it will hardly be another one
        Millis probeFor {1'000}; ///< for answers to the questions
        Millis pongAlone {300}; ///< after a pong: a chapter's history would have come before, or comes now
    };
    struct Decision {
        bool probe = false; ///< send the questions now
        std::optional<protocol::plain::Dialect> dialect {}; ///< decided, or the guess corrected
    };

    PlainDetector() = default;
    explicit PlainDetector(Rules rules) : m_rules(rules) { }

    void opened(Instant now);
    void closed();
    void welcomed(); ///< by a Coterie server: nothing more to find out on this link
    [[nodiscard]] Decision received(const protocol::plain::Frame &frame, Instant now);
    [[nodiscard]] Decision passed(Instant now);
    [[nodiscard]] std::optional<Instant> nextWake() const;

    [[nodiscard]] bool isDeciding() const { return m_state == State::Listening || m_state == State::Probing; }
    [[nodiscard]] bool isPlain() const { return m_state == State::Plain; } ///< on this link

private:
    enum class State { Closed, Listening, Probing, Plain, Coterie };

    [[nodiscard]] Decision probe(Instant now);
    [[nodiscard]] Decision decide(protocol::plain::Dialect dialect, bool isCertain);
    [[nodiscard]] protocol::plain::Dialect guess() const;

    Rules m_rules {};
    State m_state = State::Closed;
    Instant m_until {};
    bool m_sawPong = false;
    bool m_sawPayload = false; ///< a frame no cookbook would send
    bool m_isCertain = false;
    bool m_hangsUp = false; ///< it closed the link when it was asked
    std::optional<protocol::plain::Dialect> m_known; ///< of an earlier link, or of this one
};

} // namespace coterie::sync
