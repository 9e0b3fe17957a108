#include "server/http/answers.h"
#include "server/http/api.h"
#include "server/http/boardrenderer.h"

// Pictures of boards by HTTP.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

struct Format {
    QStringView name;
    QByteArrayView type;
};
constexpr std::array formats {
    Format {u"svg", "image/svg+xml"},
    Format {u"png", "image/png"},
    Format {u"pdf", "application/pdf"},
    Format {u"excalidraw", "application/vnd.excalidraw+json"},
};

const Format *formatOf(const HttpRequest &request)
{
    const QString name = request.query.queryItemValue(u"format"_s);
    const auto *const it = std::ranges::find(formats, name, &Format::name);
    return it == formats.end() ? nullptr : it;
}

/// What coterie-render is told. Each value in one word with its option, so that none is taken for an option.
Result<QStringList> argumentsFor(const HttpRequest &request, const QString &title)
{
    constexpr qsizetype longest = 200;
    QStringList arguments {u"--format="_s + formatOf(request)->name.toString(), u"--title="_s + title};
    for (const QString &name : {u"page"_s, u"frame"_s, u"scale"_s, u"theme"_s}) {
        const QString value = request.query.queryItemValue(name, QUrl::FullyDecoded);
        if (value.size() > longest)
            return Error {Errc::BadRequest, u"The %1 is too long."_s.arg(name).toStdString()};
        if (!value.isEmpty())
            arguments.append(u"--%1=%2"_s.arg(name, value));
    }
    return arguments;
}

} // namespace

bool Api::isBoardPicture(const Call &call)
{
    return call.path[0] == "documents"_L1 && call.is("GET", 3) && call.path[2] == "export"_L1
        && formatOf(call.request) != nullptr;
}

Result<void> Api::exportBoard(const Call &call)
{
    if (auto allowed = m_core.allow(call.user->reads); !allowed)
        return allowed;
    const auto row = m_do.documents.find(*call.user, DocumentId {call.path[1]});
    if (!row)
        return row.error();
    if (row->kind != DocumentKind::Board)
        return unsupportedExport();
    if (!BoardRenderer::isInstalled())
        return Error {Errc::Unsupported, "This server makes no pictures: coterie-render is not installed beside it."};
    if (m_renderer->isBusy())
        return Error {Errc::Unavailable, "The server has much to do. Try again in a moment."};
    const auto arguments = argumentsFor(call.request, row->title);
    if (!arguments)
        return arguments.error();
    const auto state = stateFor(call, *row);
    if (!state)
        return state.error();
    const Format &format = *formatOf(call.request);
    m_renderer->run(*state, *arguments,
        [this, request = call.request, title = row->title, &format](const Result<BoardRenderer::Picture> &picture) {
            m_turn([&] {
                if (!picture)
                    return refuse(request, picture.error());
                HttpResponse answer =
                    download(format.type.toByteArray(), picture->bytes, title, u'.' + format.name.toString());
                if (!picture->remark.isEmpty())
                    answer.headers.emplaceBack("x-coterie-remark", QUrl::toPercentEncoding(picture->remark, " "));
                respond(request, std::move(answer));
            });
        });
    return {};
}

} // namespace coterie::server
