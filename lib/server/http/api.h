#pragma once

#include "server/hub/backgroundwork.h"
#include "server/hub/requests.h"
#include "server/secrets.h"

namespace coterie::server {

class BoardRenderer;

/// Everything that is asked for by plain HTTP: /api/v1, /events/…, /hooks, health, metrics and the pages for browsers.
class Api
{
public:
    /// `turn` runs work that comes back later (a checked password) as a turn of the hub.
    using Turn = std::function<void(const std::function<void()> &)>;
    /// A token stopped working: its connections must close.
    using Revoked = std::function<void(const QString &tokenId)>;
    using Counters = std::function<FrontEndCounters()>;
    Api(Core &core, Services &services, PasswordWorker &passwords, BackgroundWork &work, Turn turn, Revoked revoked,
        Counters counters);
    ~Api();

    void handle(const HttpRequest &request, bool ready); ///< answers, now or after a password was checked
    void offerUpload(const HttpRequest &request); ///< judges by the head alone whether the body is worth reading
    void respond(const HttpRequest &request, HttpResponse response);
    void refuse(const HttpRequest &request, const Error &error);

    [[nodiscard]] Result<Accounts::Session> session(const HttpRequest &request, QStringView scope) const;
    [[nodiscard]] Result<void> checkOrigin(const HttpRequest &request) const;
    [[nodiscard]] QString baseOf(const HttpRequest &request) const; ///< "http://127.0.0.1:8420", as the client sees us

private:
    struct Call {
        const HttpRequest &request;
        QStringList path; ///< without "api", "v1"
        QJsonObject body;
        UserState *user = nullptr;
        TokenRow token;

        [[nodiscard]] bool is(const char *method, qsizetype parts) const
        {
            return request.method == method && path.size() == parts;
        }
        [[nodiscard]] QString text(const QString &key) const;
        [[nodiscard]] std::optional<std::int64_t> number(const QString &key) const; ///< from the query
    };
    using Answer = Result<HttpResponse>;

    void plain(const HttpRequest &request, const QStringList &path, bool ready);
    void open(Call &call); ///< what needs no token
    Answer guarded(Call &call); ///< what needs one
    Answer events(const HttpRequest &request, const QStringList &path);
    Answer hook(const HttpRequest &request, const QString &secret);
    [[nodiscard]] HttpResponse metrics() const;

    void login(const Call &call);
    void guest(const Call &call);
    void acceptInvite(const Call &call);
    void registerByInvite(
        const HttpRequest &request, const InviteRow &invite, const QString &name, const QString &password);
    void welcome(const HttpRequest &request, int status, const UserState &user, std::optional<Millis> lifetime,
        const protocol::RoomId &room = {});

    Answer me(Call &call);
    Answer logout(Call &call);
    Answer rooms(Call &call);
    Answer roomMessages(Call &call);
    Answer search(Call &call);
    Answer createInvite(Call &call);
    Answer createHook(Call &call);
    [[nodiscard]] Result<void> hasRoomFor(const UserState &user, qint64 bytes) const;
    Answer uploadFile(Call &call);
    Answer downloadFile(Call &call);
    Answer documents(Call &call);
    Answer listDocuments(Call &call);
    Answer createDocument(Call &call);
    Answer readDocument(Call &call);
    Answer exportDocument(Call &call);
    Answer documentVersions(Call &call);
    [[nodiscard]] Result<QByteArray> stateFor(const Call &call, const DocumentRow &row);
    [[nodiscard]] bool documentWork(const Call &call); ///< what is answered later; false: it is something else
    [[nodiscard]] Result<void> restoreVersion(const Call &call);
    [[nodiscard]] Result<void> exportHtml(const Call &call);
    [[nodiscard]] static bool isBoardPicture(const Call &call);
    [[nodiscard]] Result<void> exportBoard(const Call &call);
    void respondToRestore(const HttpRequest &request, const protocol::UserId &user, const protocol::DocumentId &id,
        const Result<crdt::Bytes> &change);

    Core &m_core;
    Services &m_do;
    PasswordWorker &m_passwords;
    BackgroundWork &m_work;
    Turn m_turn;
    Revoked m_revoked;
    Counters m_counters;
    std::unique_ptr<BoardRenderer> m_renderer;
};

} // namespace coterie::server
