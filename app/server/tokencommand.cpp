#include "commands.h"
#include "options.h"
#include "server/accountsfile.h"

#include <QDateTime>

namespace coterie::program {

using namespace Qt::StringLiterals;

namespace {

QString dateOf(const std::optional<WallTime> &time)
{
    return time ? QDateTime::fromMSecsSinceEpoch(toEpochMillis(*time)).toUTC().toString(Qt::ISODate) : u"never"_s;
}

int createToken(const Options &options, server::AccountsFile &accounts, const QString &name)
{
    const QString expires = options.value(u"expires"_s);
    const auto lifetime = parseDuration(expires);
    if (!expires.isEmpty() && !lifetime)
        return complain(u"“%1” is not a time like 30d or 12h."_s.arg(expires), wrongUsage);
    const auto token = accounts.createToken(name, options.value(u"scope"_s, u"chat"_s), lifetime);
    if (!token)
        return complain(token.error());
    print(*token); // the one time it is shown: this is what the command is for
    return done;
}

int listTokens(server::AccountsFile &accounts)
{
    for (const auto &[row, username] : accounts.tokens()) {
        const QString state = row.revokedAt ? u"revoked"_s : u"expires "_s + dateOf(row.expiresAt);
        print(u"%1\t%2\t%3\t%4\t%5"_s.arg(row.id, username, row.scope, dateOf(row.createdAt), state));
    }
    return done;
}

} // namespace

int tokenCommand(const QStringList &arguments)
{
    Options options;
    options.add(u"scope"_s, u"What it may do: chat, publish, or both separated by a space (default: chat)."_s, u"S"_s);
    options.add(u"expires"_s, u"How long it works, like 30d or 12h (default: until it is revoked)."_s, u"TIME"_s);
    options.addPositional(u"create NAME | revoke ID | list"_s, u"What to do."_s);
    if (!options.parse(arguments, u"Tokens, for programs that sign in without a password."_s))
        return wrongUsage;
    const QStringList words = options.positional();
    const QString verb = words.value(0);
    const qsizetype expected = verb == "list"_L1 ? 1 : 2;
    const bool known = verb == "create"_L1 || verb == "list"_L1 || verb == "revoke"_L1;
    if (!known || words.size() != expected)
        return complain(u"Say coterie-server token create NAME, token revoke ID or token list."_s, wrongUsage);
    auto accounts = server::AccountsFile::open(options.dataFolder());
    if (!accounts)
        return complain(accounts.error());
    if (verb == "list"_L1)
        return listTokens(**accounts);
    if (verb == "create"_L1)
        return createToken(options, **accounts, words[1]);
    if (auto revoked = (*accounts)->revokeToken(words[1]); !revoked)
        return complain(revoked.error());
    print(u"The token %1 no longer works."_s.arg(words[1]));
    return done;
}

} // namespace coterie::program
