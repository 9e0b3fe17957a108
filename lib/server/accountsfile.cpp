#include "server/accountsfile.h"

#include "server/newpeople.h"
#include "server/secrets.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

Result<std::unique_ptr<AccountsFile>> AccountsFile::open(const QString &folder)
{
    auto storage = Storage::open(folder);
    if (!storage)
        return storage.error();
    return std::unique_ptr<AccountsFile>(new AccountsFile(std::move(storage).value()));
}

QList<UserRow> AccountsFile::users()
{
    QList<UserRow> rows = m_storage->users.all();
    rows.removeIf([](const UserRow &row) { return row.hook; });
    return rows;
}

Result<UserRow> AccountsFile::existing(const QString &name)
{
    const auto row = m_storage->users.byName(name);
    if (!row)
        return Error {Errc::NotFound, "There is nobody called " + name.toStdString() + "."};
    return *row;
}

Result<void> AccountsFile::setAccount(const QString &name, const QString &password, Role role)
{
    const QString hash = hashPassword(password);
    if (hash.isEmpty())
        return Error {Errc::Unavailable, "There is not enough memory to hash a password."};
    if (const auto row = m_storage->users.byName(name)) {
        m_storage->users.setPassword(row->user.userId, hash, role);
        m_storage->users.setDisabled(row->user.userId, false);
        return m_storage->commit();
    }
    UserRow row = newUserRow(name, role, m_clock.wallNow());
    row.password = hash;
    m_storage->users.insert(row);
    const QList<RoomRow> rooms = m_storage->rooms.all();
    const auto general = std::ranges::find(rooms, RoomId {u"general"_s}, &RoomRow::roomId);
    if (general != rooms.end())
        m_storage->rooms.insertMember(
            {general->roomId, row.user.userId, Role::Member, general->lastSeq, m_clock.wallNow()});
    return m_storage->commit();
}

Result<void> AccountsFile::disable(const QString &name)
{
    const auto row = existing(name);
    if (!row)
        return row.error();
    m_storage->users.setDisabled(row->user.userId, true);
    return m_storage->commit();
}

QList<AccountsFile::NamedToken> AccountsFile::tokens()
{
    QHash<UserId, QString> names;
    for (const UserRow &row : m_storage->users.all())
        names.insert(row.user.userId, row.user.username);
    QList<NamedToken> list;
    for (const TokenRow &row : m_storage->users.tokens())
        list.append({row, names.value(row.userId)});
    return list;
}

Result<QString> AccountsFile::createToken(const QString &name, const QString &scope, std::optional<Millis> lifetime)
{
    for (const QString &word : scope.split(u' ')) {
        if (word != chatScope && word != publishScope)
            return Error {Errc::BadRequest, "A scope is chat or publish."};
    }
    const auto row = existing(name);
    if (!row)
        return row.error();
    const QString token = randomText(32);
    m_storage->users.insertToken(newTokenRow(token, row->user.userId, scope, m_clock.wallNow(), lifetime));
    if (auto written = m_storage->commit(); !written)
        return written.error();
    return token;
}

Result<void> AccountsFile::revokeToken(const QString &id)
{
    if (!m_storage->users.revokeToken(id, m_clock.wallNow())) {
        m_storage->rollback();
        return Error {Errc::NotFound, "There is no working token " + id.toStdString() + "."};
    }
    return m_storage->commit();
}

Result<QString> AccountsFile::createInvite(
    const QString &roomId, std::optional<int> uses, std::optional<Millis> lifetime)
{
    const QList<RoomRow> rooms = m_storage->rooms.all();
    if (!roomId.isEmpty() && std::ranges::find(rooms, RoomId {roomId}, &RoomRow::roomId) == rooms.end())
        return Error {Errc::NotFound, "There is no room " + roomId.toStdString() + "."};
    const QString code = newInviteCode();
    m_storage->access.insertInvite({.hash = secretHash(code),
        .roomId = RoomId {roomId},
        .uses = uses,
        .expiresAt = lifetime ? std::optional(m_clock.wallNow() + *lifetime) : std::nullopt,
        .createdBy = {},
        .createdAt = m_clock.wallNow()});
    if (auto written = m_storage->commit(); !written)
        return written.error();
    return code;
}

} // namespace coterie::server
