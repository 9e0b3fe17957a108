#pragma once

#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// What could complete the word under the caret. The composer fills it.
class CompletionModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A composer owns its completion.")
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
public:
    enum class Role { Label = Qt::UserRole + 1, Detail, Insert, Initials, Color, Emoji, Kind };
    Q_ENUM(Role)
    struct Row {
        QString key;
        QString label;
        QString detail;
        QString insert;
        QString initials;
        QString color;
        QString emoji;
        QString kind; ///< "person", "emoji", "room" or "command"
        bool operator==(const Row &) const = default;
    };
    static constexpr int MaximumRows = 8; ///< more than that is faster typed than read

    explicit CompletionModel(QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(std::vector<Row> rows);
    [[nodiscard]] const Row *row(int index) const;
    [[nodiscard]] bool isOpen() const { return !m_rows.empty(); }
    Q_INVOKABLE void close() { show({}); }

Q_SIGNALS:
    void openChanged();

private:
    std::vector<Row> m_rows;
};

} // namespace coterie::viewmodel
