#pragma once

#include <QObject>

#include <array>
#include <memory>

class QQmlComponent;
class QQmlEngine;

namespace coterie::ui {

class Pressable;

/// Makes what a Pressable needs only sometimes, from QML files that are compiled once per engine. GUI thread.
class ControlParts : public QObject
{
    Q_OBJECT
public:
    enum class Part { Ring, Plate, Voice };

    /// The parts of the engine that made `control`; null when no engine did. The engine owns them.
    [[nodiscard]] static ControlParts *of(const Pressable &control);
    ~ControlParts() override;

    void make(Part part, Pressable &control); ///< `control` owns what is made

private:
    explicit ControlParts(QQmlEngine &engine);

    QQmlEngine &m_engine;
    std::array<std::unique_ptr<QQmlComponent>, 3> m_components; ///< by Part
};

} // namespace coterie::ui
