#pragma once

#include "client/documentcopy.h"
#include "client/documents.h"
#include "sync/documentexchange.h"
#include "transport/websocketconnection.h"

namespace coterie::client {

/// The link of one document to its server, by the rules of sync::DocumentExchange. It stores nothing: who owns it hears
/// what came. Comes back by itself until ended(). Engine thread.
class DocumentLink : public QObject
{
    Q_OBJECT
public:
    DocumentLink(const Clock &clock, DocumentCopy &copy, protocol::DocumentId docId);

    void open(const QUrl &server, const QString &token);
    void suspend();
    void resume(); ///< a wake-up, or the network is there (again)
    void edited(sync::EditNumber number, const QByteArray &update); ///< joined in and stored
    void tellAwareness(const QByteArray &update);
    void askAwareness(); ///< everybody's once more
    void drop(); ///< says goodbye; from here on nothing is emitted and the copy is not touched

    [[nodiscard]] DocumentSync::State state() const;
    /// The server has all that this computer may give it.
    [[nodiscard]] bool hasGivenAll() const { return m_exchange.isInSync() || m_exchange.isReadOnly(); }
    [[nodiscard]] QString reason() const { return m_reason; }
    [[nodiscard]] bool isLinked() const { return m_connection.status().state == transport::LinkState::Connected; }

Q_SIGNALS:
    void stateChanged();
    void linked(); ///< the handshake has begun: others are heard
    void unlinked();
    void received(const QByteArray &change);
    void confirmed(qint64 last);
    void awarenessReceived(const QByteArray &update);
    void awarenessAsked();
    void ended(const coterie::sync::DocumentVerdict &verdict); ///< for good

private:
    void opened();
    void hear(const QByteArray &frame);
    void statusChanged(const transport::LinkStatus &status);
    void take(const sync::DocumentExchange::Outcome &outcome);
    void watch();
    void refuse(const QString &words);
    void end(const sync::DocumentVerdict &verdict);

    DocumentCopy &m_copy;
    protocol::DocumentId m_docId;
    sync::DocumentExchange m_exchange;
    transport::WebSocketConnection m_connection;
    QString m_reason;
    bool m_wasLinked = false;
    bool m_isWaiting = false;
    bool m_isRefused = false;
    bool m_isDropped = false;
};

/// A link may be inside one of its own signals when we are done with it.
struct LinkDropper {
    void operator()(DocumentLink *link) const
    {
        link->drop();
        link->deleteLater();
    }
};

} // namespace coterie::client
