#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace coterie::client {

/// The system's keychain, or nothing where the build or the system has none. Every call is asynchronous and answers
/// within a minute: a keychain that is locked asks the person for a password, and some never answer.
namespace keychain {

enum class Outcome { Done, NotFound, Unavailable };

void read(const QString &key, QObject *context, std::function<void(Outcome, QString)> reply);
void write(const QString &key, const QString &secret, QObject *context, std::function<void(Outcome)> reply);
void erase(const QString &key, QObject *context, std::function<void(Outcome)> reply);

} // namespace keychain

} // namespace coterie::client
