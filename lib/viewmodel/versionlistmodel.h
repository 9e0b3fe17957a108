#pragma once

#include "protocol/documents.h"
#include "viewmodel/comparisonmodel.h"
#include "viewmodel/context.h"
#include "viewmodel/countedlistmodel.h"

#include <QThreadPool>

#include <functional>

namespace coterie::viewmodel {

/// The versions of the open document, newest first, asked for when somebody wants to see them. They are the server's:
/// without it there is a sentence that says so.
class VersionListModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A document owns its versions.")
    Q_PROPERTY(bool loading READ isLoading NOTIFY stateChanged)
    Q_PROPERTY(QString failure READ failure NOTIFY stateChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY stateChanged) ///< it was asked for, and there is none
    Q_PROPERTY(coterie::viewmodel::ComparisonModel *comparison READ comparison CONSTANT)
public:
    enum class Role { VersionId = Qt::UserRole + 1, Name, Time, FullTime, Editors, Automatic, Compared };
    Q_ENUM(Role)
    using PresentText = std::function<QString()>;

    VersionListModel(Context &context, const protocol::DocumentId &docId, QObject *parent = nullptr);
    ~VersionListModel() override;
    void setPresentText(PresentText text) { m_text = std::move(text); } ///< without it nothing is compared
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] bool isEmpty() const { return m_asked && !m_loading && m_failure.isEmpty() && m_versions.isEmpty(); }
    [[nodiscard]] ComparisonModel *comparison() { return &m_comparison; }
    [[nodiscard]] const QList<protocol::DocumentVersion> &versions() const { return m_versions; }
    [[nodiscard]] QString titleOf(const protocol::DocumentVersion &version) const; ///< its name, or how it came about
    [[nodiscard]] QString detailOf(const protocol::DocumentVersion &version) const; ///< "09:58 · Mina and you"
    void refreshTimes() { rebuild(); }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void save(const QString &name);
    Q_INVOKABLE void restore(const QString &versionId);
    Q_INVOKABLE void remove(const QString &versionId);
    Q_INVOKABLE void compare(const QString &versionId); ///< with the text as it is now

Q_SIGNALS:
    void stateChanged();
    void versionsChanged();
    void saved(const QString &name);
    void restored();
    void failed(const QString &words);

private:
    struct Row {
        QString key;
        QString name;
        QString time;
        QString fullTime;
        QString editors;
        bool automatic = false;
        bool compared = false;
        bool operator==(const Row &) const = default;
    };
    void rebuild();
    void compareWith(const QByteArray &state);
    [[nodiscard]] QString timeOf(WallTime time) const;
    [[nodiscard]] QString editorsOf(const protocol::DocumentVersion &version) const;

    Context &m_context;
    protocol::DocumentId m_docId;
    PresentText m_text;
    ComparisonModel m_comparison;
    QList<protocol::DocumentVersion> m_versions;
    std::vector<Row> m_rows;
    QString m_failure;
    bool m_loading = false;
    bool m_asked = false;
    int m_comparisons = 0; ///< the answer to an older one is no answer
    QThreadPool m_reader; ///< reads and compares; of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
