#include "collab/boardpeer.h"

#include "board/boardcodec.h"
#include "collab/values.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace coterie::collab {

using namespace Qt::StringLiterals;

namespace {

using crdt::Any;

constexpr double LargestId = 9007199254740991.0; ///< 2^53 - 1, the largest integer of JavaScript
constexpr double LargestScale = 1e4;
constexpr qsizetype LongestDraftText = 500; ///< units: what fits into a shape while it is drawn
constexpr qsizetype LongestWord = 64; ///< units of an id, a colour, a name of a style
constexpr qsizetype LongestReaction = 16; ///< units
constexpr std::size_t MostDraftNumbers = 1000; ///< two a vertex

Any text(const QString &value)
{
    return value.toStdU16String();
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

std::optional<double> numberMember(const Any &json, std::u16string_view key, double limit = board::maxCoordinate)
{
    const Any *value = json.member(key);
    const double *number = value ? value->number() : nullptr;
    if (!number || !std::isfinite(*number))
        return {};
    return std::clamp(*number, -limit, limit);
}

std::optional<QPointF> pointMember(const Any &json, std::u16string_view key)
{
    const Any *value = json.member(key);
    const auto x = value ? numberMember(*value, u"x") : std::nullopt;
    const auto y = value ? numberMember(*value, u"y") : std::nullopt;
    return x && y ? std::optional(QPointF(*x, *y)) : std::nullopt;
}

std::optional<QRectF> rectMember(const Any &json, std::u16string_view key)
{
    const Any *value = json.member(key);
    const auto corner = pointMember(json, key);
    const auto w = value ? numberMember(*value, u"w") : std::nullopt;
    const auto h = value ? numberMember(*value, u"h") : std::nullopt;
    if (!corner || !w || !h || *w <= 0 || *h <= 0)
        return {};
    return QRectF(*corner, QSizeF(*w, *h));
}

QString wordMember(const Any &json, std::u16string_view key)
{
    const QString word = stringMember(json, key);
    return word.size() <= LongestWord ? word : QString();
}

bool isIdLetter(QChar unit)
{
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9')
        || unit == u'-' || unit == u'_';
}

QList<board::ShapeId> idsMember(const Any &json, std::u16string_view key)
{
    const Any *value = json.member(key);
    const Any::Array *array = value ? value->array() : nullptr;
    QList<board::ShapeId> ids;
    QSet<board::ShapeId> seen;
    for (const Any &one : array ? *array : Any::Array()) {
        const std::u16string *word = one.string();
        if (!word || word->empty() || qsizetype(word->size()) > LongestWord || ids.size() >= MostTold)
            continue;
        const board::ShapeId id(toQString(*word));
        if (!std::ranges::all_of(id.value(), isIdLetter) || seen.contains(id))
            continue;
        seen.insert(id);
        ids.append(id);
    }
    return ids;
}

Any idsJson(const QList<board::ShapeId> &ids)
{
    Any::Array array;
    for (const board::ShapeId &id : ids.first(std::min(ids.size(), MostTold)))
        array.push_back(text(id.value()));
    return array;
}

Any pointJson(QPointF point)
{
    return Any::Object {{u"x", rounded(point.x())}, {u"y", rounded(point.y())}};
}

/// The box and the look of a shape that is being drawn; vertices as one flat array relative to the box.
Any draftJson(const board::Shape &shape)
{
    const board::Style &style = shape.style;
    Any::Object json {{u"type", text(toWire(shape.type))}, {u"x", rounded(shape.x)}, {u"y", rounded(shape.y)},
        {u"w", rounded(shape.w)}, {u"h", rounded(shape.h)}, {u"stroke", text(style.stroke)},
        {u"fill", text(style.fill)}, {u"width", style.width}};
    const board::Style usual;
    const auto add = [&json](std::u16string_view key, Any value, bool isUsual) {
        if (!isUsual)
            json.emplace_back(key, std::move(value));
    };
    add(u"rotation", shape.rotation, shape.rotation == 0);
    add(u"dash", text(toWire(style.dash)), style.dash == usual.dash);
    add(u"opacity", style.opacity, style.opacity == usual.opacity);
    add(u"fontSize", style.fontSize, style.fontSize == usual.fontSize);
    add(u"align", text(toWire(style.align)), style.align == usual.align);
    add(u"startHead", text(toWire(style.startHead)), style.startHead == usual.startHead);
    add(u"endHead", text(toWire(style.endHead)), style.endHead == usual.endHead);
    add(u"route", text(toWire(style.route)), style.route == usual.route);
    add(u"text", text(shape.text.left(LongestDraftText)), shape.text.isEmpty());
    if (shape.points) {
        Any::Array numbers;
        for (const board::Point &point : *shape.points) {
            if (numbers.size() >= MostDraftNumbers)
                break;
            numbers.emplace_back(rounded(double(point.x)));
            numbers.emplace_back(rounded(double(point.y)));
        }
        json.emplace_back(u"points", std::move(numbers));
    }
    return json;
}

board::PointsPtr pointsIn(const Any &json)
{
    const Any *value = json.member(u"points");
    const Any::Array *array = value ? value->array() : nullptr;
    if (!array || array->size() > MostDraftNumbers)
        return {};
    board::Points points;
    for (std::size_t i = 0; i + 1 < array->size(); i += 2) {
        const double *x = (*array)[i].number();
        const double *y = (*array)[i + 1].number();
        if (!x || !y || !(std::abs(*x) <= board::maxCoordinate) || !(std::abs(*y) <= board::maxCoordinate))
            return {};
        points.push_back({.x = float(*x), .y = float(*y)});
    }
    return points.empty() ? nullptr : std::make_shared<const board::Points>(std::move(points));
}

board::Style styleIn(const Any &json)
{
    board::Style style;
    if (const QString stroke = wordMember(json, u"stroke"); !stroke.isEmpty())
        style.stroke = stroke;
    if (const QString fill = wordMember(json, u"fill"); !fill.isEmpty())
        style.fill = fill;
    style.width = std::clamp(numberMember(json, u"width").value_or(style.width), 0.0, 1000.0);
    style.opacity = std::clamp(numberMember(json, u"opacity").value_or(style.opacity), 0.0, 1.0);
    style.fontSize = std::clamp(numberMember(json, u"fontSize").value_or(style.fontSize), 1.0, 1000.0);
    style.dash = board::dashFromWire(wordMember(json, u"dash"));
    if (const QString align = wordMember(json, u"align"); !align.isEmpty())
        style.align = board::alignFromWire(align);
    style.startHead = board::headFromWire(wordMember(json, u"startHead"));
    style.endHead = board::headFromWire(wordMember(json, u"endHead"));
    style.route = board::routeFromWire(wordMember(json, u"route"));
    return style;
}

std::optional<board::Shape> draftIn(const Any &json)
{
    const auto corner = pointMember(Any::Object {{u"at", json}}, u"at");
    const auto w = numberMember(json, u"w");
    const auto h = numberMember(json, u"h");
    board::Shape shape;
    shape.type = board::shapeTypeFromWire(wordMember(json, u"type"));
    if (!corner || !w || !h || *w < 0 || *h < 0 || shape.type == board::ShapeType::Unknown)
        return {};
    shape.x = corner->x();
    shape.y = corner->y();
    shape.w = *w;
    shape.h = *h;
    shape.rotation = std::remainder(numberMember(json, u"rotation").value_or(0), 360);
    shape.points = board::isConnector(shape.type) || board::isStroke(shape.type) ? pointsIn(json) : nullptr;
    shape.text = stringMember(json, u"text").left(LongestDraftText);
    shape.style = styleIn(json);
    if ((board::isConnector(shape.type) || board::isStroke(shape.type)) && !shape.points)
        return {};
    return shape;
}

/// Ids are left out where they are those of the selection, as is nearly always so.
Any gestureJson(const Gesture &gesture, const QList<board::ShapeId> &selection)
{
    Any::Object json;
    if (gesture.ids != selection)
        json.emplace_back(u"ids", idsJson(gesture.ids));
    if (!gesture.move.isNull())
        json.emplace_back(u"move", pointJson(gesture.move));
    if (gesture.scaleX != 1 || gesture.scaleY != 1 || gesture.rotation != 0) {
        json.emplace_back(u"anchor", pointJson(gesture.anchor));
        json.emplace_back(u"scaleX", gesture.scaleX);
        json.emplace_back(u"scaleY", gesture.scaleY);
        json.emplace_back(u"rotation", rounded(gesture.rotation));
    }
    if (gesture.draft)
        json.emplace_back(u"draft", draftJson(*gesture.draft));
    return json;
}

std::optional<Gesture> gestureIn(const Any &state, const QList<board::ShapeId> &selection)
{
    const Any *json = state.member(u"gesture");
    if (!json || !json->object())
        return {};
    Gesture gesture;
    gesture.ids = json->member(u"ids") ? idsMember(*json, u"ids") : selection;
    gesture.move = pointMember(*json, u"move").value_or(QPointF());
    gesture.anchor = pointMember(*json, u"anchor").value_or(QPointF());
    gesture.scaleX = numberMember(*json, u"scaleX", LargestScale).value_or(1);
    gesture.scaleY = numberMember(*json, u"scaleY", LargestScale).value_or(1);
    gesture.rotation = std::remainder(numberMember(*json, u"rotation").value_or(0), 360);
    if (const Any *draft = json->member(u"draft"))
        gesture.draft = draftIn(*draft);
    return gesture.ids.isEmpty() && !gesture.draft ? std::nullopt : std::optional(gesture);
}

Reaction reactionIn(const Any &state)
{
    const Any *json = state.member(u"reaction");
    const auto at = pointMember(state, u"reaction");
    const auto number = json ? numberMember(*json, u"n", 4e9) : std::nullopt;
    const QString name = json ? stringMember(*json, u"name") : QString();
    if (!at || !number || *number < 0 || name.size() > LongestReaction || !reactionNames().contains(name))
        return {};
    return {.name = name, .at = *at, .number = quint32(*number)};
}

bool isShown(QChar unit)
{
    return unit.category() != QChar::Other_Control && unit.category() != QChar::Other_Format;
}

} // namespace

const QStringList &toolNames()
{
    static const QStringList names {u"select"_s, u"hand"_s, u"pen"_s, u"highlighter"_s, u"eraser"_s, u"line"_s,
        u"arrow"_s, u"rectangle"_s, u"ellipse"_s, u"diamond"_s, u"text"_s, u"note"_s, u"image"_s, u"frame"_s,
        u"laser"_s, u"lasso"_s};
    return names;
}

const QStringList &reactionNames()
{
    static const QStringList names {u"👍"_s, u"❤️"_s, u"😂"_s, u"🎉"_s, u"👏"_s, u"👀"_s, u"😮"_s, u"❓"_s};
    return names;
}

QString tidyChat(const QString &text)
{
    QString tidy;
    for (const QChar unit : QStringView(text).left(LongestChat * 4)) {
        if (isShown(unit) || unit == u'\n' || unit == u'\t' || unit == QChar(0x200d)) // emoji are joined by the last
            tidy += unit;
    }
    const bool endsInSpace = !tidy.isEmpty() && tidy.back().isSpace(); // somebody is typing the next word
    tidy = tidy.simplified();
    if (endsInSpace && !tidy.isEmpty())
        tidy += u' ';
    tidy.truncate(LongestChat);
    if (!tidy.isEmpty() && tidy.back().isHighSurrogate())
        tidy.chop(1);
    return tidy;
}

BoardPeer boardPeerOf(quint64 client, const crdt::Any &state)
{
    BoardPeer peer {.client = client,
        .person = personIn(state, client),
        .pointer = pointMember(state, u"pointer"),
        .page = board::PageId(wordMember(state, u"page")),
        .selection = idsMember(state, u"selection"),
        .tool = wordMember(state, u"tool"),
        .viewport = rectMember(state, u"viewport"),
        .gesture = {},
        .chat = tidyChat(stringMember(state, u"chat")),
        .laser = false,
        .reaction = reactionIn(state),
        .following = 0};
    if (!toolNames().contains(peer.tool))
        peer.tool.clear();
    peer.gesture = gestureIn(state, peer.selection);
    const Any *laser = state.member(u"laser");
    peer.laser = laser && laser->boolean() && *laser->boolean();
    const double following = numberMember(state, u"following", LargestId).value_or(0);
    if (following > 0 && std::floor(following) == following)
        peer.following = quint64(following);
    return peer;
}

crdt::Any toState(const BoardPeer &peer)
{
    Any::Object state {{u"user", toJson(peer.person)},
        {u"pointer", peer.pointer ? pointJson(*peer.pointer) : Any(Any::Null {})},
        {u"selection", idsJson(peer.selection)}};
    const auto add = [&state](std::u16string_view key, Any value) { state.emplace_back(key, std::move(value)); };
    if (!peer.page.isEmpty())
        add(u"page", text(peer.page.value()));
    if (!peer.tool.isEmpty())
        add(u"tool", text(peer.tool));
    if (const auto &view = peer.viewport)
        add(u"viewport",
            Any::Object {{u"x", rounded(view->x())}, {u"y", rounded(view->y())}, {u"w", rounded(view->width())},
                {u"h", rounded(view->height())}});
    if (peer.gesture)
        add(u"gesture", gestureJson(*peer.gesture, peer.selection));
    if (!peer.chat.isEmpty())
        add(u"chat", text(peer.chat));
    if (peer.laser)
        add(u"laser", true);
    if (!peer.reaction.name.isEmpty())
        add(u"reaction",
            Any::Object {{u"name", text(peer.reaction.name)}, {u"x", rounded(peer.reaction.at.x())},
                {u"y", rounded(peer.reaction.at.y())}, {u"n", double(peer.reaction.number)}});
    if (peer.following != 0)
        add(u"following", double(peer.following));
    return state;
}

} // namespace coterie::collab
