#pragma once

#include "collab/textdocument.h"
#include "samplescript.h"
#include "screen.h"
#include "viewmodel/documentmodel.h"

#include <QAccessible>
#include <QTest>

#include <map>
#include <memory>

/// design/document.png: Launch plan is open, with three others in it who really edit: each is a document of their own,
/// joined to the open one by what the engine would carry.
namespace coterie::testing {

inline QString launchPlan()
{
    return QStringLiteral(
        "Coterie 1.0 goes out when a newcomer can install it, host a workspace and invite a friend in under two "
        "minutes.\n\n## What has to be true\n\n"
        "- [x] A message typed on a train arrives once, and only once.\n"
        "- [x] Two people editing one sentence keep both of their words.\n"
        "- [ ] Closing the lid for a night costs less than a second in the morning.\n"
        "- [ ] The board stays at sixty frames with five thousand strokes.\n\n"
        "## Who does what\n\n"
        "**Jonas** owns reconnects. **Theo** draws the empty states. **Sara** writes the words.\n");
}

inline bool press(QAccessibleInterface *entry)
{
    if (!entry || !entry->actionInterface())
        return false;
    entry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCoreApplication::processEvents();
    return true;
}

/// The first accessible thing whose name contains the words; null: there is none.
inline QAccessibleInterface *named(const Screen &screen, const QString &words)
{
    for (QAccessibleInterface *entry : accessibleTree(QAccessible::queryAccessibleInterface(screen.window()))) {
        if (entry->text(QAccessible::Name).contains(words))
            return entry;
    }
    return nullptr;
}

class DocumentStage
{
public:
    explicit DocumentStage(const QString &text = launchPlan(), int width = 1280, int height = 800)
        : m_author({.userId = QStringLiteral("lena"), .name = QStringLiteral("Lena"), .color = {}}, m_clock)
    {
        m_author.load({});
        m_author.setTitle(QStringLiteral("Launch plan"));
        if (!text.isEmpty())
            m_author.text().replace(0, 0, text);
        script.app->settings()->setAnimations(false);
        script.openWorkspace();
        script.engine->documentStates.insert(docId(), m_author.state());
        script.engine->tell(presence({protocol::UserId(QStringLiteral("priya"))}));
        screen = std::make_unique<Screen>(*script.app);
        screen->resize(width, height);
    }

    void open()
    {
        workspace().openDocument(docId().value());
        (void)QTest::qWaitFor(
            [this] { return document() && document()->state() != viewmodel::DocumentModel::State::Loading; });
        settle();
    }

    /// Somebody comes in, from what the open document has.
    collab::TextDocument &join(const QString &userId, const QString &name, const QString &color)
    {
        auto &peer = m_peers[userId];
        peer = std::make_unique<collab::TextDocument>(
            collab::Person {.userId = userId, .name = name, .color = QColor(color)}, m_clock);
        FakeDocument *link = script.engine->document;
        QObject::connect(peer.get(), &collab::TextDocument::edited, link,
            [link](const QByteArray &update) { Q_EMIT link->received(update); });
        QObject::connect(peer.get(), &collab::TextDocument::awarenessTold, link,
            [link](const QByteArray &update) { Q_EMIT link->awarenessReceived(update); });
        peer->load(m_author.state());
        catchUp(*peer);
        return *peer;
    }
    /// As in the picture: Mina behind the first paragraph, Priya with a selection, Theo behind a sentence.
    void joinEverybody()
    {
        const auto end = [&](const QString &words) { return source().text().indexOf(words) + words.size(); };
        join(QStringLiteral("mina"), QStringLiteral("Mina"), QStringLiteral("#7C4DBE"))
            .text()
            .setCaret(end(QStringLiteral("two minutes.")), end(QStringLiteral("two minutes.")));
        join(QStringLiteral("priya"), QStringLiteral("Priya"), QStringLiteral("#1D6FBF"))
            .text()
            .setCaret(end(QStringLiteral("sentence keep ")), end(QStringLiteral("both of their words")));
        join(QStringLiteral("theo"), QStringLiteral("Theo"), QStringLiteral("#2E7D4F"))
            .text()
            .setCaret(end(QStringLiteral("empty states")), end(QStringLiteral("empty states")));
        (void)QTest::qWaitFor([this] { return document()->source()->carets().size() == 3; });
        settle();
    }
    /// What was typed here goes to them.
    void catchUp(collab::TextDocument &peer)
    {
        for (const QByteArray &update : script.engine->document->pushed)
            peer.receive(update);
    }
    void settle() const { (void)screen->grab(); }
    void setSync(const client::DocumentSync &sync) const
    {
        script.engine->document->setSync(sync);
        settle();
    }

    [[nodiscard]] viewmodel::Workspace &workspace() const { return *script.app->workspace(); }
    [[nodiscard]] viewmodel::DocumentModel *document() const { return workspace().document(); }
    [[nodiscard]] collab::TextSource &source() const { return *document()->source(); }
    [[nodiscard]] QQuickItem *editor() const
    {
        return screen->find(QStringLiteral("coterie::document::DocumentEditor"));
    }
    [[nodiscard]] static protocol::DocumentId docId() { return protocol::DocumentId(QStringLiteral("launch-plan")); }

    [[nodiscard]] static client::Changes presence(const QList<protocol::UserId> &users)
    {
        client::Changes changes;
        changes.documentPresence = {
            {.docId = docId(), .roomId = protocol::RoomId(QStringLiteral("launch")), .users = users}};
        return changes;
    }

    SampleScript script;
    std::unique_ptr<Screen> screen;

private:
    ManualClock m_clock;
    collab::TextDocument m_author;
    std::map<QString, std::unique_ptr<collab::TextDocument>> m_peers;
};

} // namespace coterie::testing

#define VERIFY_NO_WARNINGS(stage)                                                                                      \
    QVERIFY2((stage).screen->warnings().isEmpty(), qPrintable((stage).screen->warnings().join(QChar(u'\n'))))
