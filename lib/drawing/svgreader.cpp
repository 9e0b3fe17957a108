#include "drawing/svgreader.h"

#include "board/boardcodec.h"
#include "board/shapejson.h"
#include "drawing/imagetype.h"
#include "drawing/svgmarkup.h"
#include "drawing/svgshapes.h"
#include "drawing/svgstyle.h"
#include "drawing/svgvalues.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SvgReader)
};

constexpr int deepest = 200;

Error notSvg()
{
    return {Errc::Malformed, "This is no SVG picture."};
}

/// The bytes of "data:image/png;base64,…"; empty for anything else.
QByteArray bytesOf(QStringView url)
{
    const qsizetype comma = url.indexOf(u',');
    if (comma < 0 || !url.startsWith("data:image/"_L1) || !url.first(comma).endsWith(";base64"_L1))
        return {};
    return QByteArray::fromBase64(url.sliced(comma + 1).toLatin1());
}

QStringView hrefOf(const QXmlStreamAttributes &attributes)
{
    const QStringView plain = attributes.value("href"_L1);
    return plain.isEmpty() ? attributes.value("http://www.w3.org/1999/xlink"_L1, "href"_L1) : plain;
}

/// Goes through the elements, and keeps within the bounds.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_bytes(bytes), m_xml(bytes) { }
    Result<Drawing> read();

private:
    void readInside(const svg::LookOf &look, const QTransform &place, const QStringList &groups);
    void readElement(const svg::LookOf &inherited, const QTransform &place, const QStringList &groups);
    void readRoot(const svg::LookOf &look, const QTransform &place, const QStringList &groups);
    void readGroup(const svg::LookOf &look, const QTransform &place, const QStringList &groups);
    void readText(const svg::LookOf &look, const QTransform &place, const QStringList &groups);
    void readRows(svg::Rows &rows, const svg::LookOf &look);
    void readMetadata();
    bool readOwn(QStringView digest, const QString &json);
    [[nodiscard]] bool next(); ///< true at the start of a child; false at the end of the element, or after an error
    void skip();

    const QByteArray &m_bytes;
    QXmlStreamReader m_xml;
    svg::StyleSheet m_styles;
    svg::ShapeMaker m_maker;
    std::optional<Drawing> m_own;
    int m_elements = 0;
    int m_depth = 0;
};

Result<Drawing> Reader::read()
{
    while (!m_xml.atEnd() && !m_xml.isStartElement()) {
        m_xml.readNext();
        if (m_xml.isDTD() && m_xml.text().contains(u'['))
            return notSvg(); // declarations of its own: entities
    }
    if (!m_xml.isStartElement() || m_xml.name() != "svg"_L1)
        return notSvg();
    readRoot(m_styles.apply({}, u"svg", m_xml.attributes()), {}, {});
    if (m_elements > maxSvgElements || m_maker.isFull())
        return Error {Errc::TooLarge, "This picture has too many parts."};
    if (m_xml.hasError())
        return notSvg();
    if (m_own)
        return *std::move(m_own);
    return m_maker.take();
}

bool Reader::next()
{
    while (!m_xml.atEnd()) {
        m_xml.readNext();
        if (m_xml.isEndElement())
            return false;
        if (!m_xml.isStartElement())
            continue;
        if (++m_elements > maxSvgElements || m_maker.isFull())
            m_xml.raiseError();
        return !m_xml.hasError();
    }
    return false;
}

void Reader::skip()
{
    for (int depth = 1; depth > 0 && !m_xml.atEnd();) {
        m_xml.readNext();
        if (m_xml.isStartElement()) {
            ++depth;
            if (++m_elements > maxSvgElements)
                m_xml.raiseError();
        } else if (m_xml.isEndElement()) {
            --depth;
        }
    }
}

void Reader::readInside(const svg::LookOf &look, const QTransform &place, const QStringList &groups)
{
    if (++m_depth > deepest)
        m_xml.raiseError();
    while (next())
        readElement(look, place, groups);
    --m_depth;
}

void Reader::readElement(const svg::LookOf &inherited, const QTransform &outer, const QStringList &groups)
{
    const QString name = m_xml.name().toString();
    const QXmlStreamAttributes attributes = m_xml.attributes();
    static constexpr std::array containers {
        QStringView(u"g"), QStringView(u"a"), QStringView(u"switch"), QStringView(u"svg"), QStringView(u"text")};
    if (name == "style"_L1)
        return m_styles.add(m_xml.readElementText(QXmlStreamReader::SkipChildElements));
    if (name == "metadata"_L1)
        return readMetadata();
    const bool isShape = svg::ShapeMaker::knows(name);
    if (!isShape && std::ranges::find(containers, name) == containers.end()) {
        m_maker.leaveOut(name);
        return skip();
    }
    const svg::LookOf look = m_styles.apply(inherited, name, attributes);
    if (!look.isVisible)
        return skip();
    const QTransform place = svg::transform(attributes.value("transform"_L1)) * outer;
    if (name == "svg"_L1)
        return readRoot(look, place, groups);
    if (name == "text"_L1)
        return readText(look, place, groups);
    if (!isShape)
        return readGroup(look, place, groups);
    if (name == "image"_L1) {
        const QByteArray bytes = bytesOf(hrefOf(attributes));
        if (m_own)
            m_own->images.insert(imageKey(bytes), bytes);
        else
            m_maker.addImage(bytes, attributes, look, place, groups);
    } else if (!m_own) {
        m_maker.add(name, attributes, look, place, groups);
    }
    skip();
}

/// The picture itself or one in it: from the units of its viewBox to pixels.
void Reader::readRoot(const svg::LookOf &look, const QTransform &outer, const QStringList &groups)
{
    const QXmlStreamAttributes attributes = m_xml.attributes();
    const auto box = svg::numbers(attributes.value("viewBox"_L1), 4);
    QTransform place;
    if (box.size() == 4 && box[2] > 0 && box[3] > 0) {
        const double width = svg::length(attributes.value("width"_L1), box[2]).value_or(box[2]);
        const double height = svg::length(attributes.value("height"_L1), box[3]).value_or(box[3]);
        const double scale = std::min(width / box[2], height / box[3]);
        if (scale > 0)
            place.scale(scale, scale);
    }
    if (m_depth > 0)
        place.translate(
            svg::length(attributes.value("x"_L1)).value_or(0), svg::length(attributes.value("y"_L1)).value_or(0));
    readInside(look, place * outer, groups);
}

void Reader::readGroup(const svg::LookOf &look, const QTransform &place, const QStringList &groups)
{
    constexpr qsizetype mostGroups = 8;
    const QStringView mode = m_xml.attributes().value("http://www.inkscape.org/namespaces/inkscape"_L1, "groupmode"_L1);
    QStringList inner = groups;
    if (mode != "layer"_L1 && inner.size() < mostGroups && m_xml.name() == "g"_L1)
        inner.prepend(m_maker.newGroup());
    readInside(look, place, inner);
}

void Reader::readText(const svg::LookOf &look, const QTransform &place, const QStringList &groups)
{
    svg::Rows rows;
    readRows(rows, look);
    if (!m_own)
        m_maker.addText(rows, look, place, groups);
}

/// The words of <text> and of what is in it; an element with a place of its own begins a row.
void Reader::readRows(svg::Rows &rows, const svg::LookOf &look)
{
    if (++m_depth > deepest)
        m_xml.raiseError();
    rows.begin(m_xml.attributes(), look);
    while (!m_xml.atEnd()) {
        m_xml.readNext();
        if (m_xml.isEndElement())
            break;
        if (m_xml.isCharacters()) {
            rows.append(m_xml.text());
        } else if (m_xml.isStartElement()) {
            if (++m_elements > maxSvgElements)
                m_xml.raiseError();
            else if (m_xml.name() == "tspan"_L1 || m_xml.name() == "a"_L1)
                readRows(rows, m_styles.apply(look, m_xml.name(), m_xml.attributes()));
            else
                skip();
        }
    }
    --m_depth;
}

void Reader::readMetadata()
{
    while (next()) {
        const bool isOurs = m_xml.name() == "board"_L1
            && m_xml.namespaceUri() == QLatin1StringView(svg::metadataNamespace.data(), svg::metadataNamespace.size());
        if (!isOurs || m_own || m_depth != 1) {
            skip();
            continue;
        }
        const QString digest = m_xml.attributes().value("digest"_L1).toString();
        const QString json = m_xml.readElementText(QXmlStreamReader::SkipChildElements);
        if (!readOwn(digest, json))
            m_maker.remark(
                Words::tr("The picture was changed in another program; it is read as that program left it."));
    }
}

/// The shapes that our own export carries, if the picture behind them is still the one that was made of them.
bool Reader::readOwn(QStringView digest, const QString &json)
{
    const qsizetype end = m_bytes.indexOf(svg::metadataEnd);
    if (end < 0)
        return false;
    const QByteArrayView body = QByteArrayView(m_bytes).sliced(end + svg::metadataEnd.size());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(body);
    if (QString::fromLatin1(hash.result().toHex()) != digest)
        return false;
    Drawing own;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array()) {
        if (const auto shape = shapeFromJson(value.toObject()))
            own.shapes.append(*shape);
    }
    m_own = std::move(own);
    return true;
}

} // namespace

Result<Drawing> fromSvg(const QByteArray &bytes)
{
    if (bytes.size() > maxSvgBytes)
        return Error {Errc::TooLarge, "This picture is too large."};
    return Reader(bytes).read();
}

} // namespace coterie::drawing
