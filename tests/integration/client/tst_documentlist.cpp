#include "documenttest.h"

/// Which documents there are, and what becomes of them.
class TestDocumentList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_place.reset(); }
    void pagesComeTogether();
    void whatWasWishedOfflineHappensLater();
    void othersSeeChangesAtOnce();
    void removedWhileEditsWait();
    void removedWhileOpen();
    void ownRemovalWithAWindowOpen();
    void removingIsTheCreatorsOnly();
    void versions();
    void aRevokedTokenIsSaid();

private:
    template <typename T, typename Ask>
    [[nodiscard]] Result<T> ask(Ask question)
    {
        std::optional<Result<T>> answer;
        question([&](const Result<T> &result) { answer = result; });
        static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 20'000));
        return answer.value_or(Result<T>(Errc::TimedOut));
    }
    [[nodiscard]] Result<void> remove(Peer &peer, const DocumentId &docId)
    {
        return ask<void>([&](auto reply) { peer.client().removeDocument(docId, this, reply); });
    }

    std::unique_ptr<DocumentPlace> m_place;
};

void TestDocumentList::init()
{
    m_place = std::make_unique<DocumentPlace>();
    QVERIFY(m_place->server.start());
}

void TestDocumentList::pagesComeTogether()
{
    constexpr int atOnce = 28; // below what one person may make in a moment
    for (const QString &name : {u"Alex"_s, u"Ben"_s, u"Cleo"_s, u"Dora"_s}) {
        const auto peer = m_place->join(name);
        QList<DocumentId> made;
        for (int i = 0; i < atOnce; ++i)
            made.append(DocumentPlace::make(*peer, u"%1's plan %2"_s.arg(name).arg(i)));
        EVENTUALLY(std::ranges::all_of(made, [&](const DocumentId &docId) {
            return peer->documents.contains(docId) && !peer->documents[docId].unsent;
        }));
    }
    const auto mina = m_place->join(u"Mina"_s);
    EVENTUALLY_EQUAL(mina->documents.size(), 4 * atOnce); // more than a page of the server's
}

void TestDocumentList::whatWasWishedOfflineHappensLater()
{
    auto alex = m_place->join(u"Alex"_s);
    const DocumentId renamed = DocumentPlace::make(*alex, u"Old title"_s);
    const DocumentId removed = DocumentPlace::make(*alex, u"Superfluous"_s);
    EVENTUALLY(std::ranges::none_of(alex->documents, &DocumentSummary::unsent) && alex->documents.size() == 2);
    m_place->server.kill();
    EVENTUALLY(!alex->isConnected());
    const DocumentId made = DocumentPlace::make(*alex, u"Made offline"_s);
    alex->client().renameDocument(renamed, u"New title"_s);
    QVERIFY(remove(*alex, removed));
    {
        Window window(alex->client(), made);
        EVENTUALLY_EQUAL(window.loads, 1);
        window.type(0, u"first words"_s);
        EVENTUALLY(window.sync().saved);
    }
    alex->open(true); // it is all on disk
    EVENTUALLY(alex->documents.contains(made) && alex->documents[made].unsent);
    EVENTUALLY_EQUAL(alex->documents[renamed].document.title, u"New title"_s);
    QVERIFY(!alex->documents.contains(removed));

    QVERIFY(m_place->server.start());
    alex->open();
    EVENTUALLY(alex->documents.contains(made) && !alex->documents[made].unsent && alex->documents[made].waiting == 0);
    const auto mina = m_place->join(u"Mina"_s);
    EVENTUALLY_EQUAL(mina->documents.size(), 2);
    QCOMPARE(mina->documents[made].document.title, u"Made offline"_s);
    QCOMPARE(mina->documents[made].document.createdBy, alex->id());
    QCOMPARE(mina->documents[renamed].document.title, u"New title"_s);
    QCOMPARE(m_place->serverText(made), u"first words"_s);
    QVERIFY(alex->notices.isEmpty());
}

void TestDocumentList::othersSeeChangesAtOnce()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    EVENTUALLY(mina->documents.contains(docId));
    alex->client().renameDocument(docId, u"Better plan"_s);
    EVENTUALLY_EQUAL(mina->documents[docId].document.title, u"Better plan"_s);
    QVERIFY(remove(*alex, docId));
    EVENTUALLY(!mina->documents.contains(docId) && !alex->documents.contains(docId));
}

void TestDocumentList::removedWhileEditsWait()
{
    const auto alex = m_place->join(u"Alex"_s);
    auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    EVENTUALLY(mina->documents.contains(docId));
    {
        Window window(mina->client(), docId);
        EVENTUALLY(window.isInSync());
    }
    mina->open(true);
    {
        Window window(mina->client(), docId);
        EVENTUALLY_EQUAL(window.loads, 1);
        window.type(0, u"not yet sent"_s);
        EVENTUALLY(window.sync().saved);
    }
    QVERIFY(remove(*alex, docId));
    mina->open();
    EVENTUALLY(!mina->documents[docId].failure.isEmpty());
    QCOMPARE(mina->documents[docId].waiting, 1);
    EVENTUALLY(!mina->notices.isEmpty());
    QVERIFY2(mina->notices.first().contains(u"“Plan”"_s), qPrintable(mina->notices.first()));
    for (int start = 0; start < 2; ++start) { // also after a restart, and it is said once
        Window window(mina->client(), docId);
        EVENTUALLY_EQUAL(window.text(), u"not yet sent"_s);
        EVENTUALLY_EQUAL(window.sync().state, State::Refused);
        QVERIFY(!window.sync().reason.isEmpty());
        window.document.reset();
        mina->open();
        QVERIFY(DocumentPlace::isThere(*mina));
        EVENTUALLY(!mina->documents[docId].failure.isEmpty());
    }
    QCOMPARE(mina->notices.size(), 1);
    QVERIFY(remove(*mina, docId)); // when it is not wanted any more
    EVENTUALLY(!mina->documents.contains(docId));
}

void TestDocumentList::removedWhileOpen()
{
    const auto alex = m_place->join(u"Alex"_s);
    auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    EVENTUALLY(mina->documents.contains(docId));
    Window window(mina->client(), docId);
    window.type(0, u"on the screen"_s);
    EVENTUALLY(window.isInSync());
    QVERIFY(remove(*alex, docId));
    EVENTUALLY_EQUAL(window.sync().state, State::Refused);
    QVERIFY(window.sync().reason.contains("removed"_L1));
    EVENTUALLY(!mina->documents.contains(docId));
    window.type(0, u"still "_s); // who goes on writing loses nothing
    EVENTUALLY(window.sync().saved);
    EVENTUALLY(mina->documents.contains(docId) && !mina->documents[docId].failure.isEmpty());
    window.document.reset();
    mina->open();
    Window again(mina->client(), docId);
    EVENTUALLY_EQUAL(again.text(), u"still on the screen"_s);
}

void TestDocumentList::ownRemovalWithAWindowOpen()
{
    auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    Window window(alex->client(), docId);
    EVENTUALLY(window.isInSync());
    QVERIFY(remove(*alex, docId));
    EVENTUALLY_EQUAL(window.sync().state, State::Refused);
    EVENTUALLY(!alex->documents.contains(docId));
    alex->open(); // with it, as after a crash
    QVERIFY(DocumentPlace::isThere(*alex));
    Window again(alex->client(), docId);
    EVENTUALLY_EQUAL(again.loads, 1);
    EVENTUALLY_EQUAL(again.sync().state, State::Refused); // the server has none of that name
    QVERIFY(again.text().isEmpty() && alex->documents.isEmpty());
}

void TestDocumentList::removingIsTheCreatorsOnly()
{
    const auto alex = m_place->join(u"Alex"_s);
    const auto mina = m_place->join(u"Mina"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    EVENTUALLY(mina->documents.contains(docId));
    const auto refused = remove(*mina, docId);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::Forbidden);
    QVERIFY(mina->documents.contains(docId));
}

void TestDocumentList::versions()
{
    const auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    Window window(alex->client(), docId);
    EVENTUALLY(window.isInSync());
    window.type(0, u"the first draft"_s);
    EVENTUALLY(window.isInSync());
    Client &client = alex->client();
    const auto saved = ask<DocumentVersion>([&](auto reply) { client.saveVersion(docId, u"Draft"_s, this, reply); });
    QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
    QCOMPARE(saved->name, u"Draft"_s);
    window.document->push(window.writer.erase(0, 15));
    window.type(0, u"all else"_s);
    EVENTUALLY(window.isInSync());
    const auto list = ask<QList<DocumentVersion>>([&](auto reply) { client.documentVersions(docId, this, reply); });
    QVERIFY(list);
    QVERIFY(std::ranges::find(*list, saved->versionId, &DocumentVersion::versionId) != list->end());
    const auto state = ask<QByteArray>([&](auto reply) { client.versionState(docId, saved->versionId, this, reply); });
    QVERIFY(state);
    Writer reader;
    reader.load(*state);
    QCOMPARE(reader.text(), u"the first draft"_s);
    QVERIFY(ask<void>([&](auto reply) { client.restoreVersion(docId, saved->versionId, this, reply); }));
    EVENTUALLY_EQUAL(window.text(), u"the first draft"_s); // comes as everybody's edits do
    QVERIFY(ask<void>([&](auto reply) { client.removeVersion(docId, saved->versionId, this, reply); }));
    const auto gone = ask<QByteArray>([&](auto reply) { client.versionState(docId, saved->versionId, this, reply); });
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, Errc::NotFound);
}

void TestDocumentList::aRevokedTokenIsSaid()
{
    const auto alex = m_place->join(u"Alex"_s);
    const DocumentId docId = DocumentPlace::make(*alex, u"Plan"_s);
    Window window(alex->client(), docId);
    EVENTUALLY(window.isInSync());
    SignIn signIn;
    signIn.logout(m_place->server.url(), alex->token(), [] {});
    EVENTUALLY_EQUAL(window.sync().state, State::Refused);
    QVERIFY2(window.sync().reason.contains("sign in"_L1), qPrintable(window.sync().reason));
    window.type(0, u"kept"_s);
    EVENTUALLY(window.sync().saved);
    QCOMPARE(window.sync().waiting, 1);
}

QTEST_GUILESS_MAIN(TestDocumentList)
#include "tst_documentlist.moc"
