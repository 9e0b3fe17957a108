#include "viewmodel/boardtemplatemodel.h"

#include "board/boardcodec.h"
#include "board/templates.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

BoardTemplateModel::BoardTemplateModel(QObject *parent) : CountedListModel(parent)
{
    m_painter.setMaxThreadCount(1);
    const QHash<QString, std::pair<QString, QString>> words {
        {u"blank"_s, {tr("Blank"), tr("An empty board")}},
        {u"retro"_s, {tr("Retrospective"), tr("What went well, what did not, what to do")}},
        {u"kanban"_s, {tr("Kanban"), tr("To do, doing, done")}},
        {u"flow"_s, {tr("Flow"), tr("Steps and decisions, joined by arrows")}},
        {u"meeting"_s, {tr("Meeting notes"), tr("Agenda, notes, decisions, actions")}},
    };
    for (const QString &name : board::templateNames()) {
        const auto [title, detail] = words.value(name, {name, QString()});
        m_rows.push_back({.name = name, .title = title, .detail = detail, .picture = {}});
    }
}

BoardTemplateModel::~BoardTemplateModel()
{
    m_painter.clear();
    m_painter.waitForDone();
}

int BoardTemplateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant BoardTemplateModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::TemplateName: return row.name;
    case Role::Title: return row.title;
    case Role::Detail: return row.detail;
    case Role::Picture: return row.picture;
    }
    return {};
}

QHash<int, QByteArray> BoardTemplateModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

QString BoardTemplateModel::nameAt(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? QString() : m_rows[size_t(row)].name;
}

template <typename T>
void BoardTemplateModel::set(T &member, T value)
{
    if (std::exchange(member, value) == value)
        return;
    Q_EMIT wishChanged();
    paint();
}

void BoardTemplateModel::setPixels(QSize pixels)
{
    set(m_pixels, pixels);
}

void BoardTemplateModel::setDark(bool dark)
{
    set(m_dark, dark);
}

void BoardTemplateModel::setHighContrast(bool highContrast)
{
    set(m_highContrast, highContrast);
}

void BoardTemplateModel::setFamily(const QString &family)
{
    set(m_family, family);
}

void BoardTemplateModel::paint()
{
    const PictureWish wish {.pixels = m_pixels, .dark = m_dark, .highContrast = m_highContrast, .family = m_family};
    if (m_pixels.isEmpty() || m_family.isEmpty())
        return;
    m_painter.clear();
    const int number = ++m_wishes;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_painter.start([this, number, i, wish, name = m_rows[i].name] {
            crdt::Doc doc; // where they get their order, and arrows find their ends
            board::addShapes(doc, board::templateShapes(name));
            const board::Scene scene = board::readScene(doc);
            const QImage picture = fitPicture(scene.onPage({}), scene.bounds({}), nullptr, wish);
            QMetaObject::invokeMethod(
                this,
                [this, number, i, picture] {
                    if (number != m_wishes)
                        return;
                    m_rows[i].picture = picture;
                    Q_EMIT dataChanged(index(int(i)), index(int(i)), {int(Role::Picture)});
                },
                Qt::QueuedConnection);
        });
    }
}

} // namespace coterie::viewmodel
