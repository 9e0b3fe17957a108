#include "commands.h"
#include "options.h"
#include "server/storage/storage.h"

namespace coterie::program {

using namespace Qt::StringLiterals;

namespace {

/// Parses, opens the data and runs `work` on it with the words after the command.
template <typename Work>
int withStorage(
    const QStringList &arguments, const QString &description, qsizetype words, const QString &usage, Work work)
{
    Options options;
    if (words > 0)
        options.addPositional(u"FILE"_s, u"The backup."_s);
    if (!options.parse(arguments, description))
        return wrongUsage;
    if (options.positional().size() != words)
        return complain(usage, wrongUsage);
    auto storage = server::Storage::open(options.dataFolder());
    if (!storage)
        return complain(storage.error());
    const Result<void> result = work(**storage, options.positional().value(0));
    return result ? done : complain(result.error());
}

} // namespace

int backupCommand(const QStringList &arguments)
{
    return withStorage(arguments,
        u"Copies the database to a file, also while the server runs. Uploaded files lie in "
        "DIR/files and are plain copies."_s,
        1, u"Say coterie-server backup FILE."_s, [](server::Storage &storage, const QString &file) {
            auto made = storage.backup(file);
            if (made)
                print(u"The backup is in %1."_s.arg(file));
            return made;
        });
}

int restoreCommand(const QStringList &arguments)
{
    return withStorage(arguments,
        u"Puts a backup in place of what is there. A running server notices and starts anew."_s, 1,
        u"Say coterie-server restore FILE."_s, [](server::Storage &storage, const QString &file) {
            auto restored = storage.restore(file);
            if (restored)
                print(u"%1 is restored."_s.arg(file));
            return restored;
        });
}

int checkCommand(const QStringList &arguments)
{
    return withStorage(arguments, u"Checks that the data is whole."_s, 0, u"Say coterie-server check."_s,
        [](server::Storage &storage, const QString &) {
            auto whole = storage.check();
            if (whole)
                print(u"The data is whole."_s);
            return whole;
        });
}

} // namespace coterie::program
