#include "commands.h"
#include "options.h"
#include "protocol/envelope.h"
#include "protocol/validation.h"
#include "server/accountsfile.h"
#include "terminal.h"

namespace coterie::program {

using namespace Qt::StringLiterals;

namespace {

constexpr int minPassword = 8;

int addUser(const Options &options, server::AccountsFile &accounts, const QString &name)
{
    if (auto good = protocol::checkUsername(name); !good)
        return complain(good.error());
    const auto password = readPassword(options.flag(u"password-stdin"_s));
    if (!password)
        return complain(u"No password was given."_s, wrongUsage);
    if (password->size() < minPassword)
        return complain(u"A password has at least 8 characters."_s, wrongUsage);
    const auto role = options.flag(u"admin"_s) ? protocol::Role::Admin : protocol::Role::Member;
    if (auto made = accounts.setAccount(name, *password, role); !made)
        return complain(made.error());
    print(u"%1 can sign in."_s.arg(name));
    return done;
}

int listUsers(server::AccountsFile &accounts)
{
    for (const server::UserRow &row : accounts.users()) {
        const QString state = row.disabled ? u"disabled"_s : row.password.isEmpty() ? u"no password"_s : u"active"_s;
        print(u"%1\t%2\t%3\t%4"_s.arg(row.user.userId.value(), row.user.username, toWire(row.user.role), state));
    }
    return done;
}

} // namespace

int userCommand(const QStringList &arguments)
{
    Options options;
    options.add(u"admin"_s, u"An administrator. For an account that exists: make it one."_s);
    options.add(u"password-stdin"_s, u"Read the password from standard input instead of asking."_s);
    options.addPositional(
        u"add NAME | list | disable NAME"_s, u"What to do. Adding a name again sets a new password."_s);
    if (!options.parse(arguments, u"The people of this server."_s))
        return wrongUsage;
    const QStringList words = options.positional();
    const QString verb = words.value(0);
    const qsizetype expected = verb == "list"_L1 ? 1 : 2;
    const bool known = verb == "add"_L1 || verb == "list"_L1 || verb == "disable"_L1;
    if (!known || words.size() != expected)
        return complain(u"Say coterie-server user add NAME, user list or user disable NAME."_s, wrongUsage);
    auto accounts = server::AccountsFile::open(options.dataFolder());
    if (!accounts)
        return complain(accounts.error());
    if (verb == "list"_L1)
        return listUsers(**accounts);
    if (verb == "add"_L1)
        return addUser(options, **accounts, words[1]);
    if (auto disabled = (*accounts)->disable(words[1]); !disabled)
        return complain(disabled.error());
    print(u"%1 is shut out."_s.arg(words[1]));
    return done;
}

} // namespace coterie::program
