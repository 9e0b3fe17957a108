#include "Coterie/document/commands.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace coterie::document;

/// The commands of the editor, and the steps from letter to letter, without a window.
class TestDocumentCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void commandsChangeText_data();
    void commandsChangeText();
    void lettersHoldTogether();
    void wordsAreWords();
};

namespace {

/// "«" and "»" stand for the ends of the selection, "¦" for a caret.
Selection takeSelection(QString &text)
{
    const qsizetype caret = text.indexOf(u'¦');
    if (caret >= 0) {
        text.remove(caret, 1);
        return {caret, caret};
    }
    const qsizetype start = text.indexOf(u'«');
    text.remove(start, 1);
    const qsizetype end = text.indexOf(u'»');
    text.remove(end, 1);
    return {start, end};
}

QString withSelection(QString text, const Selection &selection)
{
    if (selection.isEmpty())
        return text.insert(selection.head, u'¦');
    text.insert(selection.end(), u'»');
    return text.insert(selection.start(), u'«');
}

QString applied(DocumentText &text, const Edit &edit)
{
    for (const auto &change : edit.changes)
        text.apply(change);
    return text.text();
}

} // namespace

void TestDocumentCommands::commandsChangeText_data()
{
    using Command = std::function<Edit(const DocumentText &, const Selection &)>;
    QTest::addColumn<QString>("before");
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("after");
    const auto add = [](const char *name, const QString &before, const Command &command, const QString &after) {
        QTest::newRow(name) << before << command << after;
    };
    const auto style = [](Inline kind) -> Command {
        return
            [kind](const DocumentText &text, const Selection &at) { return commands::toggledInline(text, at, kind); };
    };
    const auto list = [](ListMark mark) -> Command {
        return [mark](const DocumentText &text, const Selection &at) { return commands::toggledList(text, at, mark); };
    };
    const auto heading = [](int level) -> Command {
        return
            [level](const DocumentText &text, const Selection &at) { return commands::withHeading(text, at, level); };
    };
    const auto back = [](const DocumentText &text, const Selection &at) {
        return commands::erasedBack(text, at, false);
    };
    const auto forward = [](const DocumentText &text, const Selection &at) {
        return commands::erasedForward(text, at, false);
    };
    add("bold on", u"a «bold» b"_s, style(Inline::Strong), u"a **«bold»** b"_s);
    add("bold off", u"a **«bold»** b"_s, style(Inline::Strong), u"a «bold» b"_s);
    add("bold off with marks", u"a «**bold**» b"_s, style(Inline::Strong), u"a «bold» b"_s);
    add("bold off in part", u"**one «two» three**"_s, style(Inline::Strong), u"**one** «two» **three**"_s);
    add("bold of a word", u"a wo¦rd b"_s, style(Inline::Strong), u"a **wo¦rd** b"_s);
    add("bold at nothing", u"a ¦"_s, style(Inline::Strong), u"a **¦**"_s);
    add("bold leaves its word", u"**word¦**"_s, style(Inline::Strong), u"**word**¦"_s);
    add("bold of two lines", u"«one\ntwo»"_s, style(Inline::Strong), u"**«one**\n**two**»"_s);
    add("bold joins", u"**a** «b **c**»"_s, style(Inline::Strong), u"**a** **«b c»**"_s);
    add("code on", u"«x»"_s, style(Inline::Code), u"`«x»`"_s);
    add("bullets on", u"«one\n\ntwo»"_s, list(ListMark::Bullet), u"- «one\n\n- two»"_s);
    add("bullets off", u"«- one\n- two»"_s, list(ListMark::Bullet), u"«one\ntwo»"_s);
    add("numbers for bullets", u"«- one\n- two»"_s, list(ListMark::Number), u"«1. one\n2. two»"_s);
    add("task", u"¦one"_s, list(ListMark::Task), u"- [ ] ¦one"_s);
    add("heading on", u"wo¦rds"_s, heading(2), u"## wo¦rds"_s);
    add("heading changes", u"# wo¦rds"_s, heading(3), u"### wo¦rds"_s);
    add("heading off", u"## wo¦rds"_s, heading(2), u"wo¦rds"_s);
    add("quote on", u"«a\nb»"_s, commands::toggledQuote, u"> «a\n> b»"_s);
    add("quote off", u"> a¦"_s, commands::toggledQuote, u"a¦"_s);
    add("next item", u"- one¦"_s, commands::newLine, u"- one\n- ¦"_s);
    add("next number", u"9. nine¦"_s, commands::newLine, u"9. nine\n10. ¦"_s);
    add("next task", u"- [x] done¦"_s, commands::newLine, u"- [x] done\n- [ ] ¦"_s);
    add("list ends", u"- one\n- ¦"_s, commands::newLine, u"- one\n¦"_s);
    add("inner list ends", u"- one\n  - ¦"_s, commands::newLine, u"- one\n- ¦"_s);
    add("quote goes on", u"> a¦"_s, commands::newLine, u"> a\n> ¦"_s);
    add("quote ends", u"> a\n> ¦"_s, commands::newLine, u"> a\n¦"_s);
    add("code keeps its indent", u"```\n  x¦"_s, commands::newLine, u"```\n  x\n  ¦"_s);
    add("next row", u"| a | b |\n| - | - |\n| 1¦ | 2 |"_s, commands::newLine,
        u"| a | b |\n| - | - |\n| 1 | 2 |\n| ¦ |  |"_s);
    add("indent", u"- a\n- b¦"_s, commands::indented, u"- a\n  - b¦"_s);
    add("indent under a number", u"1. a\n2. b¦"_s, commands::indented, u"1. a\n   2. b¦"_s);
    add("indent with children", u"- a\n- b¦\n  - c"_s, commands::indented, u"- a\n  - b¦\n    - c"_s);
    add("nothing to be in", u"- a¦"_s, commands::indented, u"- a¦"_s);
    add("outdent", u"- a\n  - b¦"_s, commands::outdented, u"- a\n- b¦"_s);
    add("mark goes first", u"- a\n- ¦b"_s, back, u"- a\n¦b"_s);
    add("heading mark goes first", u"# ¦b"_s, back, u"¦b"_s);
    add("emoji goes whole", u"a👨‍👩‍👧¦"_s, back, u"a¦"_s);
    add("marks between lines go", u"- a¦\n- b"_s, forward, u"- a¦b"_s);
    add("empty line goes", u"¦\n- b"_s, forward, u"¦- b"_s);
    add(
        "lines up", u"a\nb¦\nc"_s,
        [](const DocumentText &text, const Selection &at) { return commands::movedLines(text, at, true); },
        u"b¦\na\nc"_s);
    add(
        "lines down", u"a\nb¦\nc"_s,
        [](const DocumentText &text, const Selection &at) { return commands::movedLines(text, at, false); },
        u"a\nc\nb¦"_s);
    add(
        "link", u"see «the plan»"_s,
        [](const DocumentText &text, const Selection &at) { return commands::withLink(text, at, u"https://x.y"_s); },
        u"see [the plan](https://x.y)¦"_s);
}

void TestDocumentCommands::commandsChangeText()
{
    using Command = std::function<Edit(const DocumentText &, const Selection &)>;
    QFETCH(QString, before);
    QFETCH(const Command, command);
    QFETCH(const QString, after);
    const Selection selection = takeSelection(before);
    DocumentText document;
    document.setText(before);
    const Edit edit = command(document, selection);
    QCOMPARE(withSelection(applied(document, edit), edit.selection), after);
}

void TestDocumentCommands::lettersHoldTogether()
{
    DocumentText document;
    document.setText(u"e\u0301👍🏽\nx"_s);
    QCOMPARE(letterAfter(document, 0), 2);
    QCOMPARE(letterAfter(document, 2), 6);
    QCOMPARE(letterBefore(document, 6), 2);
    QCOMPARE(letterAfter(document, 6), 7);
    QCOMPARE(letterBefore(document, 7), 6);
    QCOMPARE(letterAfter(document, 8), 8);
    QCOMPARE(letterBefore(document, 0), 0);
}

void TestDocumentCommands::wordsAreWords()
{
    DocumentText document;
    document.setText(u"one two-three\nfour"_s);
    QCOMPARE(wordAfter(document, 0), 4);
    QCOMPARE(wordBefore(document, 4), 0);
    QCOMPARE(wordAround(document, 5), std::make_pair(qsizetype(4), qsizetype(7)));
    QCOMPARE(wordAfter(document, 13), 14);
    QCOMPARE(lineAround(document, 2), std::make_pair(qsizetype(0), qsizetype(14)));
}

QTEST_MAIN(TestDocumentCommands)
#include "tst_documentcommands.moc"
