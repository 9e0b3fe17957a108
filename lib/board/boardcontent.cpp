// The board as a whole: its pages, shapes and images in a document. The single shape is in boardcodec.cpp.

#include "board/boardcodec.h"
#include "board/order.h"
#include "board/parallel.h"
#include "board/utf16.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <span>
#include <vector>

namespace coterie::board {

namespace {
constexpr qsizetype LongestZ = 1000;
}

QList<Page> readPages(const crdt::Map &pages)
{
    QList<Page> list;
    pages.forEach([&list](std::u16string_view key, const crdt::Value &value) {
        const auto *type = std::get_if<crdt::SharedType>(&value);
        const auto *any = std::get_if<crdt::Any>(&value);
        const crdt::Any page = type ? type->toJson() : any ? *any : crdt::Any();
        const QString id = toQString(key);
        if (!page.object() || (!id.isEmpty() && !isShapeId(id)) || list.size() >= maxPages)
            return;
        const auto text = [&page](std::u16string_view member, qsizetype longest) {
            const crdt::Any *given = page.member(member);
            const std::u16string *string = given ? given->string() : nullptr;
            return string ? toQString(*string).left(longest) : QString();
        };
        list.append({PageId(id), text(u"name", maxPageName), text(u"z", LongestZ)});
    });
    return list;
}

namespace {

struct WrittenShape {
    ShapeId id;
    crdt::Map entries;
};

QList<ShapePtr> readShapes(std::span<const WrittenShape> written)
{
    QList<ShapePtr> shapes;
    shapes.reserve(std::ssize(written));
    for (const WrittenShape &one : written)
        if (auto shape = readShape(one.entries, one.id))
            shapes.append(std::make_shared<const Shape>(std::move(*shape)));
    return shapes;
}

} // namespace

Scene readScene(crdt::Doc &doc)
{
    std::vector<WrittenShape> written;
    doc.map(shapesRoot).forEach([&](std::u16string_view key, const crdt::Value &value) {
        const auto *type = std::get_if<crdt::SharedType>(&value);
        const ShapeId id(toQString(key));
        if (type && type->kind() == crdt::TypeKind::Map && isShapeId(id.value()) && std::ssize(written) < maxShapes)
            written.push_back({id, crdt::Map(*type)});
    });
    const std::span all(written);
    QList<ShapePtr> shapes;
    constexpr std::size_t Many = 1000; // are worth a thread
    if (written.size() < Many) {
        shapes = readShapes(all);
    } else { // what is in one shape is only read by one thread
        QList<ShapePtr> rest;
        const std::size_t half = written.size() / 2;
        doBoth([&] { shapes = readShapes(all.first(half)); }, [&] { rest = readShapes(all.subspan(half)); });
        shapes += rest;
    }
    Scene scene;
    scene.setPages(readPages(doc.map(pagesRoot)));
    scene.setAll(std::move(shapes));
    return scene;
}

bool isImage(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff")
        || (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP");
}

QByteArray imageIn(crdt::Doc &doc, const QString &key)
{
    const auto value = doc.map(imagesRoot).get(viewOf(key));
    const auto *any = value ? std::get_if<crdt::Any>(&*value) : nullptr;
    const crdt::Bytes *bytes = any ? any->bytes() : nullptr;
    if (!bytes || std::ssize(*bytes) > maxImageBytes)
        return {};
    const QByteArray image(reinterpret_cast<const char *>(bytes->data()), std::ssize(*bytes));
    return isImage(image) ? image : QByteArray();
}

QString imageKey(const QByteArray &bytes)
{
    constexpr qsizetype digits = 32;
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(digits));
}

bool addImage(crdt::Doc &doc, const QByteArray &bytes)
{
    if (bytes.size() > maxImageBytes || !isImage(bytes))
        return false;
    const QString key = imageKey(bytes);
    const auto view = std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size())));
    if (imageIn(doc, key).isEmpty())
        static_cast<void>(doc.map(imagesRoot).set(viewOf(key), crdt::Bytes(view.begin(), view.end())));
    return true;
}

QList<Shape> placedShapes(QList<Shape> shapes, const Scene &scene)
{
    QHash<ShapeId, ShapeId> renamed;
    QHash<QString, QString> groups;
    QHash<PageId, qsizetype> unplaced;
    for (Shape &shape : shapes) {
        const ShapeId given = shape.id;
        if (!isShapeId(given.value()) || scene.find(given) || renamed.contains(given))
            shape.id = newShapeId();
        if (!given.isEmpty())
            renamed.insert(given, shape.id);
        if (shape.z.isEmpty())
            ++unplaced[shape.page];
        for (const QString &group : shape.groups) {
            if (!groups.contains(group))
                groups.insert(group, scene.inGroup(group).isEmpty() ? group : newShapeId().value());
        }
    }
    QHash<PageId, QList<QString>> keys;
    for (auto it = unplaced.cbegin(); it != unplaced.cend(); ++it)
        keys.insert(it.key(), keysBetween(scene.topZ(it.key()), {}, *it, QRandomGenerator::global()->generate() | 1U));
    const auto known = [&](const ShapeId &id) {
        const ShapeId own = renamed.value(id);
        return own.isEmpty() && scene.find(id) ? id : own;
    };
    for (Shape &shape : shapes) {
        if (shape.z.isEmpty())
            shape.z = keys[shape.page].takeFirst();
        shape.frame = known(shape.frame);
        for (QString &group : shape.groups)
            group = groups.value(group);
        for (std::optional<Binding> *binding : {&shape.start, &shape.end}) {
            if (*binding)
                (*binding)->shape = known((*binding)->shape);
            if (*binding && (*binding)->shape.isEmpty())
                binding->reset();
        }
    }
    return shapes;
}

void addShapes(crdt::Doc &doc, const QList<Shape> &shapes)
{
    const QList<Shape> placed = placedShapes(shapes, readScene(doc));
    doc.transact([&] {
        crdt::Map map = doc.map(shapesRoot);
        for (const Shape &shape : placed) {
            if (const auto made = map.setType(viewOf(shape.id.value()), crdt::TypeKind::Map)) {
                crdt::Map entries(*made);
                writeShape(entries, shape, nullptr);
            }
        }
    });
}

} // namespace coterie::board
