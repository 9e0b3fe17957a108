#include "documentstyle.h"

#include <QGuiApplication>

#include <utility>

namespace coterie::document {

DocumentStyle::DocumentStyle(QObject *parent) : QObject(parent)
{
    // A face that comes late is other letters: everything is laid out again.
    connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, this, &DocumentStyle::styleChanged);
    connect(this, &DocumentStyle::styleChanged, this, &DocumentStyle::announce);
}

void DocumentStyle::announce()
{
    if (std::exchange(m_announcing, true))
        return;
    const auto tell = [this] {
        m_announcing = false;
        Q_EMIT restyled();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

QFont DocumentStyle::font(qreal size, QFont::Weight weight) const
{
    QFont font(family);
    font.setPixelSize(std::max(int(px(size)), 1));
    font.setWeight(weight);
    return font;
}

QFont DocumentStyle::monoFont(qreal size) const
{
    QFont font(monoFamily);
    font.setPixelSize(std::max(int(px(size)), 1));
    return font;
}

DocumentStyle::Face DocumentStyle::face(const LineInfo &info) const
{
    Face face {.font = font(15), .color = info.quotes > 0 ? soft : ink, .lineHeight = px(26)};
    switch (info.kind) {
    case LineKind::Heading:
        face.font = font(info.level == 1 ? 25 : info.level == 2 ? 20 : info.level == 3 ? 17 : 15, QFont::Bold);
        face.color = ink;
        face.lineHeight = px(info.level == 1 ? 36 : info.level == 2 ? 30 : 26);
        face.above = px(info.level == 1 ? 12 : info.level == 2 ? 8 : 4);
        face.below = px(6);
        break;
    case LineKind::Code:
        face.font = monoFont(13);
        face.color = ink;
        face.lineHeight = px(20);
        break;
    case LineKind::Fence:
    case LineKind::FenceEnd:
        face.font = monoFont(11);
        face.color = faint;
        face.lineHeight = px(20);
        break;
    case LineKind::TableBorder:
    case LineKind::Underline:
        face.font = monoFont(11);
        face.color = faint;
        face.lineHeight = px(16);
        break;
    case LineKind::Rule:
        face.font = monoFont(12);
        face.color = faint;
        break;
    case LineKind::TableHead: face.font = font(15, QFont::Bold); break;
    case LineKind::Blank: face.lineHeight = px(18); break;
    case LineKind::Paragraph:
    case LineKind::Item:
    case LineKind::TableRow: break;
    }
    return face;
}

} // namespace coterie::document
