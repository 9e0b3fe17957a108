#include "sync/closeverdict.h"

#include <QCoreApplication>

#include <array>

namespace coterie::sync {

namespace {

constexpr const char *context = "CloseVerdict";

struct Row {
    int first;
    int last;
    bool comeBack;
    bool signInNeeded;
    const char *words;
};

// The first row that holds the code counts.
constexpr std::array rows {
    Row {1000, 1000, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server ended the connection.")},
    Row {1001, 1001, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server is going away or restarting.")},
    Row {1003, 1003, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server does not accept this kind of data.")},
    Row {1006, 1006, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The connection was lost.")},
    Row {1007, 1007, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server could not read what was sent to it.")},
    Row {
        1008, 1008, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server refused the connection by its rules.")},
    Row {1009, 1009, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "Something sent was too big for the server.")},
    Row {1011, 1011, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server had a fault.")},
    Row {1012, 1014, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server is restarting or overloaded.")},
    Row {4401, 4401, false, true, QT_TRANSLATE_NOOP("CloseVerdict", "You need to sign in again.")},
    Row {4403, 4403, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "You are not allowed on this server any more.")},
    Row {4426, 4426, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "This version is too old for the server.")},
    Row {4400, 4499, false, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server refused the connection.")},
    Row {4503, 4503, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server is overloaded.")},
    Row {4508, 4508, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The connection was too slow to keep up.")},
    Row {4500, 4999, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The server is not available right now.")},
    Row {0, 65'535, true, false, QT_TRANSLATE_NOOP("CloseVerdict", "The connection was closed.")},
};

} // namespace

CloseVerdict verdictFor(int code, const QString &reason)
{
    const Row *row = &rows.back();
    for (const Row &candidate : rows) {
        if (code >= candidate.first && code <= candidate.last) {
            row = &candidate;
            break;
        }
    }
    QString words = QCoreApplication::translate(context, row->words);
    if (const QString said = reason.simplified().left(123); !row->comeBack && !said.isEmpty())
        words = QCoreApplication::translate(context, "%1 It said: %2").arg(words, said);
    return {row->comeBack, row->signInNeeded, words};
}

} // namespace coterie::sync
