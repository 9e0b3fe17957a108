#include "driven.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <unistd.h>

using namespace coterie;
using namespace Qt::StringLiterals;

/// A person with a client in a process of its own, which a test may kill at any moment. The token comes in the
/// environment, as it does for coterie-cli: everybody can read a command line.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption server(u"server"_s, u"Where the server is."_s, u"URL"_s);
    const QCommandLineOption store(u"store"_s, u"The SQLite file of the client."_s, u"FILE"_s);
    parser.addOptions({server, store});
    parser.process(application);

    faults::say({{"clock"_L1, qint64 {toEpochMillis(SystemClock().wallNow())}}});
    faults::Driven driven({.server = QUrl(parser.value(server)),
        .token = qEnvironmentVariable("COTERIE_TOKEN"),
        .storePath = parser.value(store)});
    QByteArray input;
    QSocketNotifier commands(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&commands, &QSocketNotifier::activated, &driven, [&] {
        QByteArray chunk(64 * 1024, Qt::Uninitialized);
        const auto size = read(STDIN_FILENO, chunk.data(), static_cast<std::size_t>(chunk.size()));
        if (size <= 0) {
            QCoreApplication::quit(); // the driver is gone
            return;
        }
        input += chunk.first(size);
        for (auto end = input.indexOf('\n'); end >= 0; end = input.indexOf('\n')) {
            driven.obey(QJsonDocument::fromJson(input.first(end)).object());
            input.remove(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
