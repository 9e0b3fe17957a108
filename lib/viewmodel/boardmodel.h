#pragma once

#include "collab/boarddocument.h"
#include "viewmodel/boardhistorymodel.h"
#include "viewmodel/boardmemory.h"
#include "viewmodel/boardpointers.h"
#include "viewmodel/opendocumentmodel.h"

#include <QPointF>
#include <QRectF>
#include <QThreadPool>
#include <QUrl>

namespace coterie::viewmodel {

/// A board that is open: what is drawn on it and who draws, its history, files. Everything that takes long (reading and
/// writing files, painting pictures) happens on worker threads.
class BoardModel : public coterie::viewmodel::OpenDocumentModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its board.")
    Q_PROPERTY(coterie::collab::SharedBoard *board READ board CONSTANT)
    Q_PROPERTY(coterie::collab::BoardAwareness *presence READ presence CONSTANT)
    Q_PROPERTY(coterie::viewmodel::PointerSource *pointers READ pointers CONSTANT)
    Q_PROPERTY(coterie::viewmodel::BoardHistoryModel *history READ history CONSTANT)
    Q_PROPERTY(coterie::viewmodel::BoardMemory *memory READ memory CONSTANT)
    Q_PROPERTY(bool working READ isWorking NOTIFY workingChanged) ///< a file is being read or written
public:
    BoardModel(Context &context, const RoomListModel &rooms, const protocol::DocumentId &docId,
        std::unique_ptr<DocumentLink> link, QObject *parent = nullptr);
    ~BoardModel() override;

    [[nodiscard]] bool isReadOnly() const override { return m_document.board().isReadOnly(); }
    [[nodiscard]] collab::SharedBoard *board() { return &m_document.board(); }
    [[nodiscard]] collab::BoardAwareness *presence() { return &m_document.presence(); }
    [[nodiscard]] PointerSource *pointers() { return &m_pointers; }
    [[nodiscard]] BoardHistoryModel *history() { return &m_history; }
    [[nodiscard]] BoardMemory *memory() { return &m_memory; }
    [[nodiscard]] bool isWorking() const { return m_jobs > 0; }

    void beginWith(const QString &templateName); ///< of a new board: as soon as it is here, as one step

    /// Writes a file on a worker thread; exported() or failed() follows. `format`: "svg", "png", "pdf", "excalidraw";
    /// `part`: "all" (the page), "frame" or "selection", the latter two with the ids of their shapes; `scale`: 1 to 4,
    /// of a PNG; `dark`: in the colours of the dark theme, on its ground.
    Q_INVOKABLE void exportTo(
        const QString &path, const QString &format, const QString &page, const QStringList &ids, int scale, bool dark);
    Q_INVOKABLE QString suggestedPath(const QString &format) const; ///< in the folder for downloads, not taken yet
    Q_INVOKABLE bool hasPage(const QString &page) const;
    Q_INVOKABLE QRectF boundsOf(const QString &page) const; ///< of all on the page, board units; null: it is empty
    /// The names of a page's frames with their ids, as one reads them, for the export: {id, name}.
    Q_INVOKABLE QVariantList framesOf(const QString &page) const;
    /// Reads a picture (SVG, PNG, JPEG, WebP) or an .excalidraw file on a worker thread and puts it on the page with
    /// its middle at `at`; a file: URL, too. imported() or failed() follows.
    Q_INVOKABLE void importFrom(const QString &path, const QString &page, QPointF at);

    /// A link to the board for a message, in Markdown.
    Q_INVOKABLE QString messageLink() const;

Q_SIGNALS:
    void exported(const QString &path);
    void imported(const QStringList &ids); ///< what came in
    void noticed(const QString &words); ///< for a quiet toast
    void workingChanged();

protected:
    [[nodiscard]] QList<DocumentPeopleModel::Present> present() override;
    void becameReady() override;

private:
    void addTemplate();
    void sayOverruled(const board::ShapeId &id, const QString &property);
    void beginJob();
    void endJob();

    collab::BoardDocument m_document;
    BoardPointers m_pointers;
    BoardHistoryModel m_history;
    BoardMemory m_memory;
    QString m_template; ///< it begins with, once it is here
    std::optional<Instant> m_overruledAt; ///< said last
    int m_jobs = 0;
    QThreadPool m_worker; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
