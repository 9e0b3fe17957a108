#pragma once

#include "client/bytes.h"
#include "client/client.h"
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

/// A window with an editor in it, on a document of a client's.
struct Window {
    Window(coterie::client::Client &client, const coterie::protocol::DocumentId &docId,
        coterie::client::Attendance attendance = coterie::client::Attendance::Present)
        : document(client.openDocument(docId, attendance))
    {
        using coterie::client::OpenDocument;
        OpenDocument *const open = document.get();
        QObject::connect(open, &OpenDocument::loaded, open, [this](const QByteArray &state) {
            ++loads;
            writer.load(state);
        });
        QObject::connect(open, &OpenDocument::received, open, [this](const QByteArray &update) {
            ++receipts;
            writer.load(update);
        });
        QObject::connect(open, &OpenDocument::awarenessReceived, open,
            [this](const QByteArray &update) { awareness.append(update); });
        QObject::connect(open, &OpenDocument::linked, open, [this] { ++links; });
        QObject::connect(open, &OpenDocument::peersLost, open, [this] { ++losses; });
        QObject::connect(open, &OpenDocument::syncChanged, open,
            [this](const coterie::client::DocumentSync &sync) { syncs.append(sync); });
    }
    void type(qsizetype at, const QString &text) { document->push(writer.insert(at, text)); }
    [[nodiscard]] QString text() { return writer.text(); }
    [[nodiscard]] const coterie::client::DocumentSync &sync() const { return document->sync(); }
    [[nodiscard]] bool isInSync() const
    {
        return loads > 0 && sync().state == coterie::client::DocumentSync::State::InSync && sync().waiting == 0;
    }

    std::unique_ptr<coterie::client::OpenDocument> document;
    Writer writer;
    QList<QByteArray> awareness;
    QList<coterie::client::DocumentSync> syncs;
    int loads = 0;
    int receipts = 0;
    int links = 0;
    int losses = 0;
};
