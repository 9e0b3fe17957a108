#include "viewmodel/boardpreview.h"

#include "board/boardcodec.h"
#include "collab/values.h"
#include "viewmodel/appsettings.h"
#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

struct BoardPreview::Copy {
    crdt::Doc doc;
};

BoardPreview::BoardPreview(QObject *parent) : QObject(parent)
{
    m_painter.setMaxThreadCount(1);
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &BoardPreview::paint);
}

BoardPreview::~BoardPreview()
{
    m_painter.clear();
    m_painter.waitForDone();
}

template <typename T>
void BoardPreview::set(T &member, T value)
{
    if (std::exchange(member, value) == value)
        return;
    Q_EMIT wishChanged();
    refresh();
}

void BoardPreview::setMessages(MessageListModel *messages)
{
    if (m_messages != nullptr)
        m_messages->context().settings.disconnect(this);
    if (messages != nullptr)
        connect(&messages->context().settings, &AppSettings::themeChanged, this, &BoardPreview::refresh);
    set(m_messages, messages);
}

void BoardPreview::setDocId(const QString &docId)
{
    set(m_docId, docId);
}

void BoardPreview::setLive(bool live)
{
    set(m_live, live);
}

void BoardPreview::setPixels(QSize pixels)
{
    set(m_pixels, pixels);
}

void BoardPreview::setFamily(const QString &family)
{
    set(m_family, family);
}

QString BoardPreview::title() const
{
    const client::DocumentSummary *known =
        m_messages ? m_messages->context().documents.find(protocol::DocumentId(m_docId)) : nullptr;
    return known ? DocumentBook::titleOf(*known) : tr("Board");
}

QString BoardPreview::detail() const
{
    const client::DocumentSummary *known =
        m_messages ? m_messages->context().documents.find(protocol::DocumentId(m_docId)) : nullptr;
    if (!known)
        return tr("This board is gone");
    const Context &context = m_messages->context();
    QStringList names;
    for (const protocol::UserId &user : known->document.present) {
        const QString name = context.people.person(user).name;
        if (user != context.people.selfId() && !name.isEmpty())
            names.append(name);
    }
    if (!names.isEmpty())
        return tr("%1 in it now").arg(format::people(names));
    if (m_isEmpty)
        return tr("Nothing is drawn on it yet");
    return tr("Edited %1").arg(format::ago(known->document.updatedAt, context.clock.wallNow(), context.locale));
}

void BoardPreview::refresh()
{
    const bool wanted = m_live && m_messages && !m_docId.isEmpty() && !m_pixels.isEmpty();
    if (m_link && (!wanted || m_shownId != m_docId))
        rest();
    if (wanted && !m_link)
        begin();
    else if (wanted)
        paintSoon();
    Q_EMIT pictureChanged();
}

void BoardPreview::rest()
{
    m_link.reset();
    m_inbox.clear();
    m_copy.reset();
    m_pace.stop();
    ++m_wishes;
    m_isPainting = false;
}

void BoardPreview::begin()
{
    if (std::exchange(m_shownId, m_docId) != m_docId)
        m_picture = {};
    m_copy = std::make_shared<Copy>();
    m_link = m_messages->context().engine.openDocument(protocol::DocumentId(m_docId), client::Attendance::Onlooker);
    const auto take = [this](const QByteArray &update) {
        m_inbox.append(update);
        paintSoon();
    };
    connect(m_link.get(), &DocumentLink::loaded, this, take);
    connect(m_link.get(), &DocumentLink::received, this, take);
}

/// At once when it is the first, else when the time has come.
void BoardPreview::paintSoon()
{
    if (!m_pace.isActive() && !m_isPainting)
        m_pace.start(m_picture.isNull() ? Millis(0) : PaintEvery);
}

void BoardPreview::paint()
{
    if (!m_copy)
        return;
    m_isPainting = true;
    const AppSettings &settings = m_messages->context().settings;
    const PictureWish wish {
        .pixels = m_pixels, .dark = settings.isDark(), .highContrast = settings.isHighContrast(), .family = m_family};
    m_painter.start([this, wish, number = m_wishes, copy = m_copy, updates = std::exchange(m_inbox, {})] {
        for (const QByteArray &update : updates) {
            if (!update.isEmpty())
                (void)copy->doc.applyUpdate(collab::bytesOf(update)); // what cannot be read adds nothing
        }
        const ReadBoard read = readBoard(copy->doc);
        const board::PageId page = read.scene.pages().front().id;
        const QRectF area = read.scene.bounds(page);
        const QImage picture =
            area.isEmpty() ? QImage() : fitPicture(read.scene.onPage(page), area, read.images.get(), wish);
        QMetaObject::invokeMethod(
            this,
            [this, number, picture] {
                if (number != m_wishes)
                    return;
                m_isPainting = false;
                m_isEmpty = picture.isNull();
                m_picture = picture;
                if (!m_inbox.isEmpty())
                    paintSoon();
                Q_EMIT pictureChanged();
            },
            Qt::QueuedConnection);
    });
}

} // namespace coterie::viewmodel
