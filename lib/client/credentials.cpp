#include "client/client.h"

#include "client/keychain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace coterie::client {

using namespace Qt::StringLiterals;
using keychain::Outcome;

namespace {

QString keyOf(const Credentials::Account &account)
{
    return account.username + u'@' + account.server.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
}

} // namespace

struct Credentials::Private {
    Credentials *q = nullptr;
    QString folder;
    Keychain use = Keychain::Use;

    [[nodiscard]] QString path() const { return folder + "/account.json"_L1; }

    /// Without a token when the keychain holds it.
    [[nodiscard]] std::optional<Account> readFile() const
    {
        QFile file(path());
        if (!file.open(QFile::ReadOnly))
            return std::nullopt;
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        Account account {QUrl(json["server"_L1].toString()), json["username"_L1].toString(),
            json["userId"_L1].toString(), json["color"_L1].toString(), json["token"_L1].toString(),
            json["plain"_L1].toBool()};
        if (!account.server.isValid() || account.server.isEmpty())
            return std::nullopt;
        return account;
    }

    [[nodiscard]] Result<void> writeFile(const Account &account) const
    {
        const auto failed = [](const QString &why) {
            return Error {Errc::Io,
                QCoreApplication::translate("Credentials", "The account could not be saved: %1")
                    .arg(why)
                    .toStdString()};
        };
        if (!QDir().mkpath(folder))
            return failed(folder);
        QSaveFile file(path());
        if (!file.open(QFile::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return failed(file.errorString());
        QJsonObject json {{u"server"_s, account.server.toString()}, {u"username"_s, account.username},
            {u"userId"_s, account.userId}, {u"color"_s, account.color}};
        if (!account.token.isEmpty())
            json.insert("token"_L1, account.token);
        if (account.isPlain)
            json.insert("plain"_L1, true);
        file.write(QJsonDocument(json).toJson());
        if (!file.commit())
            return failed(file.errorString());
        return {};
    }

    void later(std::function<void()> work) const
    {
        QMetaObject::invokeMethod(q, std::move(work), Qt::QueuedConnection);
    }
};

Credentials::Credentials(const QString &folder, QObject *parent) : Credentials(folder, Keychain::Use, parent) { }

Credentials::Credentials(const QString &folder, Keychain keychain, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private {this, folder, keychain}))
{
}

Credentials::~Credentials() = default;

void Credentials::load(std::function<void(std::optional<Account>)> reply)
{
    auto account = d->readFile();
    if (!account || account->isPlain || !account->token.isEmpty() || d->use == Keychain::Avoid) {
        const bool usable = account && (account->isPlain || !account->token.isEmpty());
        d->later([reply = std::move(reply), account = usable ? account : std::nullopt] { reply(account); });
        return;
    }
    const QString key = keyOf(*account);
    keychain::read(
        key, this, [reply = std::move(reply), account = *account](Outcome outcome, const QString &token) mutable {
            account.token = token;
            reply(outcome == Outcome::Done && !token.isEmpty() ? std::optional(account) : std::nullopt);
        });
}

void Credentials::save(const Account &account, std::function<void(Result<void>)> reply)
{
    if (d->use == Keychain::Avoid || account.isPlain) {
        d->later([reply = std::move(reply), done = d->writeFile(account)] { reply(done); });
        return;
    }
    keychain::write(keyOf(account), account.token, this, [this, account, reply = std::move(reply)](Outcome outcome) {
        Account stored = account;
        if (outcome == Outcome::Done)
            stored.token.clear(); // in the keychain, and nowhere else
        reply(d->writeFile(stored));
    });
}

void Credentials::forget(std::function<void()> done)
{
    const auto account = d->readFile();
    QFile::remove(d->path());
    if (!account || account->isPlain || !account->token.isEmpty() || d->use == Keychain::Avoid) {
        d->later(std::move(done));
        return;
    }
    keychain::erase(keyOf(*account), this, [done = std::move(done)](Outcome) { done(); });
}

} // namespace coterie::client
