#include "eventsourcetable.h"

using namespace Qt::StringLiterals;

namespace eventsource {

namespace {

// A string literal with its NULs.
template <std::size_t size>
QByteArray raw(const char (&text)[size])
{
    return {text, static_cast<qsizetype>(size - 1)};
}

ServerEvent message(const QString &data, const QString &id = {})
{
    return {u"message"_s, data, id};
}

const QByteArray mark = "\xEF\xBB\xBF"_ba; // the byte order mark

QList<Stream> fieldStreams()
{
    return {
        {"data lines are joined, an empty one counts [format-field-data]", "data:\n\ndata\ndata\n\ndata:test\n\n\n"_ba,
            {message({}), message(u"\n"_s), message(u"test"_s)}},
        {"names are exact, to the case and the NUL [format-field-parsing]",
            raw("data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\n"
                "data:4\n\n"),
            {message(QString(QChar::Null) + u"\n 2\n1\n3\n\n4"_s)}},
        {"unknown fields are left alone [format-field-unknown]",
            "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n\n"_ba,
            {message(u"test\n\ntest"_s)}},
        {"longer names are other names", "dataa:1\nevents:x\nidd:1\nretryy:1\ndata:2\n\n"_ba, {message(u"2"_s)}},
        {"one space is dropped, only one, and no tab [format-leading-space]", "data:\ttest\rdata: \ndata:test\n\n\n"_ba,
            {message(u"\ttest\n\ntest"_s)}},
        {"a NUL is data [format-null-character]", raw("data:\0\n\n\n\n"), {message(QString(QChar::Null))}},
        {"comments, short and long, with NULs [format-comments]",
            raw("data:1\r:\0\n:\r\ndata:2\n:") + QByteArray(2048, 'x') + raw("\rdata:3\n:data:fail\r:")
                + QByteArray(2048, 'x') + raw("\ndata:4\n\n"),
            {message(u"1\n2\n3\n4"_s)}},
        {"no data, no event [event-data]",
            "data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\ndata\n\ndata:end\n\n"_ba,
            {message(u"msg\nmsg"_s), message({}), message(u"end"_s)}},
        {"event names one event [format-field-event]", "event:test\ndata:x\n\ndata:x\n\n\n"_ba,
            {{u"test"_s, u"x"_s, {}}, message(u"x"_s)}},
        {"an empty event is a message [format-field-event-empty]", "event: \ndata:data\n\n\n"_ba, {message(u"data"_s)}},
        {"the last event line wins", "event:a\nevent:b\ndata:x\n\n"_ba, {{u"b"_s, u"x"_s, {}}}},
        {"an event without data leaves no type", "event:a\n\ndata:x\n\n"_ba, {message(u"x"_s)}},
        {"what no empty line ends is dropped [format-data-before-final-empty-line]",
            "retry:1000\ndata:test1\n\nid:test\ndata:test2\n"_ba, {message(u"test1"_s)}},
        {"nothing but line ends", "\n\r\r\n\n"_ba, {}},
    };
}

QList<Stream> byteStreams()
{
    return {
        {"LF, CR and CRLF end lines [format-newlines]", "data:test\r\ndata\ndata:test\r\n\r\n"_ba,
            {message(u"test\n\ntest"_s)}},
        {"each kind of line end dispatches", "data: cr\r\rdata: lf\n\ndata: crlf\r\n\r\n"_ba,
            {message(u"cr"_s), message(u"lf"_s), message(u"crlf"_s)}},
        {"a byte order mark goes, a second one is a name [format-bom]",
            mark + "data:1\n\n" + mark + "data:2\n\ndata:3\n\n\n", {message(u"1"_s), message(u"3"_s)}},
        {"of two marks the first one goes [format-bom-2]", mark + mark + "data:1\n\ndata:2\n\ndata:3\n\n\n",
            {message(u"2"_s), message(u"3"_s)}},
        {"half a mark is a name", mark.first(2) + "data: no\ndata: yes\n\n", {message(u"yes"_s)}},
        {"a mark inside a value is data", "data:" + mark + "x\n\n", {message(u"\uFEFFx"_s)}},
        {"UTF-8, in data, type and id [format-utf-8]", "event:größe\nid:…\ndata:ok… 😀\n\n"_ba,
            {{u"größe"_s, u"ok… 😀"_s, u"…"_s}}},
        {"an invalid byte is a replacement character",
            raw("data:a\xFF"
                "b\n\n"),
            {message(u"a\uFFFDb"_s)}},
        {"a character cut short is one replacement character",
            raw("data:a\xE2\x80\ndata:b\xF0\x9F\x98"
                "c\ndata:\xC3\n\n"),
            {message(u"a\uFFFD\nb\uFFFDc\n\uFFFD"_s)}},
        {"what is beyond Unicode is four", raw("data:\xF5\x80\x80\x80|\xF4\x90\x80\x80\n\n"),
            {message(u"\uFFFD\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD"_s)}},
        {"characters beside a fault are whole",
            raw("data:\xEF\xBB\xBF"
                "ä\xFF😀\n\n"),
            {message(u"\uFEFFä\uFFFD😀"_s)}},
        {"an overlong slash is two", raw("data:\xC0\xAF\n\n"), {message(u"\uFFFD\uFFFD"_s)}},
        {"half a surrogate pair is three", raw("data:\xED\xA0\x80\n\n"), {message(u"\uFFFD\uFFFD\uFFFD"_s)}},
    };
}

QList<Stream> idStreams()
{
    const auto ignored = [](const char *subject, const QByteArray &value) {
        return Stream {subject, "id: " + value + "\ndata: hello\n\n", {message(u"hello"_s)}};
    };
    return {
        {"an id stays until another comes [format-field-id-3]",
            "id: 1\ndata: 1\n\ndata: 2\n\nid: 2\ndata:3\n\ndata:4\n\n"_ba,
            {message(u"1"_s, u"1"_s), message(u"2"_s, u"1"_s), message(u"3"_s, u"2"_s), message(u"4"_s, u"2"_s)}},
        {"an empty id resets it [format-field-id-3]", "id: 1\ndata: 1\n\nid:\ndata:2\n\ndata:3\n\n"_ba,
            {message(u"1"_s, u"1"_s), message(u"2"_s), message(u"3"_s)}},
        {"so does the bare name [format-field-id-3]", "id: 1\ndata: 1\n\nid\ndata:2\n\ndata:3\n\n"_ba,
            {message(u"1"_s, u"1"_s), message(u"2"_s), message(u"3"_s)}},
        {"an event without data sets it too", "id: 1\n\ndata: x\n\n"_ba, {message(u"x"_s, u"1"_s)}},
        ignored("an id of NULs is none [format-field-id-null]", raw("\0\0")),
        ignored("an id that ends with NUL is none [format-field-id-null]", raw("x\0")),
        ignored("an id that begins with NUL is none [format-field-id-null]", raw("\0x")),
        ignored("an id with NUL inside is none [format-field-id-null]", raw("x\0x")),
        ignored("an id of space and NUL is none [format-field-id-null]", raw(" \0")),
        {"a NUL leaves the id as it was", raw("id: 7\ndata: a\n\nid: x\0\ndata: b\n\n"),
            {message(u"a"_s, u"7"_s), message(u"b"_s, u"7"_s)}},
    };
}

const Answer stays {.body = "data: later\n\n", .end = Answer::End::Stay};
const QString later = u"message|later|"_s;
const QStringList opensLater {u"connecting"_s, u"open"_s, later};
const QStringList refused {u"connecting"_s, u"closed"_s};

Answer good(const QByteArray &body, Answer::End end = Answer::End::Close)
{
    return {.body = body, .end = end};
}

QList<Exchange> redirects()
{
    QList<Exchange> rows;
    for (const QByteArray &status : {"301 x"_ba, "302 x"_ba, "303 x"_ba, "307 x"_ba, "308 x"_ba}) {
        rows.append({status.first(3) + " is followed [request-redirect]",
            {{.status = status, .headers = "Location: ../other?a=b\r\n"}, stays}, opensLater});
        rows.append({status.first(3) + " without a target ends", {{.status = status}}, refused});
    }
    rows.append({"a redirect to another scheme ends",
        {{.status = "302 x", .headers = "Location: ftp://127.0.0.1/\r\n"}}, refused});
    rows.append({"the id goes along",
        {good("retry:2\nid:7\ndata:x\n\n"), {.status = "307 x", .headers = "Location: /there\r\n"}, stays},
        {u"connecting"_s, u"open"_s, u"message|x|7"_s, u"connecting"_s, u"open"_s, u"message|later|7"_s}, {},
        {{}, "7"_ba, "7"_ba}});
    return rows;
}

QList<Exchange> statuses()
{
    QList<Exchange> rows;
    for (const char *status :
        {"204", "205", "206", "210", "299", "300", "304", "400", "401", "403", "404", "410", "501", "505", "599"}) {
        const bool isBodiless = QByteArray(status) == "204"_ba || QByteArray(status) == "205"_ba;
        rows.append({QByteArray(status) + " ends [request-status-error]",
            {{.status = QByteArray(status) + " x", .body = isBodiless ? ""_ba : "data: data\n\n"_ba}}, refused});
    }
    for (const char *status : {"429", "500", "502", "503", "504"}) {
        rows.append({QByteArray(status) + " ends, or is waited out when lenient [request-status-error]",
            {good("retry:2\ndata:x\n\n"), {.status = QByteArray(status) + " x", .body = "data: data\n\n"}, stays},
            {u"connecting"_s, u"open"_s, u"message|x|"_s, u"connecting"_s, u"open"_s, later},
            {u"connecting"_s, u"open"_s, u"message|x|"_s, u"connecting"_s, u"closed"_s}});
    }
    return rows;
}

// What may come before the answer itself, once or more often. The standard passes over all of it, Qt over 100 only.
QList<Exchange> preliminaries()
{
    QList<Exchange> rows;
    for (const QByteArray &status : {"100 Continue"_ba, "102 Processing"_ba, "103 Early Hints"_ba}) {
        const bool isPassedOver = status.startsWith("100"_ba);
        const QByteArray first = "HTTP/1.1 " + status + "\r\nLink: </a.css>; rel=preload\r\n\r\n";
        Answer answer = stays;
        answer.status = first + first + "HTTP/1.1 200 OK";
        rows.append({status + (isPassedOver ? " first is passed over" : " first ends, with words"), {answer},
            isPassedOver ? opensLater : refused});
    }
    return rows;
}

QList<Exchange> mediaTypes()
{
    const auto row = [](const char *subject, const QByteArray &headers, bool opens) {
        Answer answer = stays;
        answer.headers = headers;
        return Exchange {subject, {answer}, opens ? opensLater : refused};
    };
    return {
        row("a bogus type ends [format-mime-bogus]", "Content-Type: x bogus\r\n", false),
        row("another type ends [format-mime-valid-bogus]", "Content-Type: text/x-bogus\r\n", false),
        row("a longer type ends", "Content-Type: text/event-streamx\r\n", false),
        row("no type ends", "", false),
        row("a trailing semicolon opens [format-mime-trailing-semicolon]", "Content-Type: text/event-stream;\r\n",
            true),
        row("a charset changes nothing [format-utf-8]", "Content-Type: text/event-stream;charset=windows-1252\r\n",
            true),
        row("spaces and parameters open", "Content-Type: text/event-stream ; a=b\r\n", true),
        row("case does not matter", "CONTENT-TYPE: Text/Event-Stream\r\n", true),
        row("coded though identity was asked for ends", "Content-Type: text/event-stream\r\nContent-Encoding: gzip\r\n",
            false),
        row("coded as identity opens", "Content-Type: text/event-stream\r\nContent-Encoding: identity\r\n", true),
    };
}

QList<Exchange> reconnects()
{
    const QStringList twice {u"connecting"_s, u"open"_s, u"message|1|"_s, u"connecting"_s, u"open"_s, later};
    const QByteArray type = "Content-Type: text/event-stream\r\n";
    return {
        {"204 ends the coming back [eventsource-close]",
            {good("retry: 2\ndata: opened\n\n"), good("data: reconnected\n\n"), {.status = "204 x"}},
            {u"connecting"_s, u"open"_s, u"message|opened|"_s, u"connecting"_s, u"open"_s, u"message|reconnected|"_s,
                u"connecting"_s, u"closed"_s}},
        {"it comes back without an event, too [eventsource-reconnect]", {good("retry: 2\n"), stays},
            {u"connecting"_s, u"open"_s, u"connecting"_s, u"open"_s, later}},
        {"it comes back after an event [eventsource-reconnect]", {good("retry: 2\ndata: 1\n\n"), stays}, twice},
        {"a body until the end of HTTP/1.0", {{.status = "HTTP/1.0 200 OK", .body = "retry:2\ndata: 1\n\n"}, stays},
            twice},
        {"a length that is kept", {{.headers = type + "Content-Length: 17\r\n", .body = "retry:2\ndata: 1\n\n"}, stays},
            twice},
        {"a length that is not", {{.headers = type + "Content-Length: 99\r\n", .body = "retry:2\ndata: 1\n\n"}, stays},
            twice},
        {"chunks to the end",
            {{.headers = type + "Transfer-Encoding: chunked\r\n",
                 .body = "8\r\nretry:2\n\r\n9;x=y\r\ndata: 1\n\n\r\n0\r\n\r\n"},
                stays},
            twice},
        {"chunks cut short",
            {{.headers = type + "Transfer-Encoding: chunked\r\n", .body = "11\r\nretry:2\ndata: 1\n\n\r\n5\r\nda"},
                stays},
            twice},
        {"no answer at all", {good("retry: 2\ndata: 1\n\n"), {.status = {}, .headers = {}}, stays}, twice},
        {"a reset", {good("retry: 2\ndata: 1\n\n"), {.body = {}, .end = Answer::End::Reset}, stays},
            {u"connecting"_s, u"open"_s, u"message|1|"_s, u"connecting"_s, u"open"_s, u"connecting"_s, u"open"_s,
                later}},
        {"the retry time outlives its connection", {good("retry: 2\n"), good("data: 1\n\n"), stays},
            {u"connecting"_s, u"open"_s, u"connecting"_s, u"open"_s, u"message|1|"_s, u"connecting"_s, u"open"_s,
                later}},
    };
}

QList<Exchange> positions()
{
    QList<Exchange> rows;
    const auto kept = [&](const char *subject, const QByteArray &id) {
        const QString text = QString::fromUtf8(id);
        rows.append({subject,
            {good("id: " + id + "\nretry: 2\ndata: hello\n\n"), good("data: a\n\n"),
                good("data: b\n\n", Answer::End::Stay)},
            {u"connecting"_s, u"open"_s, u"message|hello|"_s + text, u"connecting"_s, u"open"_s, u"message|a|"_s + text,
                u"connecting"_s, u"open"_s, u"message|b|"_s + text},
            {}, {{}, id, id}});
    };
    kept("the id comes back as UTF-8, again and again [format-field-id, format-field-id-2]", "…"_ba);
    kept("a plain id [eventsource-cross-origin-preflight]", "abc"_ba);
    kept("an id of 255 characters [eventsource-cross-origin-preflight]", QByteArray(255, 'a'));
    kept("an id with a bracket [eventsource-cross-origin-preflight]", "e5p3n<3k0k0s"_ba);
    kept("an id with a tab and control characters inside",
        "a\tb\x01\x7F"
        "c"_ba);
    const QStringList twice {u"connecting"_s, u"open"_s, u"message|hello|"_s, u"connecting"_s, u"open"_s, later};
    for (const QByteArray &value : {raw("\0\0"), raw("x\0"), raw("\0x"), raw("x\0x"), raw(" \0")})
        rows.append({"an id with NUL is not sent back [format-field-id-null] " + value.toHex(),
            {good("id: " + value + "\nretry: 2\ndata: hello\n\n"), stays}, twice, {}, {{}, {}}});
    rows.append({"an id that was reset is not sent back", {good("retry: 2\nid: 1\ndata: 1\n\nid\ndata: 2\n\n"), stays},
        {u"connecting"_s, u"open"_s, u"message|1|1"_s, u"message|2|"_s, u"connecting"_s, u"open"_s, later}, {},
        {{}, {}}});
    rows.append({"the id of an unfinished event is dropped [format-data-before-final-empty-line]",
        {good("retry:2\ndata:hello\n\nid:test\ndata:test2\n"), stays}, twice, {}, {{}, {}}});
    rows.append({"the id of an event without data counts", {good("retry: 2\nid: 9\n\n"), stays},
        {u"connecting"_s, u"open"_s, u"connecting"_s, u"open"_s, u"message|later|9"_s}, {}, {{}, "9"_ba}});
    return rows;
}

QList<Exchange> waits()
{
    const auto row = [](const char *subject, const QByteArray &fields) {
        return Exchange {subject, {good(fields + "data:hello\n\n"), stays},
            {u"connecting"_s, u"open"_s, u"message|hello|"_s, u"connecting"_s, u"open"_s, later}, {}, {}, 390};
    };
    return {
        row("retry is decimal, not octal [format-field-retry]", "retry:0400\n"),
        row("a bogus retry is ignored [format-field-retry-bogus]", "retry:400\nretry:1x\n"),
        row("an empty retry is ignored [format-field-retry-empty]", "retry:400\nretry\nretry:\n"),
        row("a negative retry is ignored", "retry:400\nretry:-1\n"),
        row("a retry with a space behind it is ignored", "retry:400\nretry: 10 \n"),
        row("a retry in full-width digits is ignored", "retry:400\nretry:１\n"),
    };
}

QList<Exchange> sizes()
{
    const QStringList tooLarge {u"connecting"_s, u"open"_s, u"closed"_s};
    QByteArray lines;
    QByteArray fitting;
    for (int i = 0; i < 10'000; ++i)
        lines += "data:" + QByteArray(1'048, 'x') + '\n';
    for (int i = 0; i < 7; ++i)
        fitting += "data:" + QByteArray(1'000'000, 'x') + '\n';
    QByteArray comments;
    for (int i = 0; i < 1'000'000; ++i)
        comments += ":\n";
    const QString data = QStringList(7, QString(1'000'000, u'x')).join(u'\n');
    return {
        {"an event of 10 MB in one line ends the stream",
            {good("data:" + QByteArray(10'000'000, 'x') + "\n\n", Answer::End::Stay)}, tooLarge},
        {"an event of 10 MB in many lines ends the stream", {good(lines + '\n', Answer::End::Stay)}, tooLarge},
        {"an event of 7 MB is read", {good(fitting + '\n', Answer::End::Stay)},
            {u"connecting"_s, u"open"_s, u"message|"_s + data + u'|'}},
        {"a comment of 10 MB ends the stream", {good(':' + QByteArray(10'000'000, 'x'), Answer::End::Stay)}, tooLarge},
        {"a million comments are nothing", {good(comments + "data: later\n\n", Answer::End::Stay)}, opensLater},
    };
}

} // namespace

QList<Stream> streams()
{
    return fieldStreams() + byteStreams() + idStreams();
}

QList<Exchange> exchanges()
{
    return redirects() + statuses() + preliminaries() + mediaTypes() + reconnects() + positions() + waits() + sizes();
}

QString entry(const ServerEvent &event)
{
    return event.type + u'|' + event.data + u'|' + event.lastEventId;
}

} // namespace eventsource
