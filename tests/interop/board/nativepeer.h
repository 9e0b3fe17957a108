#pragma once

#include "boardhand.h"
#include "client/client.h"
#include "collab/boarddocument.h"

#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <random>

namespace coterie::interop {

/// Somebody on a board with the whole client, its store on disk, and a hand that does everything at random.
class NativePeer
{
public:
    /// `shapes` counts what all native hands made.
    NativePeer(QUrl server, QString token, QString docId, const QString &name, quint32 seed, int &shapes);
    ~NativePeer();

    void act(); ///< one deed, once the board is there
    void rest(); ///< the pen is lifted, nothing is held
    void setAway(bool away); ///< without a network
    void reopen(); ///< the program ends and starts again: what can be taken back is forgotten
    [[nodiscard]] bool isSettled() const; ///< all it did is confirmed

    [[nodiscard]] const QString &name() const { return m_self.name; }
    [[nodiscard]] QByteArray state() const { return m_board->state(); }
    [[nodiscard]] const board::Scene &scene() const { return std::as_const(*m_board).board().scene(); }
    [[nodiscard]] const QSet<board::ShapeId> &added() const { return m_added; } ///< here, ever
    [[nodiscard]] const QSet<board::ShapeId> &removed() const { return m_removed; }
    [[nodiscard]] qsizetype heard() const { return m_heard; } ///< changes to shapes that came from others

private:
    void open();
    void close();
    void draw();
    [[nodiscard]] int below(quint32 count) { return static_cast<int>(m_random() % count); }

    collab::Person m_self;
    QUrl m_server;
    QString m_token;
    QString m_docId;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::mt19937 m_random;
    int &m_shapes;
    QChar m_letter;
    std::unique_ptr<client::Client> m_client;
    std::unique_ptr<client::OpenDocument> m_link;
    std::unique_ptr<collab::BoardDocument> m_board;
    std::unique_ptr<testing::BoardHand> m_hand;
    std::optional<board::ShapeId> m_stroke; ///< that grows
    QSet<board::ShapeId> m_added;
    QSet<board::ShapeId> m_removed;
    qsizetype m_heard = 0;
};

} // namespace coterie::interop
