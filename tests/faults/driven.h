#pragma once

#include "base/random.h"
#include "client/client.h"
#include "drivenboard.h"
#include "drivendocument.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>

namespace coterie::faults {

/// The whole client, moved by lines of JSON instead of a mouse, and telling in lines of JSON what a screen would show.
/// What it has shown as pending counts as promised: it must survive whatever follows.
class Driven : public QObject
{
    Q_OBJECT
public:
    explicit Driven(const client::ClientConfig &config);
    void obey(const QJsonObject &command);

private:
    void changed(const client::Changes &changes);
    void showRow(const client::MessageEntry &entry);
    void openRoom(const protocol::RoomId &room);
    void edit(const QJsonObject &command);
    void react(const QJsonObject &command);
    void remove(const QJsonObject &command);
    void vote(const QJsonObject &command);
    void send(const QJsonObject &command);
    void useDocument(const QJsonObject &command);
    void useBoard(const QJsonObject &command);
    void tellLog(const QJsonObject &command);
    void tellPage(const QJsonObject &command, QList<client::MessageEntry> rows, client::PageQuery query);
    [[nodiscard]] const client::MessageEntry *pick(
        const QJsonObject &command, bool (*fits)(const client::MessageEntry &)) const;

    client::Client m_client;
    std::unique_ptr<DrivenDocument> m_document; ///< opened when somebody first wants to write in it
    std::unique_ptr<DrivenBoard> m_board; ///< likewise
    QHash<protocol::RoomId, QMap<QString, client::MessageEntry>> m_rows; ///< on the screen
    QHash<protocol::RoomId, QString> m_drafts;
    QHash<protocol::RoomId, QString> m_epochs;
    QSet<protocol::RoomId> m_open;
    QJsonObject m_link;
    QString m_self;
};

void say(const QJsonObject &line); ///< to standard output, at once

} // namespace coterie::faults
