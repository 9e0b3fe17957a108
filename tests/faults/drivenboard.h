#pragma once

#include "client/client.h"
#include "collab/boarddocument.h"

#include <QJsonObject>
#include <QTimer>

namespace coterie::faults {

/// The one board of a play, drawn on as the canvas does it. A shape that it has called kept is promised: it was on
/// disk. What it takes away, by removing or by undo, it says before that leaves.
class DrivenBoard
{
public:
    explicit DrivenBoard(client::Client &client);
    void draw(
        const QJsonObject &command); ///< `deed`: add, stroke, move, write, remove, undo, redo; `pick`: which, where
    void tell();

private:
    void act(const std::function<void()> &work);
    void changed(const collab::BoardChange &change);
    void keep();
    void add(qint64 pick, const QString &text);
    void beginStroke(qint64 pick);
    void goOn(); ///< with the stroke
    [[nodiscard]] board::ShapePtr shapeAt(qint64 pick) const; ///< null: there is none

    SystemClock m_clock;
    collab::BoardDocument m_board;
    std::unique_ptr<client::OpenDocument> m_open;
    QList<QByteArray> m_edits; ///< of what is being done
    QStringList m_added; ///< and not known to be on disk
    bool m_isActing = false;
    QList<QJsonObject> m_early; ///< asked for before it was loaded
    QTimer m_hand;
    board::ShapeId m_stroke;
    int m_steps = 0;
};

} // namespace coterie::faults
