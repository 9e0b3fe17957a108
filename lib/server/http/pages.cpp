#include "server/http/pages.h"

#include <QUrl>

namespace coterie::server {

using namespace Qt::StringLiterals;

namespace {

constexpr char frame[] = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>%1</title><style>
:root{color-scheme:light dark;--ground:#f6f5f2;--card:#fff;--ink:#1c1b1a;--soft:#6b6862;--line:#e4e1da;--accent:#0f766e;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#161615;--card:#201f1e;--ink:#f0eeea;--soft:#a19d95;--line:#34322f;--accent:#2dd4bf;--on:#08211e}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{width:100%;max-width:30rem;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:32px}
.mark{width:48px;height:48px;border-radius:14px;background:var(--accent);color:var(--on);display:grid;place-items:center;font-size:22px;font-weight:700}
h1{font-size:1.5rem;line-height:1.25;margin:20px 0 4px;overflow-wrap:anywhere}p{margin:0 0 16px;color:var(--soft)}
code{display:block;padding:12px 14px;margin:0 0 16px;border:1px solid var(--line);border-radius:10px;background:var(--ground);
font:15px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere;user-select:all}
a.button{display:block;text-align:center;padding:12px 16px;border-radius:10px;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
a.button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}small{display:block;margin-top:16px;color:var(--soft)}
</style></head><body><main><div class="mark" aria-hidden="true">%2</div>%3</main></body></html>
)html";

QByteArray page(const QString &title, const QString &content)
{
    const QString initial = title.isEmpty() ? u"C"_s : title.first(1).toUpper();
    // One pass: what is put in for %1 is not searched for %2.
    return QString::fromUtf8(frame).arg(title.toHtmlEscaped(), initial.toHtmlEscaped(), content).toUtf8();
}

/// "http://host:1" → "coterie://host:1": the link that opens the app.
QString appLink(const QString &base, const QString &path)
{
    return u"coterie://"_s + base.sliced(base.indexOf("://"_L1) + 3) + path;
}

} // namespace

QByteArray landingPage(const QString &name, const QString &base, bool guests)
{
    const QString entry =
        guests ? u"A name is enough to come in."_s : u"You need an account or an invitation to come in."_s;
    const QString content = u"<h1>%1</h1><p>A Coterie workspace: chat, documents and boards. %2</p>"
                            "<p>Paste this address into the app:</p><code>%3</code>"
                            "<a class=\"button\" href=\"%4\">Open in Coterie</a>"_s.arg(
                                name.toHtmlEscaped(), entry, base.toHtmlEscaped(), appLink(base, {}).toHtmlEscaped());
    return page(name, content);
}

QByteArray invitePage(const QString &name, const QString &base, const QString &code)
{
    const QString path = u"/invite/"_s + QString::fromLatin1(QUrl::toPercentEncoding(code));
    const QString content =
        u"<h1>You are invited to %1</h1><p>Open the invitation in the Coterie app, or paste this address into it:</p>"
        "<code>%2</code><a class=\"button\" href=\"%3\">Accept in Coterie</a>"_s.arg(
            name.toHtmlEscaped(), (base + path).toHtmlEscaped(), appLink(base, path).toHtmlEscaped());
    return page(name, content);
}

QByteArray expiredInvitePage(const QString &name)
{
    return page(name,
        u"<h1>This invitation is not valid any more</h1><p>It has been used up or is too old. "
        "Ask whoever sent it for a new one.</p>"_s);
}

} // namespace coterie::server
