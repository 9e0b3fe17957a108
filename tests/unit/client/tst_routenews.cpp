#include "client/networkwatch.h"

#include <QTest>

#include <linux/rtnetlink.h>
#include <sys/socket.h>

using namespace coterie::client;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
QByteArray raw(const T &value)
{
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

QByteArray attribute(unsigned short type, const QByteArray &value)
{
    const rtattr head {static_cast<unsigned short>(sizeof(rtattr) + size_t(value.size())), type};
    QByteArray bytes = raw(head) + value;
    bytes.resize(qsizetype(RTA_ALIGN(size_t(bytes.size()))));
    return bytes;
}

QByteArray message(unsigned short type, const QByteArray &body)
{
    nlmsghdr head {};
    head.nlmsg_len = static_cast<quint32>(sizeof head + size_t(body.size()));
    head.nlmsg_type = type;
    return raw(head) + body;
}

QByteArray address(unsigned short type, const QByteArray &bytes, unsigned char scope = RT_SCOPE_UNIVERSE)
{
    ifaddrmsg body {};
    body.ifa_family = bytes.size() == 4 ? AF_INET : AF_INET6;
    body.ifa_scope = scope;
    body.ifa_index = 2;
    return message(type, raw(body) + attribute(IFA_LABEL, "eth0"_ba) + attribute(IFA_ADDRESS, bytes));
}

QByteArray route(unsigned short type, const QByteArray &gateway, unsigned char prefix = 0)
{
    rtmsg body {};
    body.rtm_family = AF_INET;
    body.rtm_dst_len = prefix;
    body.rtm_type = RTN_UNICAST;
    return message(type, raw(body) + attribute(RTA_GATEWAY, gateway) + attribute(RTA_OIF, "\x02\0\0\0"_ba));
}

const QByteArray here = "\xc0\xa8\x01\x07"_ba;
const QByteArray there = "\x0a\0\0\x07"_ba;

} // namespace

class TestRouteNews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOfTheNew_data();
    void tellsOfTheNew();
    void survivesBrokenBytes();
};

void TestRouteNews::tellsOfTheNew_data()
{
    QTest::addColumn<QList<QByteArray>>("before");
    QTest::addColumn<QByteArray>("datagram");
    QTest::addColumn<bool>("isNews");
    const auto row = [](const char *name, const QList<QByteArray> &before, const QByteArray &datagram, bool isNews) {
        QTest::newRow(name) << before << datagram << isNews;
    };
    const QByteArray came = address(RTM_NEWADDR, here);
    row("an address", {}, came, true);
    row("a longer one", {}, address(RTM_NEWADDR, QByteArray(16, '\x20')), true);
    row("the same, renewed", {came}, came, false);
    row("another one", {came}, address(RTM_NEWADDR, there), true);
    row("it went", {came}, address(RTM_DELADDR, here), false);
    row("it went and came back", {came, address(RTM_DELADDR, here)}, came, true);
    row("another one went", {came, address(RTM_DELADDR, there)}, came, false);
    row("of this computer only", {}, address(RTM_NEWADDR, "\x7f\0\0\1"_ba, RT_SCOPE_HOST), false);
    row("of the cable only", {}, address(RTM_NEWADDR, QByteArray(16, '\xfe'), RT_SCOPE_LINK), false);
    row("a default route", {}, route(RTM_NEWROUTE, there), true);
    row("the same route, renewed", {route(RTM_NEWROUTE, there)}, route(RTM_NEWROUTE, there), false);
    row("through another gateway", {route(RTM_NEWROUTE, there)}, route(RTM_NEWROUTE, here), true);
    row("a route to one net", {}, route(RTM_NEWROUTE, there, 24), false);
    row("a link", {}, message(RTM_NEWLINK, QByteArray(16, '\0')), false);
    row("second in a datagram", {came}, came + route(RTM_NEWROUTE, there), true);
}

void TestRouteNews::tellsOfTheNew()
{
    QFETCH(const QList<QByteArray>, before);
    QFETCH(const QByteArray, datagram);
    QFETCH(const bool, isNews);
    RouteNews news;
    for (const QByteArray &earlier : before)
        static_cast<void>(news.isNews(earlier));
    QCOMPARE(news.isNews(datagram), isNews);
}

void TestRouteNews::survivesBrokenBytes()
{
    const QByteArray whole = address(RTM_NEWADDR, here) + route(RTM_NEWROUTE, there);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        RouteNews cut;
        static_cast<void>(cut.isNews(whole.first(at)));
        for (const char byte : {'\0', '\1', '\x7f', '\xff'}) {
            QByteArray broken = whole;
            broken[at] = byte;
            RouteNews news;
            static_cast<void>(news.isNews(broken));
        }
    }
    RouteNews news;
    QVERIFY(news.isNews(whole)); // the bytes that were broken above were good ones
}

QTEST_APPLESS_MAIN(TestRouteNews)
#include "tst_routenews.moc"
