#include "client/bytes.h"
#include "client/client.h"
#include "crdt/doc.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

// SERVER TOKEN STORE DOCUMENT: writes one numbered word after the other into a document and says how many are on disk
// and how many the server has, until it is killed.
int main(int argc, char **argv)
{
    using namespace coterie;
    using namespace coterie::client;
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5)
        return 2;
    Client client({.server = QUrl(arguments[1]), .token = arguments[2], .storePath = arguments[3]});
    client.start();
    const auto document = client.openDocument(protocol::DocumentId {arguments[4]});
    crdt::Doc text;
    int written = 0;
    QTimer keys;
    QObject::connect(document.get(), &OpenDocument::loaded, &application, [&](const QByteArray &state) {
        if (!state.isEmpty())
            static_cast<void>(text.applyUpdate(asBytes(state)));
        keys.start(1);
    });
    QObject::connect(document.get(), &OpenDocument::received, &application,
        [&](const QByteArray &update) { static_cast<void>(text.applyUpdate(asBytes(update))); });
    QObject::connect(&keys, &QTimer::timeout, &application, [&] {
        const auto collect = text.onUpdate([&](std::span<const std::byte> bytes, const void *, bool isLocal) {
            if (isLocal)
                document->push(toByteArray(bytes));
        });
        const std::string word = "w" + std::to_string(++written) + " ";
        crdt::Text content = text.text(u"content");
        static_cast<void>(content.insert(content.length(), std::u16string(word.begin(), word.end())));
    });
    QObject::connect(document.get(), &OpenDocument::syncChanged, &application, [&](const DocumentSync &sync) {
        if (sync.saved)
            std::printf("saved %d\n", written);
        std::printf("confirmed %d\n", written - sync.waiting);
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}
