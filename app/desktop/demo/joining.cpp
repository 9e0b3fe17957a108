#include "demo/joining.h"

#include "client/documents.h"
#include "collab/shareddocument.h"

namespace coterie::desktop::demo {

void join(client::OpenDocument &link, collab::SharedDocument &document)
{
    using client::OpenDocument;
    using collab::SharedDocument;
    QObject::connect(&link, &OpenDocument::loaded, &document, &SharedDocument::load);
    QObject::connect(&link, &OpenDocument::received, &document, &SharedDocument::receive);
    QObject::connect(&link, &OpenDocument::awarenessReceived, &document, &SharedDocument::receiveAwareness);
    QObject::connect(&link, &OpenDocument::peersLost, &document, &SharedDocument::losePeers);
    QObject::connect(&link, &OpenDocument::linked, &document, &SharedDocument::linkOpened);
    QObject::connect(&document, &SharedDocument::edited, &link, &OpenDocument::push);
    QObject::connect(&document, &SharedDocument::awarenessTold, &link, &OpenDocument::pushAwareness);
}

} // namespace coterie::desktop::demo
