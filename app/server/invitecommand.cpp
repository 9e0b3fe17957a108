#include "commands.h"
#include "options.h"
#include "server/accountsfile.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::program {

using namespace Qt::StringLiterals;

int inviteCommand(const QStringList &arguments)
{
    Options options;
    options.add(u"room"_s, u"Into this room (its id); default: the server."_s, u"R"_s);
    options.add(u"uses"_s, u"How often it may be used (default: any number)."_s, u"N"_s);
    options.add(u"expires"_s, u"How long it works, like 7d (default: for ever)."_s, u"TIME"_s);
    options.addPositional(u"create"_s, u"What to do."_s);
    if (!options.parse(arguments, u"Invitations."_s))
        return wrongUsage;
    if (options.positional() != QStringList {u"create"_s})
        return complain(u"Say coterie-server invite create."_s, wrongUsage);
    const QString expires = options.value(u"expires"_s);
    const auto lifetime = parseDuration(expires);
    if (!expires.isEmpty() && !lifetime)
        return complain(u"“%1” is not a time like 7d."_s.arg(expires), wrongUsage);
    std::optional<int> uses;
    if (const QString count = options.value(u"uses"_s); !count.isEmpty()) {
        bool ok = false;
        uses = count.toInt(&ok);
        if (!ok || *uses < 1)
            return complain(u"--uses takes a number above zero."_s, wrongUsage);
    }
    auto accounts = server::AccountsFile::open(options.dataFolder());
    if (!accounts)
        return complain(accounts.error());
    const auto code = (*accounts)->createInvite(options.value(u"room"_s), uses, lifetime);
    if (!code)
        return complain(code.error());
    print(QString::fromUtf8(QJsonDocument(QJsonObject {{u"code"_s, *code}, {u"path"_s, QString(u"/invite/"_s + *code)}})
                                .toJson(QJsonDocument::Compact)));
    return done;
}

} // namespace coterie::program
