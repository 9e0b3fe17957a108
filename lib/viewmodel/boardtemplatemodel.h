#pragma once

#include "viewmodel/boardpicture.h"
#include "viewmodel/countedlistmodel.h"

#include <QThreadPool>

#include <vector>

namespace coterie::viewmodel {

/// What a new board can begin with, each with a picture that is painted on a worker thread once `pixels` are known.
class BoardTemplateModel : public coterie::viewmodel::CountedListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QSize pixels MEMBER m_pixels WRITE setPixels NOTIFY wishChanged) ///< of a picture, of the device
    Q_PROPERTY(bool dark MEMBER m_dark WRITE setDark NOTIFY wishChanged)
    Q_PROPERTY(bool highContrast MEMBER m_highContrast WRITE setHighContrast NOTIFY wishChanged)
    Q_PROPERTY(QString family MEMBER m_family WRITE setFamily NOTIFY wishChanged)
public:
    enum class Role { TemplateName = Qt::UserRole + 1, Title, Detail, Picture };
    Q_ENUM(Role)

    explicit BoardTemplateModel(QObject *parent = nullptr);
    ~BoardTemplateModel() override;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setPixels(QSize pixels);
    void setDark(bool dark);
    void setHighContrast(bool highContrast);
    void setFamily(const QString &family);
    Q_INVOKABLE QString nameAt(int row) const; ///< as Workspace::createBoard() wants it

Q_SIGNALS:
    void wishChanged();

private:
    struct Row {
        QString name;
        QString title;
        QString detail;
        QImage picture;
    };
    template <typename T>
    void set(T &member, T value);
    void paint();

    std::vector<Row> m_rows;
    QSize m_pixels;
    bool m_dark = false;
    bool m_highContrast = false;
    QString m_family;
    int m_wishes = 0; ///< the picture of an older one is not shown
    QThreadPool m_painter; ///< of its own, so that the destructor can wait for it
};

} // namespace coterie::viewmodel
