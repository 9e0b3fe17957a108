#include "server/hub/documentcontent.h"

#include "crdt/textdiff.h"
#include "server/hub/crdtbytes.h"

#include <algorithm>

namespace coterie::server {

using namespace protocol;
using crdt::Any;
using crdt::Doc;

namespace {

constexpr std::u16string_view contentName = u"content";
constexpr std::u16string_view shapesName = u"shapes";
constexpr std::u16string_view metaName = u"meta";

/// All of these are known to succeed: the places were asked for a moment before, in the same transaction.
void sure(const Result<void> &done)
{
    assert(done);
    static_cast<void>(done);
}

bool isPlain(const crdt::Delta &delta)
{
    return std::ranges::all_of(
        delta, [](const crdt::DeltaStep &step) { return step.values.empty() && step.attributes.empty(); });
}

void textBecomes(crdt::Text text, const crdt::Text &wanted)
{
    const crdt::Delta before = text.toDelta();
    crdt::Delta after = wanted.toDelta();
    if (isPlain(before) && isPlain(after)) {
        sure(text.applyDelta(crdt::diffText(text.toString(), wanted.toString())));
        return;
    }
    std::erase_if(after, [](const crdt::DeltaStep &step) { // a nested type lives in its own document only
        return !step.values.empty() && !std::holds_alternative<Any>(step.values.front());
    });
    sure(text.erase(0, text.length()));
    sure(text.applyDelta(after));
}

Any plain(const crdt::Value &value)
{
    if (const Any *any = std::get_if<Any>(&value))
        return *any;
    const auto *type = std::get_if<crdt::SharedType>(&value);
    return type != nullptr ? type->toJson() : Any();
}

/// Entries that are the same stay what they are, nested types too.
void entriesBecome(crdt::Map map, const Any::Object &wanted)
{
    for (const std::u16string &key : map.keys()) {
        if (std::ranges::find(wanted, key, &Any::Member::first) == wanted.end())
            sure(map.erase(key));
    }
    for (const auto &[key, value] : wanted) {
        const auto present = map.get(key);
        if (!present || !(plain(*present) == value))
            sure(map.set(key, value));
    }
}

void shapesBecome(crdt::Map shapes, const crdt::Map &wanted)
{
    for (const std::u16string &id : shapes.keys()) {
        if (!wanted.has(id))
            sure(shapes.erase(id));
    }
    for (const std::u16string &id : wanted.keys()) {
        const Any shape = plain(*wanted.get(id));
        const Any::Object *entries = shape.object();
        if (entries == nullptr)
            continue; // a shape is a map
        const auto present = shapes.get(id);
        const auto *type = present ? std::get_if<crdt::SharedType>(&*present) : nullptr;
        if (type != nullptr && type->kind() == crdt::TypeKind::Map)
            entriesBecome(crdt::Map(*type), *entries);
        else if (const auto made = shapes.setType(id, crdt::TypeKind::Map))
            entriesBecome(crdt::Map(*made), *entries);
    }
}

} // namespace

void writeMeta(Doc &document, const protocol::Document &about)
{
    document.transact([&] {
        crdt::Map meta = document.map(metaName);
        sure(meta.set(u"title", unitsOf(about.title)));
        sure(meta.set(u"createdBy", unitsOf(about.createdBy.value())));
        sure(meta.set(u"createdAt", static_cast<double>(toEpochMillis(about.createdAt))));
    });
}

void writeTitle(Doc &document, const QString &title)
{
    sure(document.map(metaName).set(u"title", unitsOf(title)));
}

QString titleIn(Doc &document)
{
    const auto value = document.map(metaName).get(u"title");
    const Any *any = value ? std::get_if<Any>(&*value) : nullptr;
    const std::u16string *title = any != nullptr ? any->string() : nullptr;
    return title != nullptr ? textOf(*title) : QString();
}

QString markdownIn(Doc &document)
{
    return textOf(document.text(contentName).toString());
}

void becomeLike(Doc &document, Doc &wanted, DocumentKind kind)
{
    document.transact([&] {
        if (kind == DocumentKind::Text)
            textBecomes(document.text(contentName), wanted.text(contentName));
        else
            shapesBecome(document.map(shapesName), wanted.map(shapesName));
    });
}

Result<crdt::Bytes> changeTo(std::span<const std::byte> wanted, std::span<const std::byte> present, DocumentKind kind)
{
    Doc before;
    Doc after;
    if (!before.applyUpdate(present, crdt::UpdateVersion::V2) || !after.applyUpdate(wanted, crdt::UpdateVersion::V2))
        return Error {Errc::Corrupt, "This version cannot be read."};
    crdt::Bytes change;
    const auto written = before.onUpdate([&change](std::span<const std::byte> update, const void *, bool) {
        change.assign(update.begin(), update.end());
    });
    becomeLike(before, after, kind);
    return change;
}

} // namespace coterie::server
