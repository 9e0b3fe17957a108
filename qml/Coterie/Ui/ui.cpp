#include "ui.h"

#include "listeners.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QResource>
#include <QSet>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace coterie::ui {
namespace {

/// The resource is stored uncompressed, so the font engine reads it where the program maps it: no copy on the heap.
void loadFont(const QString &file)
{
    static QSet<QString> loaded;
    if (loaded.contains(file))
        return;
    loaded.insert(file);
    const QResource font(u":/coterie/fonts/"_s + file);
    if (font.isValid() && font.compressionAlgorithm() == QResource::NoCompression)
        QFontDatabase::addApplicationFontFromData(
            QByteArray::fromRawData(reinterpret_cast<const char *>(font.data()), font.size()));
}

} // namespace

void install(QQmlEngine &engine)
{
    engine.addImportPath(u"qrc:/qt/qml"_s);
    (void)Listeners::instance(); // hears of a screen reader that comes before the first control
    loadFont(u"Inter-Regular.otf"_s);
    loadFont(u"Inter-Bold.otf"_s);
    // Without this a symbol font may answer for an emoji before the colour font does. Digits stay Inter's: it is asked
    // first.
    QFont::insertSubstitutions(u"Inter"_s, {u"Noto Color Emoji"_s, u"Apple Color Emoji"_s, u"Segoe UI Emoji"_s});
    QFont font(u"Inter"_s);
    font.setPixelSize(14);
    QGuiApplication::setFont(font);
}

void installRemainingFonts()
{
    for (const QString &file : {u"Inter-Italic.otf"_s, u"JetBrainsMono-Regular.ttf"_s})
        loadFont(file);
}

} // namespace coterie::ui
