#pragma once

#include "board/scene.h"
#include "chrome.h"

#include <QList>

namespace coterie::boardview {

class Workbench;

/// What others have in their hands and selected, to be shown: shapes as their gestures move them, frames in their hues.
/// GUI thread.
class PeerHands
{
public:
    explicit PeerHands(Workbench &bench) : m_bench(bench) { }

    void refresh(); ///< somebody's state, the board or the page is another one
    [[nodiscard]] const QList<board::ShapePtr> &drafts() const { return m_drafts; }
    void decorate(Chrome &chrome) const;

private:
    Workbench &m_bench;
    QList<board::ShapePtr> m_drafts;
};

} // namespace coterie::boardview
