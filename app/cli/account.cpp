#include "account.h"

#include "client/client.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using client::Credentials;
using client::SignIn;

namespace {

constexpr Millis patience {30'000};
constexpr Millis keychainPatience {90'000}; // a person may have to unlock it

QString hashed(const QString &text)
{
    constexpr qsizetype enough = 16;
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(enough));
}

QString profileFolder(const Invocation &call)
{
    const QString profile = call.value(u"profile"_s);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/coterie-cli/"_s;
    return data + (profile.isEmpty() ? u"default"_s : QString::fromLatin1(profile.toUtf8().toPercentEncoding()));
}

// Runs something that answers by callback, and waits for the answer.
template <typename T, typename Start>
Result<T> awaited(Start start, Millis limit)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    start([answer](Result<T> result) { *answer = std::move(result); });
    if (!waitFor([&] { return answer->has_value(); }, limit))
        return Error {Errc::TimedOut, "The server did not answer in time."};
    return **answer;
}

Result<Account> stored(Account account)
{
    Credentials credentials(account.folder);
    auto known = awaited<Credentials::Account>(
        [&](const std::function<void(Result<Credentials::Account>)> &reply) {
            credentials.load([reply](std::optional<Credentials::Account> found) {
                reply(found ? Result<Credentials::Account>(*found) : Result<Credentials::Account>(Errc::NotFound));
            });
        },
        keychainPatience);
    if (!known)
        return known.error();
    account.token = known->token;
    account.username = known->username;
    account.isPlain = known->isPlain;
    return account;
}

Result<Account> keep(Account account, const SignIn::Session &session)
{
    account.token = session.token;
    account.username = session.user.username;
    account.isPlain = session.isPlain;
    Credentials credentials(account.folder);
    const auto saved = awaited<bool>(
        [&](const std::function<void(Result<bool>)> &reply) {
            credentials.save({session.base, session.user.username, session.user.userId.value(), session.user.color,
                                 session.token, session.isPlain},
                [reply](const Result<void> &done) { reply(done ? Result<bool>(true) : Result<bool>(done.error())); });
        },
        keychainPatience);
    if (!saved)
        return saved.error();
    return account;
}

Result<SignIn::Session> guestSession(const QUrl &server, const QString &name)
{
    SignIn door;
    return awaited<SignIn::Session>(
        [&](client::Client::Reply<SignIn::Session> reply) { door.guest(server, name, std::move(reply)); }, patience);
}

Result<Account> newGuest(const Account &account, const QString &name)
{
    const auto session = guestSession(account.server, name);
    return session ? keep(account, *session) : Result<Account>(session.error());
}

} // namespace

Result<QUrl> serverOf(const Invocation &call)
{
    QString text = call.value(u"server"_s);
    if (text.isEmpty()) {
        QFile last(profileFolder(call) + u"/server"_s);
        if (last.open(QFile::ReadOnly))
            text = QString::fromUtf8(last.readLine()).trimmed();
    }
    const auto address = client::parseAddress(text.isEmpty() ? u"http://127.0.0.1:8420"_s : text);
    return address ? Result<QUrl>(address->base) : Result<QUrl>(address.error());
}

Result<Account> offlineAccount(const Invocation &call)
{
    const auto server = serverOf(call);
    if (!server)
        return server.error();
    const QString token = call.value(u"token"_s);
    const QString guest = call.value(u"guest"_s);
    QString who = u"account"_s;
    if (!token.isEmpty())
        who = u"token-"_s + hashed(token);
    else if (!guest.isEmpty())
        who = u"guest-"_s + hashed(guest);
    Account account;
    account.server = *server;
    account.token = token;
    account.username = token.isEmpty() ? guest : QString();
    account.folder = profileFolder(call) + u'/' + hashed(server->toString()) + u'/' + who;
    account.isGuest = token.isEmpty() && !guest.isEmpty();
    return account;
}

Result<Account> accountFor(const Invocation &call)
{
    const auto account = offlineAccount(call);
    if (!account || !account->token.isEmpty())
        return account;
    if (auto known = stored(*account))
        return known;
    if (account->isGuest) {
        auto guest = newGuest(*account, account->username);
        if (guest && guest->isPlain)
            call.remark(u"This is no Coterie server, so it is spoken to as a plain one."_s);
        return guest;
    }
    return Error {
        Errc::Unauthorized, "Sign in first with \"coterie-cli login NAME\", or say --guest NAME or --token T."};
}

Result<Account> renewedGuest(const Account &account)
{
    return newGuest(account, account.username);
}

Result<QString> guestToken(const QUrl &server, const QString &name)
{
    const auto session = guestSession(server, name);
    if (session && session->isPlain)
        return Error {Errc::Unsupported, "This is not a Coterie server."};
    return session ? Result<QString>(session->token) : Result<QString>(session.error());
}

Result<Account> signIn(const Invocation &call, const QString &username, const QString &password)
{
    auto account = offlineAccount(call);
    if (!account)
        return account;
    account->folder = QFileInfo(account->folder).path() + u"/account"_s;
    account->isGuest = false;
    SignIn door;
    const auto session = awaited<SignIn::Session>(
        [&](client::Client::Reply<SignIn::Session> reply) {
            door.login(account->server, username, password, std::move(reply));
        },
        patience);
    if (!session)
        return session.error();
    QDir().mkpath(account->folder);
    QSaveFile last(profileFolder(call) + u"/server"_s); // the next command need not name it
    if (last.open(QFile::WriteOnly)) {
        last.write(account->server.toString().toUtf8());
        last.commit();
    }
    return keep(*account, *session);
}

void signOut(const Account &account)
{
    SignIn door;
    auto done = std::make_shared<int>(0);
    door.logout(account.server, account.token, [done] { ++*done; });
    static_cast<void>(waitFor([&] { return *done > 0; }, patience));
    Credentials credentials(account.folder);
    credentials.forget([done] { ++*done; });
    static_cast<void>(waitFor([&] { return *done > 1; }, keychainPatience));
}

} // namespace coterie::cli
