#pragma once

#include <QByteArray>

#include <cstddef>
#include <span>
#include <vector>

namespace coterie::server::net {

/// Bytes waiting to be written, as pieces that may be shared with thousands of other queues. Owns next to nothing when
/// empty.
class OutQueue
{
public:
    void push(QByteArray piece)
    {
        m_pending += static_cast<std::size_t>(piece.size());
        m_pieces.push_back(std::move(piece));
    }
    [[nodiscard]] std::size_t pending() const { return m_pending; }
    [[nodiscard]] std::span<const QByteArray> pieces() const { return std::span(m_pieces).subspan(m_first); }
    [[nodiscard]] std::size_t skip() const { return m_skip; } ///< bytes of the first piece that are gone

    /// Returns how many pieces were finished by these bytes.
    std::size_t consume(std::size_t bytes)
    {
        const std::size_t before = m_first;
        m_pending -= bytes;
        m_skip += bytes;
        while (m_first < m_pieces.size() && m_skip >= static_cast<std::size_t>(m_pieces[m_first].size())) {
            m_skip -= static_cast<std::size_t>(m_pieces[m_first].size());
            m_pieces[m_first++] = {};
        }
        const std::size_t finished = m_first - before;
        compact();
        return finished;
    }

    /// Keeps only a piece that has begun, so that what follows stays in frame.
    void dropUnsent()
    {
        const std::size_t keep = m_skip > 0 ? m_first + 1 : m_first;
        m_pieces.resize(keep);
        m_pending = m_skip > 0 ? static_cast<std::size_t>(m_pieces[m_first].size()) - m_skip : 0;
        compact();
    }

private:
    void compact()
    {
        constexpr std::size_t worthMoving = 256;
        constexpr std::size_t worthKeeping = 2; // what one broadcast at a time needs
        if (m_first == m_pieces.size()) {
            m_pieces.clear();
            if (m_pieces.capacity() > worthKeeping)
                std::vector<QByteArray>().swap(m_pieces); // assigning {} would keep the memory
            m_first = 0;
        } else if (m_first >= worthMoving && m_first * 2 >= m_pieces.size()) {
            m_pieces.erase(m_pieces.begin(), m_pieces.begin() + static_cast<std::ptrdiff_t>(m_first));
            m_first = 0;
        }
    }

    std::vector<QByteArray> m_pieces;
    std::size_t m_first = 0;
    std::size_t m_skip = 0;
    std::size_t m_pending = 0;
};

} // namespace coterie::server::net
