#include "documentwindow.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

/// Documents without any server: what a person writes is on this computer, and stays there.
class TestDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void openingAnUnknownOneGivesNothing();
    void editsAreOnDiskAndCounted();
    void windowsOfOneDocumentHearEachOther();
    void madeOfflineItIsInTheList();
    void removingOneThatWasNeverSent();
    void manyEditsAreFolded();
    void whatIsNoEditIsNotCalledSaved();
    void theEndOfTheProgramFoldsWhatIsOpen();
    void aWindowMayOutliveTheClient();
    void aWindowMayCloseInItsOwnSignal();
    void askingAServerFailsInWords();

private:
    void start();
    [[nodiscard]] DocumentId make(const QString &title);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Client> m_client;
    QHash<DocumentId, DocumentSummary> m_list;
};

void TestDocuments::init()
{
    m_client.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    start();
}

/// A new client on the same store, as after a restart of the program.
void TestDocuments::start()
{
    m_client.reset();
    m_list.clear();
    m_client = std::make_unique<Client>(ClientConfig {.server = QUrl(u"http://127.0.0.1:1"_s),
        .token = {},
        .storePath = m_folder->filePath(u"store.sqlite"_s),
        .storeOnly = true});
    connect(m_client.get(), &Client::changed, this, [this](const std::shared_ptr<const Changes> &changes) {
        for (const DocumentSummary &summary : changes->documents)
            m_list.insert(summary.document.docId, summary);
        for (const DocumentId &docId : changes->documentsRemoved)
            m_list.remove(docId);
    });
    m_client->start();
}

DocumentId TestDocuments::make(const QString &title)
{
    return m_client->createDocument({.title = title, .roomId = RoomId {u"general"_s}});
}

void TestDocuments::openingAnUnknownOneGivesNothing()
{
    Window window(*m_client, DocumentId {u"unknown-1"_s});
    QCOMPARE(window.loads, 0); // never inside the call
    QTRY_COMPARE(window.loads, 1);
    QVERIFY(window.writer.text().isEmpty());
    QCOMPARE(window.document->sync().state, DocumentSync::State::Offline);
    QVERIFY(window.document->sync().saved);
    QVERIFY(!window.document->sync().keepsNothing);
    QVERIFY(m_list.isEmpty());
}

void TestDocuments::editsAreOnDiskAndCounted()
{
    const DocumentId docId = make(u"Plan"_s);
    {
        Window window(*m_client, docId);
        QTRY_COMPARE(window.loads, 1);
        for (int i = 0; i < 3; ++i) {
            window.type(i, u"x"_s);
            QCOMPARE(window.document->sync().waiting, i + 1); // at once
        }
        QVERIFY(!window.document->sync().saved);
        QTRY_VERIFY(window.document->sync().saved);
        QCOMPARE(window.document->sync().waiting, 3);
        QCOMPARE(window.syncs.last(), window.document->sync());
        window.type(3, u"last"_s); // closing right behind it loses nothing
    }
    start();
    QTRY_VERIFY(m_list.contains(docId));
    QCOMPARE(m_list[docId].waiting, 4);
    QVERIFY(m_list[docId].stored && m_list[docId].unsent);
    Window again(*m_client, docId);
    QTRY_COMPARE(again.writer.text(), u"xxxlast"_s);
    QTRY_COMPARE(again.document->sync().waiting, 4);
}

void TestDocuments::windowsOfOneDocumentHearEachOther()
{
    const DocumentId docId = make(u"Plan"_s);
    Window left(*m_client, docId);
    Window right(*m_client, docId);
    QTRY_COMPARE(left.loads + right.loads, 2);
    left.type(0, u"left "_s);
    right.type(0, u"right "_s);
    QTRY_COMPARE(left.writer.text().size(), 11);
    QTRY_COMPARE(right.writer.text(), left.writer.text());
    left.document->pushAwareness("here"_ba);
    QTRY_COMPARE(right.awareness, QList({"here"_ba}));
    QVERIFY(left.awareness.isEmpty());
    QTRY_COMPARE(left.document->sync().waiting, 2);
    right.document.reset();
    left.type(0, u"more "_s);
    Window third(*m_client, docId);
    QTRY_COMPARE(third.writer.text(), left.writer.text());
}

void TestDocuments::madeOfflineItIsInTheList()
{
    const DocumentId docId = make(u"Plan"_s);
    QVERIFY(isDocumentId(docId.value()));
    QTRY_VERIFY(m_list.contains(docId));
    QCOMPARE(m_list[docId].document.title, u"Plan"_s);
    QVERIFY(m_list[docId].unsent);
    m_client->renameDocument(docId, u"Better plan"_s);
    QTRY_COMPARE(m_list[docId].document.title, u"Better plan"_s);
    start();
    QTRY_VERIFY(m_list.contains(docId));
    QCOMPARE(m_list[docId].document.title, u"Better plan"_s);
    QVERIFY(m_list[docId].unsent);
}

void TestDocuments::removingOneThatWasNeverSent()
{
    const DocumentId docId = make(u"Plan"_s);
    Window window(*m_client, docId);
    QTRY_COMPARE(window.loads, 1);
    window.type(0, u"never mind"_s);
    std::optional<Result<void>> answer;
    m_client->removeDocument(docId, this, [&](const Result<void> &result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QTRY_VERIFY(!m_list.contains(docId));
    QTRY_COMPARE(window.document->sync().state, DocumentSync::State::Refused);
    QVERIFY(window.document->sync().reason.contains("removed"_L1));
    window.document.reset();
    start();
    Window again(*m_client, docId);
    QTRY_COMPARE(again.loads, 1);
    QVERIFY(again.writer.text().isEmpty());
}

void TestDocuments::manyEditsAreFolded()
{
    const DocumentId docId = make(u"Plan"_s);
    QString expected;
    {
        Window window(*m_client, docId);
        QTRY_COMPARE(window.loads, 1);
        for (int i = 0; i < 1'000; ++i)
            window.type(window.writer.text().size(), u"word%1 "_s.arg(i));
        expected = window.writer.text();
        QTRY_VERIFY(window.document->sync().saved);
    }
    start();
    Window again(*m_client, docId);
    QSignalSpy loaded(again.document.get(), &OpenDocument::loaded);
    QTRY_COMPARE(again.writer.text(), expected);
    QTRY_COMPARE(again.document->sync().waiting, 1'000);
    QVERIFY(loaded.first().first().toByteArray().size() < 2 * expected.size()); // not a thousand updates any more
}

void TestDocuments::whatIsNoEditIsNotCalledSaved()
{
    const DocumentId docId = make(u"Plan"_s);
    Window window(*m_client, docId);
    QTRY_COMPARE(window.loads, 1);
    window.document->push("\x01\x01"_ba);
    QTRY_COMPARE(window.document->sync().state, DocumentSync::State::Refused);
    QVERIFY(!window.document->sync().saved);
    start();
    Window again(*m_client, docId);
    QTRY_COMPARE(again.loads, 1);
    QVERIFY(again.text().isEmpty());
}

void TestDocuments::theEndOfTheProgramFoldsWhatIsOpen()
{
    const DocumentId docId = make(u"Plan"_s);
    Window window(*m_client, docId);
    QTRY_COMPARE(window.loads, 1);
    for (int i = 0; i < 300; ++i)
        window.type(0, u"x"_s);
    QTRY_VERIFY(window.document->sync().saved);
    m_client.reset(); // before the window
    window.document.reset();
    start();
    Window again(*m_client, docId);
    QTRY_COMPARE(again.text().size(), 300);
    QTRY_COMPARE(again.document->sync().waiting, 300);
}

void TestDocuments::aWindowMayOutliveTheClient()
{
    const DocumentId docId = make(u"Plan"_s);
    Window window(*m_client, docId);
    QTRY_COMPARE(window.loads, 1);
    m_client.reset();
    window.type(0, u"into the void"_s);
    window.document->pushAwareness("here"_ba);
    window.document.reset();
}

void TestDocuments::aWindowMayCloseInItsOwnSignal()
{
    const DocumentId docId = make(u"Plan"_s);
    auto window = m_client->openDocument(docId);
    bool isLoaded = false;
    connect(window.get(), &OpenDocument::loaded, this, [&] {
        isLoaded = true;
        window.reset();
    });
    QTRY_VERIFY(isLoaded);
    Window next(*m_client, docId);
    QTRY_COMPARE(next.loads, 1);
}

void TestDocuments::askingAServerFailsInWords()
{
    const DocumentId docId = make(u"Plan"_s);
    std::optional<Result<QList<DocumentVersion>>> versions;
    m_client->documentVersions(docId, this, [&](const Result<QList<DocumentVersion>> &result) { versions = result; });
    QTRY_VERIFY(versions);
    QVERIFY(!*versions);
    QCOMPARE(versions->error().code, Errc::Unavailable);
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
