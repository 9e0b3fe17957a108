#include "documenttest.h"

/// What becomes of documents when an older backup is put in the place of what a server has.
class TestDocumentRestore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_place.reset(); }
    void nothingTypedIsLost_data();
    void nothingTypedIsLost();
    void whatOthersMadeIsKeptAndComesBack();
    void removedIsRemoved();

private:
    void backUp() { QCOMPARE(m_place->server.run({u"backup"_s, file()}).exitCode, 0); }
    void restore() { QCOMPARE(m_place->server.run({u"restore"_s, file()}).exitCode, 0); }
    [[nodiscard]] QString file() const { return m_place->folder.filePath(u"copy.db"_s); }
    /// Writes `text` at the beginning; true when the server has it.
    [[nodiscard]] static bool write(Peer &peer, const DocumentId &docId, const QString &text)
    {
        Window window(peer.client(), docId);
        if (!QTest::qWaitFor([&] { return window.isInSync(); }, 20'000))
            return false;
        window.type(0, text);
        return QTest::qWaitFor([&] { return window.sync().saved && window.isInSync(); }, 20'000);
    }
    [[nodiscard]] static QString stored(Peer &peer, const DocumentId &docId)
    {
        Window window(peer.client(), docId);
        static_cast<void>(QTest::qWaitFor([&] { return window.loads > 0; }, 20'000));
        return window.text();
    }

    std::unique_ptr<DocumentPlace> m_place;
};

void TestDocumentRestore::init()
{
    m_place = std::make_unique<DocumentPlace>();
    QVERIFY(m_place->server.start());
}

void TestDocumentRestore::nothingTypedIsLost_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<bool>("isRunning");
    QTest::newRow("documents closed") << false << false;
    QTest::newRow("documents open") << true << false;
    QTest::newRow("under a running server") << true << true;
}

/// The server has confirmed everything, so nothing waits on the clients; nobody touches a document afterwards.
void TestDocumentRestore::nothingTypedIsLost()
{
    QFETCH(const bool, isOpen);
    QFETCH(const bool, isRunning);
    const auto ann = m_place->join(u"Ann"_s);
    const auto ben = m_place->join(u"Ben"_s);
    const auto mina = m_place->join(u"Mina"_s); // who only looks, when all is over
    const DocumentId older = DocumentPlace::make(*ann, u"Older"_s);
    EVENTUALLY(ben->documents.contains(older));
    QVERIFY(write(*ann, older, u"in the backup."_s));
    backUp();
    const DocumentId newer = DocumentPlace::make(*ann, u"Newer"_s);
    EVENTUALLY(ben->documents.contains(newer));
    QVERIFY(write(*ann, older, u"Ann's; "_s) && write(*ben, older, u"Ben's; "_s));
    QVERIFY(write(*ann, newer, u"Ann's."_s) && write(*ben, newer, u"Ben's; "_s)); // Ann has not seen Ben's
    {
        std::vector<std::unique_ptr<Window>> windows;
        for (Peer *peer : {ann.get(), ben.get()}) {
            for (const DocumentId &docId : {older, newer}) {
                if (isOpen)
                    windows.push_back(std::make_unique<Window>(peer->client(), docId));
            }
        }
        EVENTUALLY(std::ranges::all_of(windows, [](const auto &window) { return window->isInSync(); }));
        if (!isRunning)
            QCOMPARE(m_place->server.terminate(), 0);
        restore();
        if (!isRunning)
            QVERIFY(m_place->server.start());
        EVENTUALLY(mina->documents.contains(older) && mina->documents.contains(newer));
        Window first(mina->client(), older);
        Window second(mina->client(), newer);
        EVENTUALLY_EQUAL(first.text(), u"Ben's; Ann's; in the backup."_s);
        EVENTUALLY_EQUAL(second.text(), u"Ben's; Ann's."_s);
        EVENTUALLY(std::ranges::all_of(windows, [](const auto &window) { return window->isInSync(); }));
    }
    for (Peer *peer : {ann.get(), ben.get()}) {
        EVENTUALLY(peer->documents[newer].failure.isEmpty() && !peer->documents[newer].unsent);
        QCOMPARE(peer->documents[newer].document.title, u"Newer"_s);
        QCOMPARE(peer->documents[newer].document.createdBy, ann->id());
    }
}

void TestDocumentRestore::whatOthersMadeIsKeptAndComesBack()
{
    auto ann = m_place->join(u"Ann"_s);
    auto ben = m_place->join(u"Ben"_s);
    backUp();
    const DocumentId docId = DocumentPlace::make(*ann, u"Plan"_s);
    const DocumentId unread = DocumentPlace::make(*ann, u"Unread"_s);
    EVENTUALLY(ben->documents.contains(docId) && ben->documents.contains(unread));
    QVERIFY(write(*ann, docId, u"Ann's."_s) && write(*ben, docId, u"Ben's; "_s));
    ann->quit();
    ben->quit();
    restore();
    for (int start = 0; start < 2; ++start) { // looked at, closed, and there after the next start, too
        ben->open();
        QVERIFY(DocumentPlace::isThere(*ben));
        EVENTUALLY(!ben->documents[docId].failure.isEmpty());
        QVERIFY2(ben->documents[docId].failure.contains("backup"_L1), qPrintable(ben->documents[docId].failure));
        EVENTUALLY(!ben->documents.contains(unread)); // nothing of it is here
        QCOMPARE(stored(*ben, docId), u"Ben's; Ann's."_s);
        ben->open(true);
        EVENTUALLY(ben->documents.contains(docId));
        QCOMPARE(stored(*ben, docId), u"Ben's; Ann's."_s);
    }
    QCOMPARE(ben->notices.size(), 1); // said once
    ben->open();
    QVERIFY(DocumentPlace::isThere(*ben));
    {
        Window window(ben->client(), docId);
        EVENTUALLY_EQUAL(window.sync().state, State::Refused);
        window.type(0, u"while it is unknown; "_s);
        EVENTUALLY(window.sync().saved);
    }
    ann->open();
    EVENTUALLY(ann->documents[docId].failure.isEmpty() && !ann->documents[docId].unsent);
    EVENTUALLY(ben->documents[docId].failure.isEmpty() && ben->documents[docId].waiting == 0);
    QCOMPARE(m_place->serverText(docId), u"while it is unknown; Ben's; Ann's."_s);
    EVENTUALLY(ben->documents.contains(unread)); // made again, though nobody had written in it
}

/// In the same data, missing means removed; and who does not want what was kept removes it.
void TestDocumentRestore::removedIsRemoved()
{
    auto ann = m_place->join(u"Ann"_s);
    auto ben = m_place->join(u"Ben"_s);
    const DocumentId gone = DocumentPlace::make(*ann, u"Gone"_s);
    EVENTUALLY(ben->documents.contains(gone));
    QVERIFY(write(*ben, gone, u"words"_s));
    ben->quit();
    backUp();
    const DocumentId kept = DocumentPlace::make(*ann, u"Kept"_s);
    bool isRemoved = false;
    ann->client().removeDocument(gone, this, [&](const Result<void> &) { isRemoved = true; });
    EVENTUALLY(isRemoved);
    ben->open();
    EVENTUALLY(ben->documents.contains(kept) && !ben->documents.contains(gone));
    QVERIFY(write(*ben, kept, u"words"_s));
    ann->quit();
    restore();
    EVENTUALLY(!ben->documents[kept].failure.isEmpty());
    isRemoved = false;
    ben->client().removeDocument(kept, this, [&](const Result<void> &) { isRemoved = true; });
    EVENTUALLY(isRemoved && !ben->documents.contains(kept));
    ben->open(true);
    QCOMPARE(stored(*ben, kept), QString());
}

QTEST_GUILESS_MAIN(TestDocumentRestore)
#include "tst_documentrestore.moc"
