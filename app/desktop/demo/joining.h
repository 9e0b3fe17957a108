#pragma once

namespace coterie::client {
class OpenDocument;
}
namespace coterie::collab {
class SharedDocument;
}

namespace coterie::desktop::demo {

/// Ties a bot's document to what the engine carries for it, for as long as both are there. GUI thread.
void join(client::OpenDocument &link, collab::SharedDocument &document);

} // namespace coterie::desktop::demo
