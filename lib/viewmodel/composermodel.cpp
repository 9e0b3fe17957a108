#include "viewmodel/composermodel.h"

#include "viewmodel/emojidata.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/messagelistmodel.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

ComposerModel::ComposerModel(Context &context, MessageListModel &messages, const RoomListModel &rooms, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_messages(messages)
    , m_rooms(rooms)
{
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(DraftDelay);
    connect(&m_draftTimer, &QTimer::timeout, this, &ComposerModel::saveDraft);
}

void ComposerModel::open(const protocol::Room &room, const QString &title, const QString &draft)
{
    m_roomId = room.roomId;
    m_kind = room.kind;
    m_title = title;
    m_touched = false;
    m_replyKey.clear();
    m_editKey.clear();
    m_completion.show({});
    m_text = draft;
    Q_EMIT roomChanged();
    Q_EMIT modeChanged();
    Q_EMIT textChanged();
    Q_EMIT textReplaced(m_text, int(m_text.size()));
}

void ComposerModel::setDraft(const QString &draft)
{
    if (m_touched || isEditing() || draft == m_text)
        return;
    replaceText(draft, int(draft.size()));
    m_touched = false;
    m_draftTimer.stop(); // that is where it came from
}

void ComposerModel::setWaiting(int waiting)
{
    if (std::exchange(m_waiting, waiting) != waiting)
        Q_EMIT waitingChanged();
}

void ComposerModel::leave()
{
    if (m_roomId.isEmpty())
        return;
    if (isEditing())
        endEdit();
    if (m_draftTimer.isActive())
        saveDraft();
    m_context.engine.stopTyping(m_roomId);
    m_completion.show({});
    m_roomId = {};
}

void ComposerModel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_touched = true;
    if (!isEditing())
        m_draftTimer.start();
    if (m_text.isEmpty()) {
        m_completion.show({});
        if (!m_roomId.isEmpty())
            m_context.engine.stopTyping(m_roomId);
    }
    Q_EMIT textChanged();
}

void ComposerModel::replaceText(const QString &text, int cursor)
{
    setText(text);
    Q_EMIT textReplaced(text, cursor);
}

QString ComposerModel::placeholder() const
{
    if (m_title.isEmpty())
        return {};
    return m_kind == protocol::RoomKind::Direct ? tr("Message %1").arg(m_title) : tr("Message #%1").arg(m_title);
}

bool ComposerModel::canSend() const
{
    return !m_roomId.isEmpty() && !m_text.trimmed().isEmpty() && m_text.toUtf8().size() <= m_context.limits.textBytes;
}

QString ComposerModel::lengthWarning() const
{
    const int limit = m_context.limits.textBytes;
    if (m_text.size() * 3 < limit - limit / 10) // cannot be near it, whatever the script
        return {};
    const int left = limit - int(m_text.toUtf8().size());
    if (left > limit / 10)
        return {};
    if (left >= 0)
        return tr("Nearly full: room for about %n more letters.", nullptr, left);
    return tr("Too long by about %n letters. Send it in two messages.", nullptr, -left);
}

QString ComposerModel::waitingText() const
{
    if (m_waiting == 0)
        return {};
    return m_waiting == 1 ? tr("1 message is waiting") : tr("%n messages are waiting", nullptr, m_waiting);
}

void ComposerModel::send()
{
    if (!canSend())
        return;
    const QString text = replaceEmojiNames(m_text.trimmed());
    if (isEditing()) {
        m_context.engine.edit(m_editKey, text);
        endEdit();
        return;
    }
    switch (runCommand(text)) {
    case Command::Done: finish(); break;
    case Command::Refused: break; // the text stays where it can be corrected
    case Command::NotOne: sendText(text); break;
    }
}

void ComposerModel::sendText(const QString &text)
{
    m_context.engine.send(
        client::Outgoing {.roomId = m_roomId, .text = text, .replyToKey = m_replyKey, .threadId = std::nullopt});
    finish();
}

void ComposerModel::finish()
{
    m_replyKey.clear();
    Q_EMIT modeChanged();
    replaceText({}, 0);
    saveDraft();
    Q_EMIT sent();
}

ComposerModel::Command ComposerModel::runCommand(const QString &text)
{
    if (!text.startsWith(u'/') || text.contains(u'\n'))
        return Command::NotOne;
    const QString name = text.section(u' ', 0, 0);
    const QString rest = text.section(u' ', 1).trimmed();
    if (name == "/me"_L1 && !rest.isEmpty()) {
        sendText(u"*%1*"_s.arg(rest));
        return Command::Done;
    }
    if (name == "/shrug"_L1) {
        sendText(rest.isEmpty() ? u"¯\\\\\\_(ツ)\\_/¯"_s : rest + u" ¯\\\\\\_(ツ)\\_/¯"_s);
        return Command::Done;
    }
    return name == "/poll"_L1 ? pollCommand(rest) : Command::NotOne;
}

/// /poll "Question" "First answer" "Second answer": quotes straight or curly.
ComposerModel::Command ComposerModel::pollCommand(const QString &arguments)
{
    QStringList parts;
    QString part;
    bool inside = false;
    for (const QChar c : arguments) {
        if (c == u'"' || c == u'“' || c == u'”' || c == u'„') {
            if (inside)
                parts.append(std::exchange(part, {}).trimmed());
            inside = !inside;
        } else if (inside) {
            part += c;
        }
    }
    parts.removeAll(QString());
    if (inside || parts.size() < 3 || parts.size() > 11) {
        Q_EMIT refused(tr("A poll is a question and two to ten answers: /poll \"Question\" \"Answer\" \"Answer\""));
        return Command::Refused;
    }
    m_context.engine.createPoll(client::NewPoll {.roomId = m_roomId,
        .question = parts.takeFirst(),
        .options = parts,
        .multiple = false,
        .closesAt = std::nullopt});
    return Command::Done;
}

bool ComposerModel::cancel()
{
    if (m_completion.isOpen()) {
        m_completion.show({});
        return true;
    }
    if (isEditing()) {
        endEdit();
        return true;
    }
    if (!isReplying())
        return false;
    m_replyKey.clear();
    Q_EMIT modeChanged();
    return true;
}

bool ComposerModel::editLast()
{
    const QString key = m_messages.lastOwnKey();
    if (!m_text.isEmpty() || key.isEmpty())
        return false;
    edit(key);
    return true;
}

void ComposerModel::replyTo(const QString &key)
{
    const client::MessageEntry *entry = m_messages.entry(key);
    if (!entry || entry->message.deleted)
        return;
    if (isEditing())
        endEdit();
    m_replyKey = entry->key;
    m_replyAuthor = m_messages.authorOf(key);
    m_replyText = format::oneLine(m_messages.plainTextOf(key), 140);
    Q_EMIT modeChanged();
    Q_EMIT focusRequested();
}

void ComposerModel::edit(const QString &key)
{
    const client::MessageEntry *entry = m_messages.entry(key);
    if (!entry || !entry->own || entry->message.deleted || entry->message.poll)
        return;
    if (!isEditing())
        m_beforeEdit = m_text;
    if (m_draftTimer.isActive())
        saveDraft();
    m_replyKey.clear();
    m_editKey = entry->key;
    const QString text = entry->message.text;
    Q_EMIT modeChanged();
    replaceText(text, int(text.size()));
    Q_EMIT focusRequested();
}

void ComposerModel::endEdit()
{
    m_editKey.clear();
    Q_EMIT modeChanged();
    replaceText(std::exchange(m_beforeEdit, {}), int(m_beforeEdit.size()));
    m_draftTimer.stop();
}

void ComposerModel::saveDraft()
{
    m_draftTimer.stop();
    if (!m_roomId.isEmpty())
        m_context.engine.saveDraft(m_roomId, isEditing() ? m_beforeEdit : m_text);
}

void ComposerModel::keyPressed()
{
    if (!m_roomId.isEmpty() && !m_text.isEmpty() && !isEditing())
        m_context.engine.typing(m_roomId);
}

void ComposerModel::wrapSelection(int start, int end, const QString &marker)
{
    start = std::clamp(start, 0, int(m_text.size()));
    end = std::clamp(end, start, int(m_text.size()));
    const int length = int(marker.size());
    const QString selected = m_text.mid(start, end - start);
    const bool inside = selected.size() >= 2 * length && selected.startsWith(marker) && selected.endsWith(marker);
    const bool around =
        start >= length && m_text.mid(start - length, length) == marker && m_text.mid(end, length) == marker;
    QString text = m_text;
    if (inside) {
        const QString bare = selected.mid(length, selected.size() - 2 * length);
        text.replace(start, end - start, bare);
        end = start + int(bare.size());
    } else if (around) {
        text.remove(end, length);
        text.remove(start - length, length);
        start -= length;
        end -= length;
    } else {
        text.insert(end, marker);
        text.insert(start, marker);
        start += length;
        end += length;
    }
    replaceText(text, end);
    Q_EMIT selectionSuggested(start, end);
}

void ComposerModel::insertText(int position, const QString &text)
{
    position = std::clamp(position, 0, int(m_text.size()));
    QString changed = m_text;
    replaceText(changed.insert(position, text), position + int(text.size()));
}

} // namespace coterie::viewmodel
