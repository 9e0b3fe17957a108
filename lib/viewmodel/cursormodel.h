#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QTimer>

namespace coterie::viewmodel {

/// The others' pointers on one surface ("room:ID", "doc:ID", …): the latest sample of each person, in the surface's own
/// units. Gliding between samples is the view's business.
class CursorModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Whoever owns the surface owns its cursors.")
    Q_PROPERTY(QString surface READ surface NOTIFY surfaceChanged)
    Q_PROPERTY(bool enabled READ isEnabled WRITE setEnabled NOTIFY enabledChanged)
public:
    enum class Role { UserId = Qt::UserRole + 1, Name, Color, Anchor, X, Y, Idle, Stamp };
    Q_ENUM(Role)
    static constexpr Millis IdleAfter {4'000};

    explicit CursorModel(Context &context, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString surface() const { return m_surface; }
    void setSurface(const QString &surface);
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled); ///< whether my own pointer is shown to the others
    void apply(const QList<protocol::Cursor> &cursors, const QList<client::CursorLeft> &left);
    void refreshIdle();

    Q_INVOKABLE void moved(const QString &anchor, double x, double y);
    Q_INVOKABLE void left();

Q_SIGNALS:
    void surfaceChanged();
    void enabledChanged();

private:
    struct Row {
        QString key;
        QString name;
        QString color;
        QString anchor;
        double x = 0;
        double y = 0;
        int stamp = 0;
        bool idle = false;
        Instant at {};
        bool operator==(const Row &) const = default;
    };
    void applyOne(const protocol::Cursor &cursor);
    void removeUser(const protocol::UserId &userId);

    Context &m_context;
    QString m_surface;
    bool m_enabled = false;
    bool m_shown = false; ///< the others have a sample of ours
    std::vector<Row> m_rows;
    QTimer m_idleTimer;
};

} // namespace coterie::viewmodel
