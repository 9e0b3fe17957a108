#pragma once

#include "collab/textcompare.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

namespace coterie::viewmodel {

/// What became of an old version, line by line.
class ComparisonModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A document owns its comparison.")
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString versionId READ versionId NOTIFY stateChanged)
    Q_PROPERTY(QString title READ title NOTIFY stateChanged) ///< the version's
    Q_PROPERTY(QString summary READ summary NOTIFY stateChanged) ///< "3 lines added, 1 removed", or what went wrong
public:
    enum class State { Closed, Loading, Same, Shown, Failed };
    Q_ENUM(State)
    enum class Role { Kind = Qt::UserRole + 1, Text, Marked };
    Q_ENUM(Role)
    static constexpr qsizetype MostLines = 5000; ///< more differences than anybody reads

    explicit ComparisonModel(QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void begin(const QString &versionId, const QString &title);
    void show(const QList<collab::ComparedLine> &lines);
    void fail(const QString &words);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString versionId() const { return m_versionId; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString summary() const { return m_summary; }
    Q_INVOKABLE void close();

Q_SIGNALS:
    void stateChanged();

private:
    void set(State state, QList<collab::ComparedLine> lines, const QString &summary);

    QList<collab::ComparedLine> m_lines;
    QString m_versionId;
    QString m_title;
    QString m_summary;
    State m_state = State::Closed;
};

} // namespace coterie::viewmodel
