#include "viewmodel/boardhistorymodel.h"

#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"

namespace coterie::viewmodel {

namespace {

constexpr Millis Pause {60}; ///< below what a hand on a slider notices

} // namespace

BoardHistoryModel::BoardHistoryModel(Context &context, const protocol::DocumentId &docId, VersionListModel &versions,
    collab::SharedBoard &board, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_docId(docId)
    , m_versions(versions)
    , m_board(board)
{
    m_painter.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &BoardHistoryModel::ask);
    connect(&m_versions, &VersionListModel::versionsChanged, this, &BoardHistoryModel::versionsChanged);
    connect(&m_context.settings, &AppSettings::themeChanged, this, &BoardHistoryModel::refresh);
}

BoardHistoryModel::~BoardHistoryModel()
{
    m_painter.clear();
    m_painter.waitForDone();
}

/// The list is another one: what was looked at is looked at still, where it is now.
void BoardHistoryModel::versionsChanged()
{
    const QList<protocol::DocumentVersion> &list = m_versions.versions();
    const auto found = std::ranges::find(list, protocol::VersionId(m_shown), &protocol::DocumentVersion::versionId);
    const bool isGone = m_shown.isEmpty() || found == list.end();
    m_position = isGone ? count() - 1 : int(list.end() - found) - 1;
    m_shown = versionId();
    Q_EMIT countChanged();
    Q_EMIT positionChanged();
    refresh();
}

const protocol::DocumentVersion *BoardHistoryModel::version() const
{
    const QList<protocol::DocumentVersion> &list = m_versions.versions(); // newest first
    const qsizetype at = list.size() - 1 - m_position;
    return at < 0 || at >= list.size() ? nullptr : &list[at];
}

QString BoardHistoryModel::versionId() const
{
    const protocol::DocumentVersion *shown = version();
    return shown ? shown->versionId.value() : QString();
}

QString BoardHistoryModel::title() const
{
    return version() ? m_versions.titleOf(*version()) : tr("Now");
}

QString BoardHistoryModel::detail() const
{
    return version() ? m_versions.detailOf(*version()) : tr("The board as it is");
}

void BoardHistoryModel::setPosition(int position)
{
    const int wanted = std::clamp(position, 0, count() - 1);
    if (std::exchange(m_position, wanted) == wanted)
        return;
    m_shown = versionId();
    Q_EMIT positionChanged();
    refresh();
}

void BoardHistoryModel::showVersion(const QString &versionId)
{
    const QList<protocol::DocumentVersion> &list = m_versions.versions();
    const auto found = std::ranges::find(list, protocol::VersionId(versionId), &protocol::DocumentVersion::versionId);
    if (found != list.end())
        setPosition(int(list.end() - found) - 1);
}

void BoardHistoryModel::setPage(const QString &page)
{
    if (std::exchange(m_page, board::PageId(page)).value() == page)
        return;
    Q_EMIT wishChanged();
    refresh();
}

void BoardHistoryModel::setPixels(QSize pixels)
{
    if (std::exchange(m_wish.pixels, pixels) == pixels)
        return;
    Q_EMIT wishChanged();
    refresh();
}

void BoardHistoryModel::setFamily(const QString &family)
{
    if (std::exchange(m_wish.family, family) == family)
        return;
    Q_EMIT wishChanged();
    refresh();
}

void BoardHistoryModel::open()
{
    m_isOpen = true;
    m_position = count() - 1;
    m_shown.clear();
    Q_EMIT positionChanged();
    refresh();
}

void BoardHistoryModel::close()
{
    m_isOpen = false;
    ++m_asks;
    m_pause.stop();
    m_kept.clear();
    m_picture = {};
    m_failure.clear();
    m_isLoading = false;
    Q_EMIT pictureChanged();
}

void BoardHistoryModel::refresh()
{
    if (!m_isOpen || m_wish.pixels.isEmpty())
        return;
    m_wish.dark = m_context.settings.isDark();
    m_wish.highContrast = m_context.settings.isHighContrast();
    ++m_asks;
    m_isLoading = true;
    Q_EMIT pictureChanged();
    m_pause.start();
}

/// What the picture shows: from the kept ones, else from the server.
void BoardHistoryModel::ask()
{
    const int number = m_asks;
    if (m_shown.isEmpty())
        return paintNow(number);
    const auto known = std::ranges::find(m_kept, m_shown, &std::pair<QString, Read>::first);
    if (known != m_kept.end()) {
        m_kept.move(known - m_kept.begin(), m_kept.size() - 1);
        return paint(number, m_kept.last().second);
    }
    m_context.engine.versionState(
        m_docId, protocol::VersionId(m_shown), this, [this, number, id = m_shown](const Result<QByteArray> &state) {
            if (number != m_asks)
                return;
            if (state)
                take(number, id, *state);
            else
                fail(QString::fromStdString(state.error().message));
        });
}

void BoardHistoryModel::take(int number, const QString &versionId, const QByteArray &state)
{
    m_painter.start([this, number, versionId, state] {
        std::optional<ReadBoard> read = readBoard(state);
        const Read shared = read ? std::make_shared<const ReadBoard>(std::move(*read)) : nullptr;
        QMetaObject::invokeMethod(
            this,
            [this, number, versionId, shared] {
                if (shared)
                    keep(versionId, shared);
                if (number != m_asks)
                    return;
                if (shared)
                    paint(number, shared);
                else
                    fail(tr("This version cannot be read."));
            },
            Qt::QueuedConnection);
    });
}

void BoardHistoryModel::keep(const QString &versionId, const Read &read)
{
    if (!m_isOpen)
        return;
    m_kept.append({versionId, read});
    if (m_kept.size() > qsizetype(KeptVersions))
        m_kept.removeFirst();
}

QRectF BoardHistoryModel::presentArea() const
{
    return m_board.scene().bounds(m_page);
}

void BoardHistoryModel::paint(int number, const Read &read)
{
    m_painter.start([this, number, read, page = m_page, wish = m_wish, present = presentArea()] {
        const QRectF area = read->scene.bounds(page).united(present);
        const QImage picture = fitPicture(read->scene.onPage(page), area, read->images.get(), wish);
        QMetaObject::invokeMethod(
            this, [this, number, picture] { show(number, picture); }, Qt::QueuedConnection);
    });
}

void BoardHistoryModel::paintNow(int number)
{
    const QList<board::ShapePtr> shapes = m_board.scene().onPage(m_page);
    auto images = std::make_shared<drawing::ImageStore>();
    for (const board::ShapePtr &shape : shapes) {
        if (!shape->image.isEmpty())
            images->add(shape->image, m_board.image(shape->image));
    }
    m_painter.start([this, number, shapes, images, wish = m_wish, area = presentArea()] {
        const QImage picture = fitPicture(shapes, area, images.get(), wish);
        QMetaObject::invokeMethod(
            this, [this, number, picture] { show(number, picture); }, Qt::QueuedConnection);
    });
}

void BoardHistoryModel::show(int number, const QImage &picture)
{
    if (number != m_asks)
        return;
    m_picture = picture;
    m_failure.clear();
    m_isLoading = false;
    Q_EMIT pictureChanged();
}

void BoardHistoryModel::fail(const QString &words)
{
    m_picture = {};
    m_failure = words;
    m_isLoading = false;
    Q_EMIT pictureChanged();
}

} // namespace coterie::viewmodel
