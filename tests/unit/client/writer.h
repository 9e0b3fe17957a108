#pragma once

#include "client/bytes.h"
#include "crdt/doc.h"

#include <QString>

/// Somebody who writes in a document of their own, as an editor does: what changes it comes out as an update.
class Writer
{
public:
    void load(const QByteArray &state)
    {
        if (!state.isEmpty())
            static_cast<void>(m_document.applyUpdate(coterie::client::asBytes(state)));
    }
    QByteArray insert(qsizetype at, const QString &text)
    {
        return change([&](coterie::crdt::Text content) {
            static_cast<void>(content.insert(static_cast<std::uint32_t>(at), text.toStdU16String()));
        });
    }
    QByteArray erase(qsizetype at, qsizetype length)
    {
        return change([&](coterie::crdt::Text content) {
            static_cast<void>(content.erase(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)));
        });
    }
    [[nodiscard]] QString text() { return QString::fromStdU16String(m_document.text(u"content").toString()); }
    [[nodiscard]] coterie::crdt::Doc &document() { return m_document; }

private:
    template <typename Work>
    QByteArray change(Work work)
    {
        QByteArray update;
        const auto collect = m_document.onUpdate([&](std::span<const std::byte> bytes, const void *, bool) {
            update = coterie::client::toByteArray(bytes);
        });
        work(m_document.text(u"content"));
        return update;
    }

    coterie::crdt::Doc m_document;
};
