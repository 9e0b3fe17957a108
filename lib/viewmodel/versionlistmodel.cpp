#include "viewmodel/versionlistmodel.h"

#include "collab/values.h"
#include "crdt/doc.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

VersionListModel::VersionListModel(Context &context, const protocol::DocumentId &docId, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_docId(docId)
{
    m_reader.setMaxThreadCount(1);
    connect(&m_comparison, &ComparisonModel::stateChanged, this, &VersionListModel::rebuild);
}

VersionListModel::~VersionListModel()
{
    m_reader.waitForDone();
}

int VersionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant VersionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::VersionId: return row.key;
    case Role::Name: return row.name;
    case Role::Time: return row.time;
    case Role::FullTime: return row.fullTime;
    case Role::Editors: return row.editors;
    case Role::Automatic: return row.automatic;
    case Role::Compared: return row.compared;
    }
    return {};
}

QHash<int, QByteArray> VersionListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

QString VersionListModel::titleOf(const protocol::DocumentVersion &version) const
{
    return version.name.isEmpty() ? tr("Kept automatically") : format::oneLine(version.name, protocol::maxVersionName);
}

/// "2 min ago", "09:58", then "Monday 16 November, 18:20".
QString VersionListModel::timeOf(WallTime time) const
{
    const WallTime now = m_context.clock.wallNow();
    if (format::sameDay(time, now))
        return format::noticeTime(time, now, m_context.locale);
    return tr("%1, %2").arg(format::dayTitle(time, now, m_context.locale), format::clockTime(time, m_context.locale));
}

QString VersionListModel::editorsOf(const protocol::DocumentVersion &version) const
{
    QStringList names;
    for (const protocol::UserId &user : version.editors) {
        const QString name = user == m_context.people.selfId() ? tr("you") : m_context.people.person(user).name;
        if (!name.isEmpty())
            names.append(name);
    }
    return format::people(names);
}

QString VersionListModel::detailOf(const protocol::DocumentVersion &version) const
{
    const QString editors = editorsOf(version);
    const QString time = timeOf(version.createdAt);
    return editors.isEmpty() ? time : tr("%1 · %2").arg(time, editors);
}

void VersionListModel::rebuild()
{
    std::vector<Row> rows;
    for (const protocol::DocumentVersion &version : std::as_const(m_versions)) {
        rows.push_back({.key = version.versionId.value(),
            .name = titleOf(version),
            .time = timeOf(version.createdAt),
            .fullTime = format::fullTime(version.createdAt, m_context.locale),
            .editors = editorsOf(version),
            .automatic = version.automatic,
            .compared = m_comparison.versionId() == version.versionId.value()});
    }
    syncRows(m_rows, std::move(rows));
}

void VersionListModel::refresh()
{
    m_loading = true;
    Q_EMIT stateChanged();
    m_context.engine.documentVersions(m_docId, this, [this](const Result<QList<protocol::DocumentVersion>> &versions) {
        m_loading = false;
        m_asked = true;
        m_failure = versions ? QString() : QString::fromStdString(versions.error().message);
        if (versions)
            m_versions = *versions;
        rebuild();
        Q_EMIT stateChanged();
        Q_EMIT versionsChanged();
    });
}

void VersionListModel::save(const QString &name)
{
    const QString tidy = name.trimmed();
    if (tidy.isEmpty())
        return;
    m_context.engine.saveVersion(m_docId, tidy, this, [this](const Result<protocol::DocumentVersion> &version) {
        if (!version) {
            Q_EMIT failed(QString::fromStdString(version.error().message));
            return;
        }
        Q_EMIT saved(titleOf(*version));
        refresh();
    });
}

void VersionListModel::restore(const QString &versionId)
{
    m_context.engine.restoreVersion(m_docId, protocol::VersionId(versionId), this, [this](const Result<void> &done) {
        if (!done) {
            Q_EMIT failed(QString::fromStdString(done.error().message));
            return;
        }
        m_comparison.close();
        Q_EMIT restored();
        refresh();
    });
}

void VersionListModel::remove(const QString &versionId)
{
    m_context.engine.removeVersion(m_docId, protocol::VersionId(versionId), this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(QString::fromStdString(done.error().message));
        refresh();
    });
}

void VersionListModel::compare(const QString &versionId)
{
    const auto version =
        std::ranges::find(m_versions, protocol::VersionId(versionId), &protocol::DocumentVersion::versionId);
    if (version == m_versions.end() || !m_text)
        return;
    const int number = ++m_comparisons;
    m_comparison.begin(versionId, tr("%1 · %2").arg(titleOf(*version), timeOf(version->createdAt)));
    m_context.engine.versionState(m_docId, version->versionId, this, [this, number](const Result<QByteArray> &state) {
        if (number != m_comparisons || m_comparison.state() == ComparisonModel::State::Closed)
            return;
        if (state)
            compareWith(*state);
        else
            m_comparison.fail(QString::fromStdString(state.error().message));
    });
}

/// Reads the old state and finds the differences on a worker thread: a long text may take a while.
void VersionListModel::compareWith(const QByteArray &state)
{
    m_reader.start([this, state, present = m_text(), number = m_comparisons] {
        crdt::Doc old;
        const bool isReadable = bool(old.applyUpdate(collab::bytesOf(state)));
        const QString before = toQString(old.text(u"content").toString());
        const QList<collab::ComparedLine> lines =
            isReadable ? collab::compareTexts(before, present) : QList<collab::ComparedLine>();
        QMetaObject::invokeMethod(
            this,
            [this, lines, isReadable, number] {
                if (number != m_comparisons || m_comparison.state() == ComparisonModel::State::Closed)
                    return;
                if (isReadable)
                    m_comparison.show(lines);
                else
                    m_comparison.fail(tr("This version cannot be read."));
            },
            Qt::QueuedConnection);
    });
}

} // namespace coterie::viewmodel
