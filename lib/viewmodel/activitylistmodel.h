#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// Who did what to what, newest first.
class ActivityListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A workspace owns its activity feed.")
public:
    enum class Role { Id = Qt::UserRole + 1, UserId, UserName, Initials, Color, Action, Target, TimeText, FullTime };
    Q_ENUM(Role)
    static constexpr int MaximumRows = 100;

    explicit ActivityListModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void apply(const QList<protocol::Activity> &added);
    void refreshTimes() { rebuild(); }

private:
    struct Row {
        QString key;
        QString userId;
        QString userName;
        QString initials;
        QString color;
        QString action;
        QString target;
        QString timeText;
        QString fullTime;
        bool operator==(const Row &) const = default;
    };
    void rebuild();

    Context &m_context;
    QList<protocol::Activity> m_all; ///< newest first
    std::vector<Row> m_rows;
};

} // namespace coterie::viewmodel
