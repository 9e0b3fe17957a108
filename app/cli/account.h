#pragma once

#include "base/result.h"
#include "invocation.h"

#include <QUrl>

namespace coterie::cli {

/// Who calls: where, with which token, and the folder with what belongs to this account alone.
struct Account {
    QUrl server;
    QString token;
    QString username;
    QString folder;
    bool isGuest = false;
    bool isPlain = false; ///< with a plain server: the name is all there is
    [[nodiscard]] QString storePath() const { return folder + QStringLiteral("/store.sqlite"); }
    [[nodiscard]] QString queuedMark() const
    {
        return folder + QStringLiteral("/queued");
    } ///< a file: messages wait in the store
};

/// The server asked for, else the one of the last login, else the one on this computer.
[[nodiscard]] Result<QUrl> serverOf(const Invocation &call);

/// Everything but the token: needs no network.
[[nodiscard]] Result<Account> offlineAccount(const Invocation &call);

/// With the token: the one given, the stored one, or a new guest's. Unauthorized when nobody has signed in.
[[nodiscard]] Result<Account> accountFor(const Invocation &call);

/// A guest whose token the server does not know any more gets another one.
[[nodiscard]] Result<Account> renewedGuest(const Account &account);

/// A guest nobody remembers, for a load test.
[[nodiscard]] Result<QString> guestToken(const QUrl &server, const QString &name);

[[nodiscard]] Result<Account> signIn(const Invocation &call, const QString &username, const QString &password);
void signOut(const Account &account);

} // namespace coterie::cli
