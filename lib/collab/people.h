#pragma once

#include "crdt/any.h"

#include <QColor>
#include <QString>

namespace coterie::collab {

/// Who somebody in a document is. What others tell of themselves is hostile until it went through tidyPerson().
struct Person {
    QString userId; ///< may be empty: a browser of another house need not have one
    QString name;
    QColor color;
    bool operator==(const Person &) const = default;
};

/// A name of one line without control or direction characters and of at most 64 units, "Anonymous" for none; an id of
/// at most 64 units; a colour on which white can be read (contrast 4.5 as in WCAG 2), made darker until it is so, and
/// one of eight for no colour at all, chosen by the client's number.
[[nodiscard]] Person tidyPerson(const QString &userId, const QString &name, const QString &color, quint64 client);
/// The person in an awareness state, tidied; a state of any shape is somebody.
[[nodiscard]] Person personIn(const crdt::Any &state, quint64 client);
/// As the member `user` of an awareness state.
[[nodiscard]] crdt::Any toJson(const Person &person);

} // namespace coterie::collab
