#include "server/http/api.h"

// Prometheus text format 0.0.4.
namespace coterie::server {

HttpResponse Api::metrics() const
{
    QByteArray text;
    const auto add = [&](const char *kind, const char *name, const char *help, double value) {
        text += QByteArray("# HELP coterie_") + name + ' ' + help + "\n# TYPE coterie_" + name + ' ' + kind
            + "\ncoterie_" + name + ' ' + QByteArray::number(value, 'g', 15) + '\n';
    };
    const auto gauge = [&](const char *name, const char *help, auto value) {
        add("gauge", name, help, static_cast<double>(value));
    };
    const auto counter = [&](const char *name, const char *help, auto value) {
        add("counter", name, help, static_cast<double>(value));
    };
    const Tally &tally = m_core.tally;
    const FrontEndCounters edge = m_counters();
    gauge("websockets", "Open WebSocket connections.", edge.openWebSockets);
    gauge("event_streams", "Open event streams.", edge.openEventStreams);
    gauge("users", "People and webhooks known.", m_core.state.users().size());
    gauge("rooms", "Rooms.", m_core.state.rooms().size());
    counter("messages_total", "Messages stored since the start.", tally.messages);
    counter("room_events_total", "Edits, deletes, reactions and other durable events besides messages.", tally.events);
    counter("deliveries_total", "Durable events sent to connections.", tally.deliveries);
    counter("feed_events_total", "Stored events of /events.", tally.notifications);
    std::size_t documentConnections = 0;
    for (const auto &[id, document] : m_do.documents.all())
        documentConnections += document->peers.size();
    gauge("documents_loaded", "Documents in memory.", m_do.documents.all().size());
    gauge("document_connections", "Open connections to documents.", documentConnections);
    counter("document_loads_total", "Documents read from the database.", tally.documentsLoaded);
    counter("document_updates_total", "Changes of documents stored.", tally.documentUpdates);
    counter("document_bytes_total", "Bytes of these.", tally.documentBytes);
    counter("document_compactions_total", "Documents whose changes were put together.", tally.compactions);
    counter("document_refusals_total", "Changes of documents refused.", tally.documentsRefused);
    counter("commits_total", "Transactions written.", tally.commits);
    counter("commit_seconds_total", "Time spent in them.", tally.commitSeconds);
    counter("failed_turns_total", "Turns that could not be written.", tally.failedTurns);
    counter("rate_limited_total", "Requests refused for coming too fast.", tally.rateLimited);
    counter("bad_frames_total", "Frames that were not understood.", tally.badFrames);
    counter("logins_total", "Tokens given out.", tally.logins);
    counter("failed_logins_total", "Wrong names, passwords and invitations.", tally.failedLogins);
    counter("connections_total", "TCP connections accepted.", edge.accepted);
    counter("http_requests_total", "HTTP requests.", edge.requests);
    counter("refused_connections_total", "Connections refused by a limit.", edge.refused);
    counter("protocol_errors_total", "Connections that broke HTTP or WebSocket.", edge.protocolErrors);
    counter("frames_in_total", "WebSocket frames received.", edge.framesIn);
    counter("frames_out_total", "WebSocket frames sent.", edge.framesOut);
    counter("bytes_in_total", "Bytes received.", edge.bytesIn);
    counter("bytes_out_total", "Bytes sent.", edge.bytesOut);
    counter("dropped_ephemeral_total", "Ephemeral events dropped for slow readers.", edge.droppedEphemeral);
    counter("slow_readers_closed_total", "Connections closed with 4508.", edge.slowReadersClosed);
    return {.status = 200,
        .contentType = "text/plain; version=0.0.4; charset=utf-8",
        .body = text,
        .headers = {{"cache-control", "no-store"}},
        .file = {}};
}

} // namespace coterie::server
