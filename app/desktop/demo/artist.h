#pragma once

#include "base/random.h"
#include "client/client.h"
#include "collab/boarddocument.h"
#include "demo/sampleworkspace.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace coterie::desktop::demo {

/// A bot's hand on one board: shapes put there, strokes drawn and a pointer moved on the way a person's window takes.
/// GUI thread.
class Artist : public QObject
{
    Q_OBJECT
public:
    Artist(client::Client &client, const protocol::DocumentId &docId, const collab::Person &self, const Clock &clock,
        std::uint64_t seed, QObject *parent = nullptr);
    ~Artist() override;

    void fill(const QList<board::Shape> &shapes); ///< all at once, as soon as it is open, if nothing is there yet
    void hover(const SampleHover &place); ///< the pointer comes to rest there, and what is named is selected
    void draw(const SampleDoodle &doodle); ///< point by point; of those it drew before the last few stay
    void wander(); ///< the pointer goes for a walk and comes back

private:
    void begin();
    void step();
    void drawNext();
    void walkNext();

    std::unique_ptr<client::OpenDocument> m_link;
    collab::BoardDocument m_document;
    Random m_random;
    QList<board::Shape> m_filling;
    SampleHover m_rest; ///< where the pointer is when nothing happens
    QTimer m_hand;
    std::optional<SampleDoodle> m_doodle; ///< being drawn
    qsizetype m_drawn = 0; ///< of its points
    board::ShapeId m_stroke;
    QList<board::ShapeId> m_strokes; ///< drawn before, oldest first
    int m_walk = 0; ///< steps left
    double m_phase = 0;
};

} // namespace coterie::desktop::demo
