#include "crdt/doc.h"

#include "base/random.h"
#include "crdt/internal/documentcore.h"

namespace coterie::crdt {

using internal::DocumentCore;

Subscription::~Subscription()
{
    if (const auto core = m_core.lock())
        core->removeHandler(m_id);
}

Doc::Doc() : Doc(Options {}) { }

Doc::Doc(const Options &options)
    : m_core(std::make_shared<DocumentCore>(
        options.clientId ? *options.clientId & maxSafeInteger : DocumentCore::randomClientId(), options.collectGarbage,
        options.maxPendingBytes))
{
}

Doc::Doc(std::shared_ptr<DocumentCore> core) : m_core(std::move(core)) { }

Doc::~Doc() = default;
Doc::Doc(Doc &&) noexcept = default;
Doc &Doc::operator=(Doc &&) noexcept = default;

ClientId Doc::clientId() const
{
    return m_core->clientId();
}

void Doc::setClientId(ClientId id)
{
    m_core->setClientId(id & maxSafeInteger);
}

SharedType Doc::root(std::u16string_view name, TypeKind kind)
{
    internal::Branch *branch = m_core->store.root(name);
    if (branch->type == TypeKind::Untyped)
        branch->type = kind;
    return m_core->handle(branch);
}

Text Doc::text(std::u16string_view name)
{
    return Text(root(name, TypeKind::Text));
}

Array Doc::array(std::u16string_view name)
{
    return Array(root(name, TypeKind::Array));
}

Map Doc::map(std::u16string_view name)
{
    return Map(root(name, TypeKind::Map));
}

XmlFragment Doc::xmlFragment(std::u16string_view name)
{
    return XmlFragment(root(name, TypeKind::XmlFragment));
}

XmlElement Doc::xmlElement(std::u16string_view name)
{
    return XmlElement(root(name, TypeKind::XmlElement));
}

XmlText Doc::xmlText(std::u16string_view name)
{
    return XmlText(root(name, TypeKind::XmlText));
}

bool Doc::begin(const void *origin)
{
    return m_core->begin(origin, true);
}

void Doc::end()
{
    m_core->end();
}

Result<void> Doc::applyUpdate(std::span<const std::byte> update, UpdateVersion version, const void *origin)
{
    return m_core->apply(update, version, origin);
}

Bytes Doc::encodeStateAsUpdate(const StateVector &target, UpdateVersion version) const
{
    return m_core->encode(target, version);
}

StateVector Doc::stateVector() const
{
    return m_core->stateVector();
}

DeleteSet Doc::deleteSet() const
{
    return m_core->deleteSet();
}

bool Doc::hasPending() const
{
    return m_core->hasPending();
}

Subscription Doc::onUpdate(UpdateHandler handler, UpdateVersion version)
{
    return {m_core, m_core->addUpdateHandler(version, std::move(handler))};
}

Subscription Doc::observe(const SharedType &type, EventHandler handler)
{
    return {m_core, m_core->addEventHandler({m_core->handle(type.branch()), false, true, std::move(handler)})};
}

Subscription Doc::observeDeep(const SharedType &type, EventHandler handler, Deltas deltas)
{
    return {m_core,
        m_core->addEventHandler({m_core->handle(type.branch()), true, deltas == Deltas::Told, std::move(handler)})};
}

std::vector<Subdocument> Doc::subdocuments() const
{
    return m_core->subdocuments();
}

std::optional<Doc> Doc::openSubdocument(const Subdocument &subdocument)
{
    if (auto core = m_core->openSubdocument(subdocument.id))
        return Doc(std::move(core));
    return {};
}

void Doc::loadSubdocument(const Subdocument &subdocument)
{
    m_core->loadSubdocument(subdocument.id);
}

void Doc::closeSubdocument(const Subdocument &subdocument)
{
    m_core->closeSubdocument(subdocument.id);
}

Subscription Doc::onSubdocuments(SubdocumentHandler handler)
{
    return {m_core, m_core->addSubdocumentHandler(std::move(handler))};
}

std::size_t Doc::itemCount() const
{
    return m_core->store.itemCount();
}

} // namespace coterie::crdt
