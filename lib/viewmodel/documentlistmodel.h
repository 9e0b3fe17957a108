#pragma once

#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// The texts or the boards of one room: what its tab lists when there is not just one.
class DocumentListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its documents.")
public:
    enum class Role { DocId = Qt::UserRole + 1, Title, Kind, Detail, Waiting, Stored, Own };
    Q_ENUM(Role)

    DocumentListModel(Context &context, protocol::DocumentKind kind, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setRoom(const protocol::RoomId &roomId);
    void refresh();

private:
    struct Row {
        QString key;
        QString title;
        QString kind; ///< "document" or "board"
        QString detail; ///< who is in it, or when it was edited last
        int waiting = 0;
        bool stored = false; ///< it opens offline
        bool own = false;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] QString detailOf(const client::DocumentSummary &summary) const;

    Context &m_context;
    protocol::DocumentKind m_kind;
    protocol::RoomId m_roomId;
    std::vector<Row> m_rows;
};

} // namespace coterie::viewmodel
