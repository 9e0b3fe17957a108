#include "client/keychain.h"

#include <QPointer>
#include <QTimer>

#if COTERIE_HAS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

#include <chrono>
#include <memory>

namespace coterie::client::keychain {

using namespace Qt::StringLiterals;

#if COTERIE_HAS_KEYCHAIN
namespace {

constexpr std::chrono::seconds patience {60}; // long enough to type a keychain's password

Outcome outcomeOf(QKeychain::Error error)
{
    if (error == QKeychain::NoError)
        return Outcome::Done;
    return error == QKeychain::EntryNotFound ? Outcome::NotFound : Outcome::Unavailable;
}

/// Starts `job`, which deletes itself, and calls `reply` exactly once; with null when time ran out first.
template <typename Job>
void start(Job *job, const QString &key, QObject *context, std::function<void(Job *)> reply)
{
    auto once = std::make_shared<std::function<void(Job *)>>(std::move(reply));
    const auto answer = [once](Job *finished) {
        if (const auto callback = std::exchange(*once, nullptr))
            callback(finished);
    };
    job->setKey(key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [answer, job] { answer(job); });
    QTimer::singleShot(patience, context, [answer] { answer(nullptr); });
    job->start();
}

QString service()
{
    return u"org.coterie.Coterie"_s;
}

} // namespace

void read(const QString &key, QObject *context, std::function<void(Outcome, QString)> reply)
{
    using Job = QKeychain::ReadPasswordJob;
    start<Job>(new Job(service()), key, context, [reply = std::move(reply)](const Job *job) {
        if (job == nullptr)
            reply(Outcome::Unavailable, {});
        else
            reply(outcomeOf(job->error()), job->textData());
    });
}

void write(const QString &key, const QString &secret, QObject *context, std::function<void(Outcome)> reply)
{
    using Job = QKeychain::WritePasswordJob;
    auto *job = new Job(service());
    job->setTextData(secret);
    start<Job>(job, key, context, [reply = std::move(reply)](const Job *done) {
        reply(done == nullptr ? Outcome::Unavailable : outcomeOf(done->error()));
    });
}

void erase(const QString &key, QObject *context, std::function<void(Outcome)> reply)
{
    using Job = QKeychain::DeletePasswordJob;
    start<Job>(new Job(service()), key, context, [reply = std::move(reply)](const Job *job) {
        reply(job == nullptr ? Outcome::Unavailable : outcomeOf(job->error()));
    });
}
#else
void read(const QString &, QObject *context, std::function<void(Outcome, QString)> reply)
{
    QMetaObject::invokeMethod(
        context, [reply = std::move(reply)] { reply(Outcome::Unavailable, {}); }, Qt::QueuedConnection);
}

void write(const QString &, const QString &, QObject *context, std::function<void(Outcome)> reply)
{
    QMetaObject::invokeMethod(
        context, [reply = std::move(reply)] { reply(Outcome::Unavailable); }, Qt::QueuedConnection);
}

void erase(const QString &, QObject *context, std::function<void(Outcome)> reply)
{
    QMetaObject::invokeMethod(
        context, [reply = std::move(reply)] { reply(Outcome::Unavailable); }, Qt::QueuedConnection);
}
#endif

} // namespace coterie::client::keychain
