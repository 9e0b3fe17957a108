#pragma once

#include "samplescript.h"

namespace coterie::testing {

/// The sample workspace with three messages that every search finds.
class SearchScript : public SampleScript
{
public:
    SearchScript()
    {
        openWorkspace();
        findOnboarding();
    }
    [[nodiscard]] protocol::Message hit(const QString &id, const QString &room, const QString &text, int minute) const
    {
        protocol::Message message;
        message.messageId = protocol::MessageId {id};
        message.roomId = protocol::RoomId {room};
        message.userId = protocol::UserId {QStringLiteral("mina")};
        message.username = QStringLiteral("Mina");
        message.text = text;
        message.timestamp = clock.wall - Millis {minute * 60'000LL};
        return message;
    }

private:
    void findOnboarding() const
    {
        const auto launch = engine->history.value(protocol::RoomId {QStringLiteral("launch")});
        engine->found = {hit(launch[0].message.messageId.value(), QStringLiteral("launch"),
                             QStringLiteral("The **onboarding** board is ready for a second pair of eyes"), 20),
            hit(QStringLiteral("g-1"), QStringLiteral("general"),
                QStringLiteral("Onboarding starts at nine, bring <b>coffee</b>"), 90),
            hit(QStringLiteral("g-2"), QStringLiteral("general"), QStringLiteral("Who writes the onboarding mail?"),
                3000)};
    }
};

} // namespace coterie::testing
