#pragma once

#include "contextfixture.h"
#include "viewmodel/messagelistmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTime>

namespace coterie::testing {

using namespace viewmodel;
using namespace Qt::StringLiterals;

inline const protocol::RoomId launch(u"launch"_s);

/// A model with everything it stands on.
struct MessageListFixture : ContextFixture {
    MessageListModel model {context};
    QAbstractItemModelTester tester {&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    MessageListFixture()
    {
        clock.wall = at(10, 3);
        engine.self = self;
        engine.clock = &clock;
        engine.start([this](const client::Changes &changes) {
            for (auto room = changes.messages.cbegin(); room != changes.messages.cend(); ++room)
                model.apply(room.value());
        });
    }

    static WallTime at(int hour, int minute, int daysAgo = 0)
    {
        return fromEpochMillis(
            QDateTime(QDate(2026, 11, 20).addDays(-daysAgo), QTime(hour, minute, 12)).toMSecsSinceEpoch());
    }

    client::MessageEntry entry(
        protocol::Seq seq, const QString &author = u"mina"_s, const QString &text = u"hello"_s) const
    {
        client::MessageEntry row;
        row.key = u"m%1"_s.arg(seq);
        row.message.messageId = protocol::MessageId(row.key);
        row.message.roomId = launch;
        row.message.seq = seq;
        row.message.userId = protocol::UserId(author);
        row.message.username = author;
        row.message.text = text;
        row.message.timestamp = at(9, 0);
        row.own = author == "alex"_L1;
        return row;
    }
    void fill(int count)
    {
        for (int i = 1; i <= count; ++i)
            engine.history[launch].append(entry(i));
        engine.readSeq[launch] = count;
    }
    [[nodiscard]] QVariant get(int row, MessageListModel::Role role) const
    {
        return model.data(model.index(row), int(role));
    }
    [[nodiscard]] QString keys() const
    {
        QStringList list;
        for (int row = 0; row < model.count(); ++row)
            list.append(model.keyAt(row));
        return list.join(u' ');
    }
};

} // namespace coterie::testing
