#include "board/boardcodec.h"
#include "board/points.h"

#include <QString>

#include <cstdlib>

using namespace coterie;

/// An update as a stranger sends it, read as a board; and the same bytes as the points of a stroke.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto bytes = std::as_bytes(std::span(data, size));
    const board::Points points =
        board::pointsFromText(QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (std::ssize(points) > board::maxPoints)
        std::abort();
    crdt::Doc doc;
    if (!doc.applyUpdate(bytes))
        return 0;
    const board::Scene scene = board::readScene(doc);
    qsizetype listed = 0;
    for (const board::Page &page : scene.pages()) {
        for (const board::ShapePtr &shape : scene.onPage(page.id)) {
            ++listed;
            const QRectF bounds = board::paintedBounds(*shape);
            if (!(bounds.width() >= 0 && bounds.height() >= 0) || !scene.bounds(page.id).contains(bounds))
                std::abort();
        }
    }
    if (listed != scene.count())
        std::abort();
    // What was read is written and reads the same.
    crdt::Doc copy;
    QList<board::Shape> shapes;
    for (const board::ShapePtr &shape : scene.onPage({}))
        shapes.append(*shape);
    board::addShapes(copy, shapes);
    if (board::readScene(copy).onPage({}).size() != shapes.size())
        std::abort();
    return 0;
}
