#pragma once

#include "base/result.h"
#include "protocol/types.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

/// The envelope and the JSON of every value. All decoding is strict about types and sizes, lenient about unknown
/// fields, and never asserts: the bytes are a stranger's.
namespace coterie::protocol {

/// `{"type","id"?,"payload"}`. `payload` is an object everywhere but in initial_presence, where it is an array, and in
/// the plain dialects' `join`, `leave` and `broadcast`, where it may be anything.
struct Envelope {
    QString type {};
    QString id {};
    QJsonValue payload {};
    QString room {}; ///< plain dialects only: `{"type":"broadcast","room","payload"}`
    [[nodiscard]] QJsonObject object() const { return payload.toObject(); }
    bool operator==(const Envelope &) const = default;
};

enum class Encoding { Json, Cbor };

/// One frame holds one envelope or a batch (an array of at most 256). Malformed for bad UTF-8, bad JSON/CBOR, nesting
/// over 32, a missing type; `data` is read where `payload` is absent.
[[nodiscard]] Result<QList<Envelope>> decodeFrame(const QByteArray &bytes, Encoding encoding);
[[nodiscard]] QByteArray encodeFrame(const Envelope &envelope, Encoding encoding = Encoding::Json);
[[nodiscard]] QByteArray encodeFrame(const QList<Envelope> &batch, Encoding encoding = Encoding::Json);

[[nodiscard]] QString toWire(RoomKind kind);
[[nodiscard]] QString toWire(Role role);
[[nodiscard]] QString toWire(Status status);
[[nodiscard]] QString toWire(ErrorCode code);
[[nodiscard]] QString toWire(NotificationType type);
[[nodiscard]] std::optional<RoomKind> roomKindFromWire(QStringView text);
[[nodiscard]] std::optional<Role> roleFromWire(QStringView text);
[[nodiscard]] std::optional<Status> statusFromWire(QStringView text);
[[nodiscard]] std::optional<ErrorCode> errorCodeFromWire(QStringView text);
[[nodiscard]] std::optional<NotificationType> notificationTypeFromWire(QStringView text);

[[nodiscard]] QJsonObject toJson(const User &user);
[[nodiscard]] QJsonObject toJson(const Attachment &attachment);
[[nodiscard]] QJsonObject toJson(const Poll &poll);
[[nodiscard]] QJsonObject toJson(const Message &message);
[[nodiscard]] QJsonObject toJson(const Room &room);
[[nodiscard]] QJsonObject toJson(const Presence &presence);
[[nodiscard]] QJsonObject toJson(const Cursor &cursor);
[[nodiscard]] QJsonObject toJson(const Welcome &welcome);
[[nodiscard]] QJsonObject toJson(const WireError &error);
[[nodiscard]] QJsonObject toJson(const Notification &notification);
[[nodiscard]] QJsonObject toJson(const Activity &activity);
[[nodiscard]] Envelope toEnvelope(const RoomEvent &event); ///< "message", "message_updated", … with its payload

[[nodiscard]] Result<User> userFromJson(const QJsonObject &json);
[[nodiscard]] Result<Attachment> attachmentFromJson(const QJsonObject &json);
[[nodiscard]] Result<Poll> pollFromJson(const QJsonObject &json);
[[nodiscard]] Result<Message> messageFromJson(const QJsonObject &json);
[[nodiscard]] Result<Room> roomFromJson(const QJsonObject &json);
[[nodiscard]] Result<Presence> presenceFromJson(const QJsonObject &json);
[[nodiscard]] Result<Cursor> cursorFromJson(const QJsonObject &json);
[[nodiscard]] Result<Welcome> welcomeFromJson(const QJsonObject &json);
[[nodiscard]] Result<WireError> wireErrorFromJson(const QJsonObject &json);
[[nodiscard]] Result<Notification> notificationFromJson(const QJsonObject &json);
[[nodiscard]] Result<Activity> activityFromJson(const QJsonObject &json);
[[nodiscard]] bool isRoomEvent(QStringView type);
[[nodiscard]] Result<RoomEvent> roomEventFromEnvelope(const Envelope &envelope);

} // namespace coterie::protocol
