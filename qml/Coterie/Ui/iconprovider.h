#pragma once

#include <QHash>
#include <QImage>
#include <QQuickImageProvider>

namespace coterie::ui {

/// `image://icon/NAME?color=RRGGBB`: a line icon of resources/icons in that colour. An unknown name gives an empty
/// picture. The scene graph keeps what is on screen; this cache keeps what was drawn before, a few kilobytes in all.
/// GUI thread.
class IconProvider : public QQuickImageProvider
{
public:
    IconProvider();
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;

private:
    QHash<QString, QImage> m_drawn;
};

} // namespace coterie::ui
