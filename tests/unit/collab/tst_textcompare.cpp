#include "collab/textcompare.h"

#include <QTest>

using namespace coterie::collab;
using namespace Qt::StringLiterals;

/// Two versions side by side, written as "-removed", "+added", " same" and "…n", marks in brackets.
class TestTextCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compares_data();
    void compares();
    void bothTextsCanBeReadFromIt();
};

namespace {

QString drawn(const ComparedLine &line)
{
    QString text = line.text;
    for (auto span = line.changed.crbegin(); span != line.changed.crend(); ++span) {
        text.insert(span->start + span->length, u']');
        text.insert(span->start, u'[');
    }
    switch (line.kind) {
    case ComparedLine::Kind::Same: return u' ' + text;
    case ComparedLine::Kind::Removed: return u'-' + text;
    case ComparedLine::Kind::Added: return u'+' + text;
    case ComparedLine::Kind::Skipped: return u'…' + QString::number(line.count);
    }
    return {};
}

} // namespace

void TestTextCompare::compares_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("the same") << u"a\nb"_s << u"a\nb"_s << QStringList();
    QTest::newRow("from nothing") << QString() << u"a"_s << QStringList {u"-"_s, u"+a"_s};
    QTest::newRow("a word") << u"one two three"_s << u"one 2 three"_s
                            << QStringList {u"-one [two] three"_s, u"+one [2] three"_s};
    QTest::newRow("a line more") << u"a\nc"_s << u"a\nb\nc"_s << QStringList {u" a"_s, u"+b"_s, u" c"_s};
    QTest::newRow("a line less") << u"a\nb\nc"_s << u"a\nc"_s << QStringList {u" a"_s, u"-b"_s, u" c"_s};
    QTest::newRow("a line broken") << u"one two"_s << u"one\n two"_s
                                   << QStringList {u"-one two"_s, u"+one"_s, u"+ two"_s};
    QTest::newRow("far from each other") << u"x\n1\n2\n3\n4\n5\n6\n7\n8\n9\ny\nz"_s
                                         << u"X\n1\n2\n3\n4\n5\n6\n7\n8\n9\nY\nz"_s
                                         << QStringList {u"-x"_s, u"+X"_s, u" 1"_s, u" 2"_s, u" 3"_s, u"…3"_s, u" 7"_s,
                                                u" 8"_s, u" 9"_s, u"-y"_s, u"+Y"_s, u" z"_s};
    QTest::newRow("long before it") << u"1\n2\n3\n4\n5\n6\n7\nend"_s << u"1\n2\n3\n4\n5\n6\n7\nEND"_s
                                    << QStringList {u"…4"_s, u" 5"_s, u" 6"_s, u" 7"_s, u"-end"_s, u"+END"_s};
}

void TestTextCompare::compares()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QStringList lines;
    for (const ComparedLine &line : compareTexts(before, after))
        lines.append(drawn(line));
    QTEST(lines, "expected");
}

void TestTextCompare::bothTextsCanBeReadFromIt()
{
    QString before;
    QString after;
    for (int i = 0; i < 300; ++i) {
        const QString line = u"line %1 of the text"_s.arg(i * 7919 % 101);
        if (i % 13 != 0)
            before += line + u'\n';
        if (i % 17 != 0)
            after += (i % 29 == 0 ? line.toUpper() : line) + (i % 31 == 0 ? u' ' : u'\n');
    }
    QStringList old;
    QStringList young;
    for (const ComparedLine &line : compareTexts(before, after, 1000)) {
        if (line.kind != ComparedLine::Kind::Added)
            old.append(line.text);
        if (line.kind != ComparedLine::Kind::Removed)
            young.append(line.text);
    }
    QCOMPARE(old.join(u'\n'), before);
    QCOMPARE(young.join(u'\n'), after);
}

QTEST_GUILESS_MAIN(TestTextCompare)
#include "tst_textcompare.moc"
