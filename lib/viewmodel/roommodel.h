#pragma once

#include "viewmodel/composermodel.h"
#include "viewmodel/context.h"
#include "viewmodel/cursormodel.h"
#include "viewmodel/memberlistmodel.h"
#include "viewmodel/messagelistmodel.h"
#include "viewmodel/people.h"
#include "viewmodel/roomlistmodel.h"

#include <QObject>
#include <QStringList>

namespace coterie::viewmodel {

/// The room that is open. One object shows one room after the other, so that the screen is built once.
class RoomModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its room.")
    Q_PROPERTY(QString roomId READ roomId NOTIFY roomChanged)
    Q_PROPERTY(QString name READ name NOTIFY roomChanged)
    Q_PROPERTY(QString title READ title NOTIFY roomChanged)
    Q_PROPERTY(QString topic READ topic NOTIFY roomChanged)
    Q_PROPERTY(QString kind READ kind NOTIFY roomChanged)
    Q_PROPERTY(bool isDirect READ isDirect NOTIFY roomChanged)
    Q_PROPERTY(bool canPin READ canPin NOTIFY roomChanged)
    /// On a plain server: no reactions, answers, edits, pins or polls.
    Q_PROPERTY(bool textOnly READ isTextOnly NOTIFY textOnlyChanged)
    Q_PROPERTY(QString partnerStatus READ partnerStatus NOTIFY partnerChanged)
    Q_PROPERTY(QString partnerId READ partnerId NOTIFY roomChanged)
    Q_PROPERTY(coterie::viewmodel::MessageListModel *messages READ messages CONSTANT)
    Q_PROPERTY(coterie::viewmodel::MemberListModel *members READ members CONSTANT)
    Q_PROPERTY(coterie::viewmodel::MemberListModel *headMembers READ headMembers CONSTANT)
    Q_PROPERTY(coterie::viewmodel::ComposerModel *composer READ composer CONSTANT)
    Q_PROPERTY(coterie::viewmodel::CursorModel *cursors READ cursors CONSTANT)
    Q_PROPERTY(QString typingText READ typingText NOTIFY typingChanged)
    Q_PROPERTY(bool pointing READ isPointing WRITE setPointing NOTIFY pointingChanged)
    Q_PROPERTY(int pinnedCount READ pinnedCount NOTIFY pinnedCountChanged)
    Q_PROPERTY(bool muted READ isMuted WRITE setMuted NOTIFY mutedChanged)
public:
    RoomModel(Context &context, const RoomListModel &rooms, QObject *parent = nullptr);

    void open(
        const client::RoomSummary &summary, const QList<protocol::UserId> &members, std::optional<WallTime> lastRead);
    void close(); ///< saves the draft, takes the pointer away
    void summaryChanged(const client::RoomSummary &summary);
    void membersChanged(const QList<protocol::UserId> &members);
    void peopleChanged(const People::Update &update);
    void refreshTyping();
    void refreshTimes();

    [[nodiscard]] QString roomId() const { return m_summary.room.roomId.value(); }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString topic() const { return m_summary.room.topic; }
    [[nodiscard]] QString kind() const;
    [[nodiscard]] bool isDirect() const { return m_summary.room.kind == protocol::RoomKind::Direct; }
    [[nodiscard]] bool canPin() const;
    [[nodiscard]] bool isTextOnly() const { return m_textOnly; }
    void setTextOnly(bool textOnly);
    [[nodiscard]] QString partnerStatus() const;
    [[nodiscard]] QString partnerId() const;
    [[nodiscard]] MessageListModel *messages() { return &m_messages; }
    [[nodiscard]] MemberListModel *members() { return &m_members; }
    [[nodiscard]] MemberListModel *headMembers() { return &m_head; }
    [[nodiscard]] ComposerModel *composer() { return &m_composer; }
    [[nodiscard]] CursorModel *cursors() { return &m_cursors; }
    [[nodiscard]] QString typingText() const { return m_typingText; }
    [[nodiscard]] bool isPointing() const { return m_cursors.isEnabled(); }
    void setPointing(bool on);
    [[nodiscard]] int pinnedCount() const { return m_messages.pinnedCount(); }
    [[nodiscard]] bool isMuted() const;
    void setMuted(bool on);

    Q_INVOKABLE void sendPoll(const QString &question, const QStringList &options, bool multiple);
    Q_INVOKABLE void markRead();
    Q_INVOKABLE void leave();

Q_SIGNALS:
    void roomChanged();
    void textOnlyChanged();
    void partnerChanged();
    void typingChanged();
    void pointingChanged();
    void pinnedCountChanged();
    void mutedChanged();
    void leaveRequested(const QString &roomId);
    void noticed(const QString &text);

private:
    void refreshCompany();
    [[nodiscard]] QString roomLabel(const protocol::RoomId &id) const;

    bool m_textOnly = false;
    Context &m_context;
    const RoomListModel &m_rooms;
    client::RoomSummary m_summary;
    QList<protocol::UserId> m_memberIds;
    MessageListModel m_messages;
    MemberListModel m_members;
    MemberListModel m_head;
    ComposerModel m_composer;
    CursorModel m_cursors;
    QString m_typingText;
};

} // namespace coterie::viewmodel
