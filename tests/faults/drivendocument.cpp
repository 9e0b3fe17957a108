#include "drivendocument.h"

#include "client/bytes.h"
#include "driven.h"
#include "playdocument.h"

namespace coterie::faults {

using namespace Qt::StringLiterals;
using client::asBytes;
using client::DocumentSync;
using client::OpenDocument;

DrivenDocument::DrivenDocument(client::Client &client)
    : m_open(client.openDocument(protocol::DocumentId {playDocument}))
{
    const auto join = [this](const QByteArray &update) {
        if (!update.isEmpty())
            static_cast<void>(m_text.applyUpdate(asBytes(update)));
    };
    QObject::connect(m_open.get(), &OpenDocument::loaded, m_open.get(), [this, join](const QByteArray &state) {
        join(state);
        m_isLoaded = true;
        for (const QJsonObject &command : std::exchange(m_early, {}))
            write(command);
    });
    QObject::connect(m_open.get(), &OpenDocument::received, m_open.get(), join);
    QObject::connect(m_open.get(), &OpenDocument::syncChanged, m_open.get(), [this] { keep(); });
}

void DrivenDocument::keep()
{
    if (m_open->sync().saved && std::exchange(m_kept, m_last) != m_last)
        say({{"kept"_L1, m_last}});
}

void DrivenDocument::write(const QJsonObject &command)
{
    if (!m_isLoaded) {
        m_early.append(command);
        return;
    }
    crdt::Text content = m_text.text(u"content");
    const std::u16string text = content.toString();
    std::vector<std::uint32_t> gaps {0}; // never inside a word
    for (std::uint32_t i = 0; i < text.size(); ++i) {
        if (text[i] == u' ')
            gaps.push_back(i + 1);
    }
    m_last = command["text"_L1].toString();
    const auto collect = m_text.onUpdate(
        [this](std::span<const std::byte> update, const void *, bool) { m_open->push(client::toByteArray(update)); });
    const auto gap = gaps[static_cast<std::size_t>(command["pick"_L1].toInteger()) % gaps.size()];
    static_cast<void>(content.insert(gap, (m_last + u' ').toStdU16String()));
}

void DrivenDocument::tell() const
{
    say({{"document"_L1, QString::fromStdU16String(m_text.text(u"content").toString())},
        {"waiting"_L1, m_open->sync().waiting}, {"inSync"_L1, m_open->sync().state == DocumentSync::State::InSync},
        {"reason"_L1, m_open->sync().reason}});
}

} // namespace coterie::faults
