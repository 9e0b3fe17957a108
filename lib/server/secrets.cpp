#include "server/secrets.h"

#include <sodium.h>

namespace coterie::server {

namespace {

constexpr int maxWaiting = 64;

bool passwordFits(const QByteArray &hash, const QByteArray &password)
{
    return crypto_pwhash_str_verify(
               hash.constData(), password.constData(), static_cast<unsigned long long>(password.size()))
        == 0;
}

} // namespace

void initSecrets()
{
    if (sodium_init() < 0)
        qFatal("The cryptography library cannot start.");
}

QString randomText(int bytes)
{
    QByteArray raw(bytes, Qt::Uninitialized);
    randombytes_buf(raw.data(), static_cast<std::size_t>(raw.size()));
    return QString::fromLatin1(raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QByteArray secretHash(const QString &secret)
{
    const QByteArray bytes = secret.toUtf8();
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), static_cast<std::size_t>(hash.size()),
        reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<unsigned long long>(bytes.size()),
        nullptr, 0);
    return hash;
}

QString hashPassword(const QString &password)
{
    const QByteArray bytes = password.toUtf8();
    char text[crypto_pwhash_STRBYTES] = {};
    const int failed = crypto_pwhash_str(text, bytes.constData(), static_cast<unsigned long long>(bytes.size()),
        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    return failed == 0 ? QString::fromLatin1(text) : QString(); // fails only for want of memory
}

PasswordWorker::PasswordWorker(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(2);
}

PasswordWorker::~PasswordWorker()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void PasswordWorker::verify(const QString &hash, const QString &password, std::function<void(bool)> done)
{
    ++m_waiting;
    m_pool.start([this, hash = hash.toLatin1(), password = password.toUtf8(), done = std::move(done)]() {
        static const QByteArray nobody = hashPassword(randomText(24)).toLatin1();
        const bool fits = passwordFits(hash.isEmpty() ? nobody : hash, password) && !hash.isEmpty();
        QMetaObject::invokeMethod(
            this,
            [this, done, fits] {
                --m_waiting;
                done(fits);
            },
            Qt::QueuedConnection);
    });
}

void PasswordWorker::hash(const QString &password, std::function<void(QString)> done)
{
    ++m_waiting;
    m_pool.start([this, password, done = std::move(done)]() {
        const QString hash = hashPassword(password);
        QMetaObject::invokeMethod(
            this,
            [this, done, hash] {
                --m_waiting;
                done(hash);
            },
            Qt::QueuedConnection);
    });
}

bool PasswordWorker::isBusy() const
{
    return m_waiting >= maxWaiting;
}

} // namespace coterie::server
