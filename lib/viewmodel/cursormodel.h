#pragma once

#include "client/changes.h"
#include "viewmodel/context.h"
#include "viewmodel/pointersource.h"

#include <map>
#include <optional>

namespace coterie::viewmodel {

/// The pointers on one surface ("room:ID", "doc:ID") as the server's JSON events tell them: others' latest samples in,
/// this person's out, while there is somebody to see it. GUI thread.
class CursorModel : public coterie::viewmodel::PointerSource
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Whoever owns the surface owns its cursors.")
    Q_PROPERTY(QString surface READ surface NOTIFY surfaceChanged)
    Q_PROPERTY(bool enabled READ isEnabled WRITE setEnabled NOTIFY enabledChanged)
public:
    static constexpr std::size_t MostPointers = 64; ///< more than that are a swarm, not people

    explicit CursorModel(Context &context, QObject *parent = nullptr);

    [[nodiscard]] QList<RemotePointer> pointers() const override;
    [[nodiscard]] QString surface() const { return m_surface; }
    void setSurface(const QString &surface);
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled); ///< whether my own pointer is shown to the others
    void setCompany(bool company); ///< false: nobody is there to see it, so nothing is told
    void apply(const QList<protocol::Cursor> &cursors, const QList<client::CursorLeft> &left);

    Q_INVOKABLE void moved(const QString &anchor, double x, double y);
    Q_INVOKABLE void left();

Q_SIGNALS:
    void surfaceChanged();
    void enabledChanged();

private:
    struct Own {
        QString anchor;
        QPointF at;
        bool operator==(const Own &) const = default;
    };
    void applyOne(const protocol::Cursor &cursor);
    void removeUser(const protocol::UserId &userId);
    void tell();

    Context &m_context;
    QString m_surface;
    bool m_enabled = false;
    bool m_company = true;
    bool m_isTold = false; ///< the others have a sample of ours
    std::optional<Own> m_own; ///< where this person's pointer is
    std::map<QString, RemotePointer> m_pointers;
};

} // namespace coterie::viewmodel
