#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>

/// Tokens, ids and passwords (libsodium).
namespace coterie::server {

void initSecrets(); ///< once, before the rest; safe to call again

/// `bytes` of the system's randomness in URL-safe letters. 32 for tokens, 12 for ids that need not be secret.
[[nodiscard]] QString randomText(int bytes);
[[nodiscard]] QByteArray secretHash(const QString &secret); ///< BLAKE2b-256: for random secrets, never for passwords
[[nodiscard]] QString hashPassword(const QString &password); ///< Argon2id, interactive limits: 64 MiB and about 0.1 s

/// Argon2id away from the hub's thread, two at a time. Results come back in the owner's event loop.
class PasswordWorker : public QObject
{
public:
    explicit PasswordWorker(QObject *parent);
    ~PasswordWorker() override;

    /// An empty hash takes as long as a real one and never matches, so that nobody can time which names exist.
    void verify(const QString &hash, const QString &password, std::function<void(bool)> done);
    void hash(const QString &password, std::function<void(QString)> done);
    [[nodiscard]] bool isBusy() const; ///< so many wait that the next one should be refused

private:
    QThreadPool m_pool;
    int m_waiting = 0;
};

} // namespace coterie::server
