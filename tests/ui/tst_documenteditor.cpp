#include "editorwindow.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using testing::EditorWindow;

/// The editor as a person uses it: a real window, real keys.
class TestDocumentEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsADocument_data();
    void showsADocument();
    void types();
};

namespace {

QString plan()
{
    return uR"(Coterie 1.0 goes out when a newcomer can install it, host a workspace and invite a friend in under two minutes.

## What has to be true
- [x] A message typed on a train arrives once, and only once.
- [x] Two people editing one sentence keep both of their words.
- [ ] Closing the lid for a night costs less than a second in the morning.
- [ ] The board stays at sixty frames with five thousand strokes.

## Who does what
**Jonas** owns reconnects. **Theo** draws the *empty* states. ~~Sara~~ writes the `words`, see [the plan](https://example.org/plan) or <https://example.org>.

1. First
2. Second with a longer text that goes on and on until it has to be wrapped onto a second row of words, as they do
   - nested
     - deeper @Priya
10. Tenth

> Quoted words are soft.
> > And deeper.

| Name | Count | Where |
| :--- | ----: | :---: |
| Rope | 12 | shed |
| Sail, **big** | 1 | loft |

```cpp
int main() { // the beginning
    return "text".size() + 42;
}
```

---

שלום עולם, this is a paragraph that runs from right to left.
)"_s;
}

} // namespace

void TestDocumentEditor::showsADocument_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << QSize(1000, 1300) << false;
    QTest::newRow("dark") << QSize(1000, 1300) << true;
    QTest::newRow("narrow") << QSize(420, 900) << false;
}

void TestDocumentEditor::showsADocument()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, dark);
    EditorWindow window(plan(), size, dark);
    window.editor().setHeaderHeight(40);
    const QImage picture = window.grab();
    testing::keepPicture(picture, u"document-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(window.editor().contentHeight() > 500);
    QCOMPARE(window.editor().text().text(), plan());
}

void TestDocumentEditor::types()
{
    EditorWindow window({});
    window.type(u"Hello\n- one\ntwo"_s);
    QCOMPARE(window.text(), u"Hello\n- one\n- two"_s);
    QCOMPARE(window.editor().text().text(), window.text());
}

QTEST_MAIN(TestDocumentEditor)
#include "tst_documenteditor.moc"
