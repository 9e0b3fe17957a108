#include "viewmodel/boardmodel.h"

#include "board/templates.h"
#include "viewmodel/boardfiles.h"
#include "viewmodel/documentfiles.h"
#include "viewmodel/engine.h"

#include <QSet>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis BetweenNotices {8'000}; ///< two people who pull at one shape are not told each time

/// What `who` changed in spite of us, in words.
QString wordsFor(const QString &property, const QString &who)
{
    if (property == "x"_L1 || property == "y"_L1 || property == "rotation"_L1)
        return BoardModel::tr("%1 moved it at the same time: their place stays.").arg(who);
    if (property == "w"_L1 || property == "h"_L1)
        return BoardModel::tr("%1 resized it at the same time: their size stays.").arg(who);
    return BoardModel::tr("%1 changed it at the same time: their change stays.").arg(who);
}

} // namespace

BoardModel::BoardModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
    std::unique_ptr<DocumentLink> link, QObject *parent)
    : OpenDocumentModel(context, rooms, docId, std::move(link), parent)
    , m_document(selfOf(context), context.clock)
    , m_pointers(this->context(), m_document.presence(), *cursors())
    , m_history(context, docId, *versions(), m_document.board())
    , m_memory(context.engine, docId, m_document.board())
{
    m_worker.setMaxThreadCount(1);
    connect(&m_document.board(), &collab::SharedBoard::readOnlyChanged, this, &BoardModel::readOnlyChanged);
    connect(&m_document.board(), &collab::SharedBoard::overruled, this, &BoardModel::sayOverruled);
    connect(&m_document.presence(), &collab::BoardAwareness::peersChanged, this, [this] { refreshPeople(); });
    connect(&m_document.presence(), &collab::BoardAwareness::peerMoved, this, &BoardModel::acted);
    connect(&m_document.presence(), &collab::BoardAwareness::peerChanged, this, [this](quint64 client) {
        acted(client);
        refreshPeople();
    });
    attach(m_document);
}

BoardModel::~BoardModel()
{
    m_worker.waitForDone();
    detach();
    m_document.presence().disconnect(this);
    m_document.board().disconnect(this);
}

QList<DocumentPeopleModel::Present> BoardModel::present()
{
    const QList<quint64> followers = m_document.presence().followers();
    QList<DocumentPeopleModel::Present> here;
    for (const collab::BoardPeer &peer : m_document.presence().peers()) {
        here.append({.client = peer.client,
            .person = peer.person,
            .active = peer.pointer.has_value(),
            .followsUs = followers.contains(peer.client),
            .tool = peer.tool});
    }
    return here;
}

void BoardModel::sayOverruled(const board::ShapeId &, const QString &property)
{
    const Instant now = context().clock.now();
    if (m_overruledAt && now - *m_overruledAt < BetweenNotices)
        return;
    m_overruledAt = now;
    const collab::BoardPeer *writer = m_document.presence().peer(m_document.presence().writer());
    Q_EMIT noticed(wordsFor(property, writer ? writer->person.name : tr("Somebody else")));
}

void BoardModel::beginWith(const QString &templateName)
{
    m_template = templateName;
    if (m_document.isLoaded())
        addTemplate();
}

void BoardModel::becameReady()
{
    addTemplate();
}

void BoardModel::addTemplate()
{
    const QList<board::Shape> shapes = board::templateShapes(std::exchange(m_template, {}));
    if (!shapes.isEmpty())
        m_document.board().add(shapes);
}

QString BoardModel::suggestedPath(const QString &format) const
{
    return freePath(title(), format);
}

bool BoardModel::hasPage(const QString &page) const
{
    return m_document.board().scene().hasPage(board::PageId(page));
}

QRectF BoardModel::boundsOf(const QString &page) const
{
    return m_document.board().scene().bounds(board::PageId(page));
}

QVariantList BoardModel::framesOf(const QString &page) const
{
    QList<board::ShapePtr> shapes = m_document.board().scene().onPage(board::PageId(page));
    shapes.removeIf([](const board::ShapePtr &shape) { return shape->type != board::ShapeType::Frame; });
    std::ranges::stable_sort(shapes, {}, [](const board::ShapePtr &frame) { return std::pair(frame->y, frame->x); });
    QVariantList frames;
    for (const board::ShapePtr &frame : std::as_const(shapes)) {
        const QString name = frame->text.simplified();
        frames.append(
            QVariantMap {{u"id"_s, frame->id.value()}, {u"name"_s, name.isEmpty() ? tr("Frame") : name.left(80)}});
    }
    return frames;
}

QString BoardModel::messageLink() const
{
    QString words = title();
    words.replace(u'\\', u"\\\\"_s).replace(u'[', u"\\["_s).replace(u']', u"\\]"_s);
    return u"[%1](coterie://workspace/doc/%2)"_s.arg(words, docId());
}

void BoardModel::exportTo(
    const QString &path, const QString &format, const QString &page, const QStringList &ids, int scale, bool dark)
{
    const BoardExport wish {.path = path, .format = format, .title = title(), .scale = scale, .dark = dark};
    BoardPart part = partOf(m_document.board(), board::PageId(page), ids);
    if (part.shapes.isEmpty()) {
        Q_EMIT failed(tr("There is nothing to export there."));
        return;
    }
    beginJob();
    m_worker.start([this, wish, part = std::move(part)] {
        const Result<QString> written = writeBoard(part, wish);
        QMetaObject::invokeMethod(
            this,
            [this, written] {
                endJob();
                if (written)
                    Q_EMIT exported(*written);
                else
                    Q_EMIT failed(QString::fromStdString(written.error().message));
            },
            Qt::QueuedConnection);
    });
}

void BoardModel::importFrom(const QString &path, const QString &page, QPointF at)
{
    const QUrl url(path);
    const QString file = url.isLocalFile() ? url.toLocalFile() : path.trimmed();
    beginJob();
    m_worker.start([this, file, page, at] {
        const Result<drawing::Drawing> read = readBoardFile(file);
        QMetaObject::invokeMethod(
            this,
            [this, read, page, at] {
                endJob();
                if (!read) {
                    Q_EMIT failed(QString::fromStdString(read.error().message));
                    return;
                }
                const QList<board::ShapeId> ids = putOn(m_document.board(), *read, board::PageId(page), at);
                QStringList names;
                for (const board::ShapeId &id : ids)
                    names.append(id.value());
                for (const QString &remark : read->remarks)
                    Q_EMIT noticed(remark);
                Q_EMIT imported(names);
            },
            Qt::QueuedConnection);
    });
}

void BoardModel::beginJob()
{
    if (++m_jobs == 1)
        Q_EMIT workingChanged();
}

void BoardModel::endJob()
{
    if (--m_jobs == 0)
        Q_EMIT workingChanged();
}

} // namespace coterie::viewmodel
