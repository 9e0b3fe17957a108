#include "server/hub/documentcontent.h"

#include "server/hub/crdtbytes.h"
#include "server/hub/typechange.h"

#include <cassert>

namespace coterie::server {

using namespace protocol;
using crdt::Any;
using crdt::Doc;

namespace {

constexpr std::u16string_view contentName = u"content";
constexpr std::u16string_view shapesName = u"shapes";
constexpr std::u16string_view metaName = u"meta";

constexpr std::u16string_view pagesName = u"pages";
constexpr std::u16string_view imagesName = u"images";
constexpr KeyPair oneWinner[] = {{u"x", u"y"}, {u"w", u"h"}};

void sure(const Result<void> &done)
{
    assert(done);
    static_cast<void>(done);
}

std::optional<crdt::Map> mapUnder(const crdt::Map &map, std::u16string_view key)
{
    const auto value = map.get(key);
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    return type != nullptr && type->kind() == crdt::TypeKind::Map ? std::optional(crdt::Map(*type)) : std::nullopt;
}

/// Whether somebody who is here draws this stroke right now: it grows, and has no box before it is finished.
bool isBeingDrawn(const crdt::Map &shape, const QSet<UserId> &present)
{
    const auto points = shape.get(u"points");
    const auto *grown = points ? std::get_if<crdt::SharedType>(&*points) : nullptr;
    const auto is = [&](std::u16string_view key, const Any &value) {
        const auto entry = shape.get(key);
        return !entry || plain(*entry) == value;
    };
    const auto by = shape.get(u"by");
    const Any author = by ? plain(*by) : Any();
    return grown != nullptr && grown->kind() == crdt::TypeKind::Text && is(u"w", 0.0) && is(u"h", 0.0)
        && author.string() != nullptr && present.contains(UserId {toQString(*author.string())});
}

void shapesBecome(crdt::Map shapes, const crdt::Map &wanted, const QSet<UserId> &present)
{
    for (const std::u16string &id : shapes.keys()) {
        const auto shape = mapUnder(shapes, id);
        if (!wanted.has(id) && !(shape && isBeingDrawn(*shape, present)))
            sure(shapes.erase(id));
    }
    for (const std::u16string &id : wanted.keys()) {
        const auto shape = mapUnder(wanted, id);
        if (!shape)
            continue; // a shape is a map
        if (const auto there = mapUnder(shapes, id))
            mapBecomes(*there, *shape, oneWinner);
        else if (const auto made = shapes.setType(id, crdt::TypeKind::Map))
            mapBecomes(crdt::Map(*made), *shape);
    }
}

/// The bytes of an image stand under their hash, so they are right or missing. None is taken away: somebody's undo may
/// bring back what shows it.
void imagesBecome(crdt::Map images, const crdt::Map &wanted)
{
    for (const std::u16string &key : wanted.keys()) {
        if (!images.has(key))
            sure(images.set(key, plain(*wanted.get(key))));
    }
}

} // namespace

void writeMeta(Doc &document, const protocol::Document &about)
{
    document.transact([&] {
        crdt::Map meta = document.map(metaName);
        sure(meta.set(u"title", viewOf(about.title)));
        sure(meta.set(u"createdBy", viewOf(about.createdBy.value())));
        sure(meta.set(u"createdAt", static_cast<double>(toEpochMillis(about.createdAt))));
    });
}

void writeTitle(Doc &document, const QString &title)
{
    sure(document.map(metaName).set(u"title", viewOf(title)));
}

QString titleIn(Doc &document)
{
    const auto value = document.map(metaName).get(u"title");
    const Any *any = value ? std::get_if<Any>(&*value) : nullptr;
    const std::u16string *title = any != nullptr ? any->string() : nullptr;
    return title != nullptr ? toQString(*title) : QString();
}

QString markdownIn(Doc &document)
{
    return toQString(document.text(contentName).toString());
}

QList<ShapeText> shapeTextsIn(Doc &document)
{
    QList<ShapeText> texts;
    const crdt::Map shapes = document.map(shapesName);
    for (const std::u16string &id : shapes.keys()) {
        const auto shape = mapUnder(shapes, id);
        const auto value = shape ? shape->get(u"text") : std::nullopt;
        if (!value)
            continue;
        const auto *type = std::get_if<crdt::SharedType>(&*value);
        ShapeText found {.shape = toQString(id)};
        if (type != nullptr && type->kind() == crdt::TypeKind::Text) {
            found.type = crdt::Text(*type);
            found.text = toQString(found.type->toString());
        } else if (const Any written = plain(*value); written.string() != nullptr) {
            found.text = toQString(*written.string());
        }
        if (!found.text.isEmpty())
            texts.append(std::move(found));
    }
    return texts;
}

void becomeLike(Doc &document, Doc &wanted, DocumentKind kind, const QSet<UserId> &present)
{
    document.transact([&] {
        if (kind == DocumentKind::Text) {
            textBecomes(document.text(contentName), wanted.text(contentName));
            return;
        }
        imagesBecome(document.map(imagesName), wanted.map(imagesName));
        mapBecomes(document.map(pagesName), wanted.map(pagesName));
        shapesBecome(document.map(shapesName), wanted.map(shapesName), present);
    });
}

Result<crdt::Bytes> changeTo(std::span<const std::byte> wanted, std::span<const std::byte> present, DocumentKind kind,
    const QSet<UserId> &people)
{
    Doc before;
    Doc after;
    if (!before.applyUpdate(present, crdt::UpdateVersion::V2) || !after.applyUpdate(wanted, crdt::UpdateVersion::V2))
        return Error {Errc::Corrupt, "This version cannot be read."};
    crdt::Bytes change;
    const auto written = before.onUpdate([&change](std::span<const std::byte> update, const void *, bool) {
        change.assign(update.begin(), update.end());
    });
    becomeLike(before, after, kind, people);
    return change;
}

} // namespace coterie::server
