#pragma once

#include "viewmodel/completionmodel.h"
#include "viewmodel/context.h"

#include <QObject>
#include <QTimer>

namespace coterie::viewmodel {

class MessageListModel;
class RoomListModel;

/// The field at the bottom of a room: draft, reply and edit modes, completion, slash commands. Nothing typed is lost:
/// the draft goes to the store 300 ms after the last change and at once when the room is left.
class ComposerModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A room owns its composer.")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QString placeholder READ placeholder NOTIFY roomChanged)
    Q_PROPERTY(QString replyAuthor READ replyAuthor NOTIFY modeChanged)
    Q_PROPERTY(QString replyText READ replyText NOTIFY modeChanged)
    Q_PROPERTY(bool replying READ isReplying NOTIFY modeChanged)
    Q_PROPERTY(bool editing READ isEditing NOTIFY modeChanged)
    Q_PROPERTY(bool canSend READ canSend NOTIFY textChanged)
    Q_PROPERTY(QString lengthWarning READ lengthWarning NOTIFY textChanged)
    Q_PROPERTY(coterie::viewmodel::CompletionModel *completion READ completion CONSTANT)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY waitingChanged)
public:
    static constexpr Millis DraftDelay {300};

    ComposerModel(Context &context, MessageListModel &messages, const RoomListModel &rooms, QObject *parent = nullptr);

    void open(const protocol::Room &room, const QString &title, const QString &draft);
    void setDraft(const QString &draft); ///< from the store; ignored once something was typed
    void setWaiting(int waiting);
    void leave(); ///< saves what is written

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] QString placeholder() const;
    [[nodiscard]] QString replyAuthor() const { return m_replyAuthor; }
    [[nodiscard]] QString replyText() const { return m_replyText; }
    [[nodiscard]] bool isReplying() const { return !m_replyKey.isEmpty(); }
    [[nodiscard]] bool isEditing() const { return !m_editKey.isEmpty(); }
    [[nodiscard]] bool canSend() const;
    [[nodiscard]] QString lengthWarning() const;
    [[nodiscard]] CompletionModel *completion() { return &m_completion; }
    [[nodiscard]] QString waitingText() const;

    Q_INVOKABLE void send();
    Q_INVOKABLE bool cancel();
    Q_INVOKABLE bool editLast();
    Q_INVOKABLE void replyTo(const QString &key);
    Q_INVOKABLE void edit(const QString &key);
    Q_INVOKABLE void keyPressed();
    Q_INVOKABLE void wrapSelection(int start, int end, const QString &marker);
    Q_INVOKABLE void updateCompletion(int cursorPosition);
    Q_INVOKABLE void acceptCompletion(int index);
    Q_INVOKABLE void insertText(int position, const QString &text);

Q_SIGNALS:
    void textChanged();
    void roomChanged();
    void modeChanged();
    void waitingChanged();
    void sent();
    void selectionSuggested(int start, int end);
    void textReplaced(const QString &text, int cursor); ///< the field shows this now, with the caret there
    void focusRequested();
    void refused(const QString &reason); ///< a command that cannot be carried out, in words

private:
    enum class Command { NotOne, Done, Refused };
    void replaceText(const QString &text, int cursor);
    void finish(); ///< after sending: an empty field
    void endEdit();
    void saveDraft();
    [[nodiscard]] Command runCommand(const QString &text);
    [[nodiscard]] Command pollCommand(const QString &arguments);
    void sendText(const QString &text);
    [[nodiscard]] std::vector<CompletionModel::Row> candidates(QChar trigger, const QString &word) const;
    void completeRooms(const QString &word, std::vector<CompletionModel::Row> &rows) const;
    void completeEmoji(const QString &word, std::vector<CompletionModel::Row> &rows) const;
    void completeCommands(const QString &word, std::vector<CompletionModel::Row> &rows) const;

    Context &m_context;
    MessageListModel &m_messages;
    const RoomListModel &m_rooms;
    CompletionModel m_completion;
    protocol::RoomId m_roomId;
    protocol::RoomKind m_kind = protocol::RoomKind::Public;
    QString m_title;
    QString m_text;
    QString m_beforeEdit; ///< the draft that edit mode put aside
    QString m_replyKey;
    QString m_replyAuthor;
    QString m_replyText;
    QString m_editKey;
    int m_waiting = 0;
    bool m_touched = false;
    int m_wordStart = 0; ///< what a completion replaces
    int m_wordEnd = 0;
    QTimer m_draftTimer;
};

/// The people whose names fit what was typed after an @, the best first.
[[nodiscard]] std::vector<CompletionModel::Row> completePeople(const Context &context, const QString &word);

} // namespace coterie::viewmodel
