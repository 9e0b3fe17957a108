// Plays operations on documents for the differential test: a line of JSON in, a line of JSON out. Places are given as
// fractions of what is there, so that whoever plays the same lines needs to know nothing of the content.
#include "base/time.h"
#include "crdt/doc.h"
#include "crdt/relativeposition.h"
#include "crdt/snapshot.h"
#include "crdt/undomanager.h"
#include "crdt/utf.h"
#include "plain.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>

using namespace coterie::crdt;

namespace {

struct Peer {
    Doc doc;
    std::vector<std::string> updates;
    std::vector<std::string> updatesV2;
    std::map<std::string, std::vector<std::string>> events; ///< by root: each a list of what one transaction did
    std::vector<std::string> documents; ///< what was told of subdocuments
    std::vector<Subscription> subscriptions;
    coterie::ManualClock clock;
    std::unique_ptr<UndoManager> undoManager;

    explicit Peer(const Doc::Options &options);
    [[nodiscard]] std::vector<SharedType> roots()
    {
        return {doc.text(u"text"), doc.array(u"array"), doc.map(u"map"), doc.xmlFragment(u"xml")};
    }
};

double number(const Any &line, std::u16string_view name)
{
    const Any *value = line.member(name);
    return value && value->number() ? *value->number() : 0;
}

std::u16string string(const Any &line, std::u16string_view name)
{
    const Any *value = line.member(name);
    return value && value->string() ? *value->string() : std::u16string();
}

std::uint32_t place(double fraction, std::uint32_t count)
{
    return static_cast<std::uint32_t>(fraction * count);
}

/// Bytes have no JSON: {"bytes": "hex"} stands for them.
Any value(const Any &json)
{
    if (const Any *bytes = json.member(u"bytes"))
        return unhex(*bytes->string());
    return json;
}

Attributes attributes(const Any &line)
{
    Attributes result;
    if (const Any *member = line.member(u"attributes")) {
        for (const auto &[name, format] : *member->object())
            result.emplace_back(name, format);
    }
    return result;
}

std::vector<SharedType> children(const SharedType &type)
{
    std::vector<SharedType> found;
    const auto add = [&found](const Value &one) {
        if (const auto *child = std::get_if<SharedType>(&one))
            found.push_back(*child);
    };
    for (const Value &one : Array(type).values())
        add(one);
    auto keys = Keyed(type).keys();
    std::sort(keys.begin(), keys.end());
    for (const auto &key : keys)
        add(*Keyed(type).get(key));
    return found;
}

SharedType target(Doc &doc, const Any &line)
{
    const std::u16string root = string(line, u"root");
    SharedType type = root == u"text" ? SharedType(doc.text(root))
        : root == u"array"            ? SharedType(doc.array(root))
        : root == u"map"              ? SharedType(doc.map(root))
                                      : SharedType(doc.xmlFragment(root));
    for (const Any &fraction : *line.member(u"descend")->array()) {
        const auto below = children(type);
        if (below.empty())
            break;
        type = below[place(*fraction.number(), static_cast<std::uint32_t>(below.size()))];
    }
    return type;
}

TypeKind kindNamed(const std::u16string &name)
{
    return name == u"array" ? TypeKind::Array : name == u"map" ? TypeKind::Map : TypeKind::Text;
}

SubdocumentOptions documentOptions(const Any &line)
{
    return {.guid = string(line, u"guid"),
        .collectGarbage = *line.member(u"gc")->boolean(),
        .autoLoad = *line.member(u"autoLoad")->boolean(),
        .meta = {}};
}

void editText(Text text, const Any &line, const std::u16string &action)
{
    const std::uint32_t at = place(number(line, u"at"), text.length() + 1);
    const std::uint32_t length = place(number(line, u"size"), text.length() - at + 1);
    const bool hasAttributes = line.member(u"attributes") != nullptr;
    if (action == u"insert" && hasAttributes)
        (void)text.insert(at, string(line, u"text"), attributes(line));
    else if (action == u"insert")
        (void)text.insert(at, string(line, u"text"));
    else if (action == u"embed")
        (void)text.insertEmbed(at, *line.member(u"value"), attributes(line));
    else if (action == u"erase")
        (void)text.erase(at, length);
    else if (action == u"format")
        (void)text.format(at, length, attributes(line));
    else if (action == u"set")
        (void)text.attributes().set(string(line, u"key"), *line.member(u"value"));
}

void editList(const SharedType &list, const Any &line, const std::u16string &action)
{
    Array array(list);
    const std::uint32_t at = place(number(line, u"at"), array.length() + 1);
    const std::uint32_t length = place(number(line, u"size"), array.length() - at + 1);
    if (action == u"insert") {
        std::vector<Any> values;
        for (const Any &one : *line.member(u"values")->array())
            values.push_back(value(one));
        (void)array.insert(at, values);
    } else if (action == u"type") {
        (void)array.insertType(at, kindNamed(string(line, u"kind")));
    } else if (action == u"document") {
        (void)array.insertDocument(at, documentOptions(line));
    } else if (action == u"erase") {
        (void)array.erase(at, length);
    }
}

void editXml(XmlElement xml, const Any &line, const std::u16string &action)
{
    const std::uint32_t at = place(number(line, u"at"), xml.length() + 1);
    const std::uint32_t length = place(number(line, u"size"), xml.length() - at + 1);
    if (action == u"element")
        (void)xml.insertElement(at, string(line, u"name"));
    else if (action == u"text")
        (void)xml.insertText(at);
    else if (action == u"erase")
        (void)xml.erase(at, length);
    else if (action == u"set" && xml.kind() == TypeKind::XmlElement)
        (void)xml.attributes().set(string(line, u"key"), *line.member(u"value"));
    else if (action == u"unset" && xml.kind() == TypeKind::XmlElement)
        (void)xml.attributes().erase(string(line, u"key"));
}

void editMap(Map map, const Any &line, const std::u16string &action)
{
    const std::u16string key = string(line, u"key");
    if (action == u"set")
        (void)map.set(key, value(*line.member(u"value")));
    else if (action == u"type")
        (void)map.setType(key, kindNamed(string(line, u"kind")));
    else if (action == u"document")
        (void)map.setDocument(key, documentOptions(line));
    else if (action == u"unset")
        (void)map.erase(key);
}

void edit(Doc &doc, const Any &line)
{
    const SharedType type = target(doc, line);
    const Any &actions = *line.member(u"actions"); // one for each kind of type, since the kind is not known before
    const auto play = [&](std::u16string_view name, auto &&editor) {
        const Any &action = *actions.member(name);
        editor(action, string(action, u"action"));
    };
    switch (type.kind()) {
    case TypeKind::Text:
    case TypeKind::XmlText:
        play(u"text", [&](const Any &one, const std::u16string &name) { editText(Text(type), one, name); });
        break;
    case TypeKind::Array:
        play(u"array", [&](const Any &one, const std::u16string &name) { editList(type, one, name); });
        break;
    case TypeKind::Map:
        play(u"map", [&](const Any &one, const std::u16string &name) { editMap(Map(type), one, name); });
        break;
    case TypeKind::XmlElement:
    case TypeKind::XmlFragment:
        play(u"xml", [&](const Any &one, const std::u16string &name) { editXml(XmlElement(type), one, name); });
        break;
    case TypeKind::XmlHook:
    case TypeKind::Untyped: break;
    }
}

Peer::Peer(const Doc::Options &options) : doc(options)
{
    const auto keep = [this](UpdateVersion version, std::vector<std::string> &kept) {
        subscriptions.push_back(doc.onUpdate(
            [&kept](std::span<const std::byte> update, const void *, bool) { kept.push_back(hex(update)); }, version));
    };
    keep(UpdateVersion::V1, updates);
    keep(UpdateVersion::V2, updatesV2);
    subscriptions.push_back(doc.onSubdocuments([this](const Doc::SubdocumentChanges &changes) {
        documents.push_back(R"({"loaded":)" + guids(changes.loaded) + R"(,"added":)" + guids(changes.added)
            + R"(,"removed":)" + guids(changes.removed) + "}");
    }));
    const char *names[] = {"text", "array", "map", "xml"};
    const auto observed = roots(); // their kinds decide whether formats are tidied up
    for (std::size_t i = 0; i < observed.size(); ++i) {
        subscriptions.push_back(doc.observeDeep(observed[i], [this, name = names[i]](const std::vector<Event> &told) {
            Any::Array all;
            for (const Event &event : told)
                all.push_back(plain(event));
            events[name].push_back(Any(std::move(all)).toJson());
        }));
    }
}

std::string state(Doc &doc)
{
    return R"({"v1":)" + quoted(hex(doc.encodeStateAsUpdate())) + R"(,"v2":)"
        + quoted(hex(doc.encodeStateAsUpdate({}, UpdateVersion::V2))) + R"(,"vector":)"
        + quoted(hex(doc.stateVector().encode())) + R"(,"delta":)" + deltaJson(doc.text(u"text").toDelta())
        + R"(,"array":)" + doc.array(u"array").toJson().toJson() + R"(,"documents":)" + guids(doc.subdocuments())
        + R"(,"map":)" + doc.map(u"map").toJson().toJson() + R"(,"xml":)" + doc.xmlFragment(u"xml").toJson().toJson()
        + "}";
}

std::string snapshot(const Doc &doc)
{
    const Snapshot now = Snapshot::of(doc);
    return R"({"v1":)" + quoted(hex(now.encode())) + R"(,"v2":)" + quoted(hex(now.encode(UpdateVersion::V2))) + "}";
}

/// What the document was at a snapshot, which both of its forms must tell alike.
std::string past(Doc &doc, const Any &line)
{
    const auto then = Snapshot::decode(unhex(string(line, u"v1")));
    const auto before = Snapshot::decode(unhex(string(line, u"before")));
    if (*then != *Snapshot::decode(unhex(string(line, u"v2")), UpdateVersion::V2))
        return R"({"state":"the versions differ"})";
    const Text text = doc.text(u"text");
    return R"({"state":)" + quoted(hex(createDocFromSnapshot(doc, *then)->encodeStateAsUpdate())) + R"(,"delta":)"
        + deltaJson(deltaAt(text, *then)) + R"(,"changes":)" + deltaJson(deltaBetween(text, *before, *then)) + "}";
}

/// Where a position made now comes to be, and its bytes; or where the position of the given bytes is now.
std::string position(Doc &doc, const Any &line)
{
    RelativePosition position;
    if (const Any *bytes = line.member(u"bytes")) {
        position = *RelativePosition::decode(unhex(*bytes->string()));
    } else {
        const Text text = doc.text(u"text");
        position = RelativePosition::create(text, place(number(line, u"at"), text.length() + 1),
            number(line, u"association") < 0 ? Association::Before : Association::After);
    }
    const auto absolute = absolutePosition(doc, position);
    return R"({"bytes":)" + quoted(hex(position.encode())) + R"(,"index":)"
        + (absolute ? std::to_string(absolute->index) : "null") + "}";
}

class Driver
{
public:
    std::string run(const Any &line)
    {
        const std::u16string op = string(line, u"op");
        const int id = static_cast<int>(number(line, u"peer"));
        if (op == u"new") {
            const Any *gc = line.member(u"gc");
            auto peer = std::make_unique<Peer>(Doc::Options {.clientId = static_cast<ClientId>(number(line, u"client")),
                .collectGarbage = !gc || *gc->boolean(),
                .maxPendingBytes = 1U << 24U});
            if (const Any *captureTime = line.member(u"undo")) {
                peer->undoManager = std::make_unique<UndoManager>(peer->doc, peer->roots(), peer->clock,
                    UndoManager::Options {.captureTime = coterie::Millis(static_cast<int>(*captureTime->number())),
                        .origins = {nullptr}});
            }
            m_peers[id] = std::move(peer);
            return "{}";
        }
        Peer &peer = *m_peers.at(id);
        std::string error;
        if (op == u"edit") {
            peer.doc.transact([&] {
                for (const Any &one : *line.member(u"edits")->array())
                    edit(peer.doc, one);
            });
        } else if (op == u"apply") {
            const Any *second = line.member(u"v2");
            const auto applied = peer.doc.applyUpdate(
                unhex(string(line, u"update")), second && *second->boolean() ? UpdateVersion::V2 : UpdateVersion::V1);
            if (!applied)
                error = applied.error().message;
        } else if (op == u"undo") {
            peer.undoManager->undo();
        } else if (op == u"redo") {
            peer.undoManager->redo();
        } else if (op == u"stop") {
            peer.undoManager->stopCapturing();
        } else if (op == u"load") {
            if (const auto all = peer.doc.subdocuments(); !all.empty())
                peer.doc.loadSubdocument(all[place(number(line, u"at"), static_cast<std::uint32_t>(all.size()))]);
        } else if (op == u"snapshot") {
            return snapshot(peer.doc);
        } else if (op == u"past") {
            return past(peer.doc, line);
        } else if (op == u"position") {
            return position(peer.doc, line);
        } else if (op == u"diff") {
            const auto vector = StateVector::decode(unhex(string(line, u"vector")));
            return R"({"v1":)" + quoted(hex(peer.doc.encodeStateAsUpdate(*vector))) + R"(,"v2":)"
                + quoted(hex(peer.doc.encodeStateAsUpdate(*vector, UpdateVersion::V2))) + "}";
        } else if (op == u"state") {
            return state(peer.doc);
        }
        std::vector<std::string> told;
        for (const auto &[name, events] : std::exchange(peer.events, {}))
            told.push_back(quoted(name) + ":" + list(events));
        return R"({"updates":)" + quotedList(std::exchange(peer.updates, {})) + R"(,"updatesV2":)"
            + quotedList(std::exchange(peer.updatesV2, {})) + R"(,"events":)" + list(told, "{}") + R"(,"documents":)"
            + list(std::exchange(peer.documents, {})) + R"(,"error":)" + quoted(error) + "}";
    }

private:
    std::map<int, std::unique_ptr<Peer>> m_peers;
};

} // namespace

int main()
{
    std::ios::sync_with_stdio(false);
    Driver driver;
    for (std::string line; std::getline(std::cin, line);) {
        const auto parsed = Any::fromJson(line);
        std::cout << (parsed ? driver.run(*parsed) : R"({"error":"not JSON"})") << '\n' << std::flush;
    }
}
