#include "documenttest.h"

#include "base/random.h"

#include <QProcess>

/// Programs that are killed while somebody writes.
class TestDocumentCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKilledClientKeepsWhatItHadSaved_data();
    void aKilledClientKeepsWhatItHadSaved();

private:
    struct Said {
        int saved = 0;
        int confirmed = 0;
    };
    static void read(QProcess &writer, Said &said);
};

void TestDocumentCrash::read(QProcess &writer, Said &said)
{
    while (writer.canReadLine()) {
        const QList<QByteArray> line = writer.readLine().trimmed().split(' ');
        int &number = line.value(0) == "saved" ? said.saved : said.confirmed;
        number = std::max(number, line.value(1).toInt());
    }
}

void TestDocumentCrash::aKilledClientKeepsWhatItHadSaved_data()
{
    QTest::addColumn<bool>("online");
    QTest::newRow("online") << true;
    QTest::newRow("offline") << false;
}

void TestDocumentCrash::aKilledClientKeepsWhatItHadSaved()
{
    QFETCH(const bool, online);
    DocumentPlace place;
    QVERIFY(place.server.start());
    const SignIn::Session session = Peer::signIn(place.server.url(), u"Alex"_s);
    DocumentId docId;
    {
        Peer maker(session, place.storeOf(u"Alex"_s));
        maker.open();
        QVERIFY(DocumentPlace::isThere(maker));
        docId = DocumentPlace::make(maker, u"Plan"_s);
        EVENTUALLY(maker.documents.contains(docId) && !maker.documents[docId].unsent);
    }
    if (!online)
        place.server.kill();
    QProcess writer;
    writer.start(QCoreApplication::applicationDirPath() + u"/documentwriter"_s,
        {place.server.url().toString(), session.token, place.storeOf(u"Alex"_s), docId.value()});
    QVERIFY(writer.waitForStarted());
    Said said;
    EVENTUALLY((read(writer, said), said.saved > 200 && (!online || said.confirmed > 100)));
    writer.kill();
    QVERIFY(writer.waitForFinished());
    read(writer, said);

    if (online) {
        const QStringList there = place.serverText(docId).split(u' ', Qt::SkipEmptyParts);
        QVERIFY2(there.size() >= said.confirmed, qPrintable(u"%1 of %2"_s.arg(there.size()).arg(said.confirmed)));
    } else {
        QVERIFY(place.server.start());
    }
    Peer again(session, place.storeOf(u"Alex"_s));
    again.open();
    Window window(again.client(), docId);
    EVENTUALLY_EQUAL(window.loads, 1);
    const QStringList words = window.text().split(u' ', Qt::SkipEmptyParts);
    QVERIFY2(words.size() >= said.saved, qPrintable(u"%1 of %2"_s.arg(words.size()).arg(said.saved)));
    for (qsizetype i = 0; i < words.size(); ++i)
        QCOMPARE(words[i], u"w%1"_s.arg(i + 1)); // whole, in order, once
    EVENTUALLY(window.isInSync());
    QCOMPARE(place.serverText(docId), window.text());
}

QTEST_GUILESS_MAIN(TestDocumentCrash)
#include "tst_documentcrash.moc"
