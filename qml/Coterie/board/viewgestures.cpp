#include "viewgestures.h"

#include "boardcanvas.h"
#include "collab/boardawareness.h"

namespace coterie::boardview {

HandGesture::HandGesture(Workbench &bench, const PointerSample &from)
    : m_bench(bench)
    , m_last(from.view)
    , m_centre(bench.canvas().centreX(), bench.canvas().centreY())
{
}

void HandGesture::move(const PointerSample &sample)
{
    m_bench.canvas().panByHand(sample.view - m_last);
    m_last = sample.view;
}

void HandGesture::cancel()
{
    m_bench.canvas().showAt(m_centre, m_bench.canvas().zoom());
}

LaserGesture::LaserGesture(Workbench &bench, const PointerSample &from) : m_bench(bench)
{
    if (collab::BoardAwareness *presence = bench.canvas().presence()) {
        presence->setPointer(from.board);
        presence->setLaser(true);
    }
}

void LaserGesture::cancel()
{
    if (collab::BoardAwareness *presence = m_bench.canvas().presence())
        presence->setLaser(false);
}

} // namespace coterie::boardview
