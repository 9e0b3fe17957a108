#include "drawing/svgmarkup.h"

#include <cmath>

namespace coterie::drawing::svg {

namespace {

/// XML 1.0, production 2.
bool mayBeInXml(char32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
}

enum class Place { Attribute, Content };

QByteArray escaped(QStringView text, Place place)
{
    QString result;
    result.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        const bool isQuoted = place == Place::Attribute && (c == U'"' || c == U'\n' || c == U'\r' || c == U'\t');
        if (c == U'&')
            result += QStringLiteral("&amp;");
        else if (c == U'<')
            result += QStringLiteral("&lt;");
        else if (c == U'>')
            result += QStringLiteral("&gt;");
        else if (isQuoted) // white space would become blanks
            result += QStringLiteral("&#%1;").arg(static_cast<uint>(c));
        else if (mayBeInXml(c))
            result += QStringView(QChar::fromUcs4(c));
    }
    return result.toUtf8();
}

/// All of a start tag but its end.
QByteArray tag(QByteArrayView name, const Attributes &attributes)
{
    QByteArray bytes = '<' + name.toByteArray();
    for (const auto &[key, value] : attributes) {
        if (!value.isEmpty())
            bytes += ' ' + key.toByteArray() + "=\"" + value + '"';
    }
    return bytes;
}

} // namespace

QByteArray number(double value)
{
    if (!std::isfinite(value))
        return "0";
    QByteArray text = QByteArray::number(value, 'f', 2);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text == "-0" ? QByteArray("0") : text;
}

QByteArray pathData(const QPainterPath &path)
{
    QByteArray data;
    QPointF begin;
    const auto append = [&data](char command, QPointF at) {
        if (command != 0)
            data += command;
        else
            data += ' ';
        data += number(at.x()) + ' ' + number(at.y());
    };
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement:
            begin = element;
            append('M', element);
            break;
        case QPainterPath::LineToElement: {
            const bool isLast = i + 1 == path.elementCount() || path.elementAt(i + 1).isMoveTo();
            if (isLast && QPointF(element) == begin)
                data += 'Z';
            else
                append('L', element);
            break;
        }
        case QPainterPath::CurveToElement: append('C', element); break;
        case QPainterPath::CurveToDataElement: {
            append(0, element);
            const bool isLast = i + 1 == path.elementCount() || path.elementAt(i + 1).isMoveTo();
            if (isLast && QPointF(element) == begin)
                data += 'Z';
            break;
        }
        }
    }
    return data;
}

QByteArray attribute(QStringView text)
{
    return escaped(text, Place::Attribute);
}

QByteArray content(QStringView text)
{
    return escaped(text, Place::Content);
}

QByteArray element(QByteArrayView name, const Attributes &attributes, const QByteArray &content)
{
    return tag(name, attributes) + '>' + content + "</" + name.toByteArray() + '>';
}

void Markup::open(QByteArrayView name, const Attributes &attributes)
{
    m_bytes += tag(name, attributes) + ">\n";
}

void Markup::close(QByteArrayView name)
{
    m_bytes += "</";
    m_bytes += name;
    m_bytes += ">\n";
}

void Markup::empty(QByteArrayView name, const Attributes &attributes)
{
    m_bytes += tag(name, attributes) + "/>\n";
}

void Markup::whole(QByteArrayView name, const Attributes &attributes, const QByteArray &content)
{
    m_bytes += element(name, attributes, content) + '\n';
}

} // namespace coterie::drawing::svg
