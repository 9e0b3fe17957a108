#include "viewmodel/toastmodel.h"

#include "viewmodel/format.h"
#include "viewmodel/notificationlistmodel.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

ToastModel::ToastModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ToastModel::expire);
}

int ToastModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ToastModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Id:
    case Role::Key: // a delegate cannot declare a property called id
        return row.key;
    case Role::Type: return row.type;
    case Role::Title: return row.title;
    case Role::Message: return row.message;
    case Role::Source: return row.source;
    case Role::RoomId: return row.roomId;
    case Role::MessageId: return row.messageId;
    }
    return {};
}

QHash<int, QByteArray> ToastModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void ToastModel::show(const protocol::Notification &notification, const QString &source)
{
    add(Row {.key = notification.id,
        .type = NotificationListModel::typeWord(notification.type),
        .title = format::oneLine(notification.title, 120),
        .message = format::oneLine(notification.message, 240),
        .source = source,
        .roomId = notification.roomId.value(),
        .messageId = notification.messageId.value(),
        .docId = documentInLink(notification.url),
        .until = {}});
}

void ToastModel::notice(const QString &text, const QString &type)
{
    const QString line = format::oneLine(text, 240);
    if (line.isEmpty() || (!m_rows.empty() && m_rows.back().title == line))
        return; // the same complaint twice in a row is one complaint
    add(Row {.key = u"notice-%1"_s.arg(++m_noticeNumber),
        .type = type,
        .title = line,
        .message = {},
        .source = {},
        .roomId = {},
        .messageId = {},
        .docId = {},
        .until = {}});
}

void ToastModel::alarm(const QString &text)
{
    const QString line = format::oneLine(text, 400);
    const qsizetype end = line.indexOf(". "_L1);
    add(Row {.key = u"alarm"_s,
        .type = u"error"_s,
        .title = end < 0 ? line : line.first(end + 1),
        .message = end < 0 ? QString() : line.sliced(end + 2),
        .source = {},
        .roomId = {},
        .messageId = {},
        .docId = {},
        .until = Instant::max()});
}

void ToastModel::add(Row row)
{
    if (row.until == Instant {})
        row.until = m_context.clock.now() + Lifetime;
    std::vector<Row> rows = m_rows;
    std::erase_if(rows, [&](const Row &known) { return known.key == row.key; });
    rows.push_back(std::move(row));
    if (rows.size() > size_t(MaximumRows)) // the one that would go first
        rows.erase(std::ranges::min_element(rows, {}, &Row::until));
    syncRows(m_rows, std::move(rows));
    schedule();
}

void ToastModel::schedule()
{
    const auto first = std::ranges::min_element(m_rows, {}, &Row::until);
    if (first == m_rows.end() || first->until == Instant::max() || m_held) {
        m_timer.stop();
        return;
    }
    const auto left = std::chrono::ceil<Millis>(first->until - m_context.clock.now());
    m_timer.start(std::max(Millis(0), left));
}

void ToastModel::expire()
{
    if (m_held)
        return;
    std::vector<Row> rows = m_rows;
    std::erase_if(rows, [now = m_context.clock.now()](const Row &row) { return row.until <= now; });
    syncRows(m_rows, std::move(rows));
    schedule();
}

void ToastModel::dismiss(const QString &id)
{
    std::vector<Row> rows = m_rows;
    std::erase_if(rows, [&](const Row &row) { return row.key == id; });
    syncRows(m_rows, std::move(rows));
    schedule();
}

void ToastModel::open(const QString &id)
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &row) { return row.key == id; });
    if (found == m_rows.cend())
        return;
    const Row row = *found;
    dismiss(id);
    Q_EMIT openRequested(row.key, row.roomId, row.messageId, row.docId);
}

void ToastModel::setHeld(bool held)
{
    if (std::exchange(m_held, held) == held)
        return;
    if (!held) {
        for (Row &row : m_rows) // a moment to look again after the pointer has gone
            row.until = std::max(row.until, m_context.clock.now() + std::chrono::seconds(2));
    }
    schedule();
}

} // namespace coterie::viewmodel
