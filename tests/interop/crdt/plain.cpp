#include "plain.h"

#include <algorithm>

using namespace coterie::crdt;

std::string hex(std::span<const std::byte> bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

Bytes unhex(const std::u16string &text)
{
    const auto digit = [](char16_t unit) {
        return static_cast<unsigned>(unit <= u'9' ? unit - u'0' : unit - u'a' + 10);
    };
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::byte>(digit(text[i]) << 4U | digit(text[i + 1])));
    return bytes;
}

std::string quoted(const std::string &text)
{
    return '"' + text + '"';
}

std::string list(const std::vector<std::string> &parts, const char *brackets)
{
    std::string text(1, brackets[0]);
    for (const auto &part : parts)
        text += (text.size() > 1 ? "," : "") + part;
    return text + brackets[1];
}

std::string quotedList(std::vector<std::string> parts)
{
    std::transform(parts.begin(), parts.end(), parts.begin(), quoted);
    return list(parts);
}

namespace {

Any plain(const Value &value)
{
    if (const auto *type = std::get_if<SharedType>(&value))
        return type->toJson();
    const auto *any = std::get_if<Any>(&value);
    return any ? *any : Any(Any::Object {}); // a subdocument, as yjs prints it
}

Any plain(const std::vector<Value> &values)
{
    Any::Array array;
    for (const Value &value : values)
        array.push_back(plain(value));
    return array;
}

Any plain(const Delta &delta)
{
    Any::Array steps;
    for (const DeltaStep &step : delta) {
        Any::Object members;
        if (step.kind == DeltaStep::Kind::Insert)
            members.emplace_back(u"insert", step.values.empty() ? Any(step.text) : plain(step.values));
        else
            members.emplace_back(
                step.kind == DeltaStep::Kind::Retain ? u"retain" : u"delete", static_cast<double>(step.length));
        if (!step.attributes.empty())
            members.emplace_back(u"attributes", Any(Any::Object(step.attributes.begin(), step.attributes.end())));
        steps.emplace_back(std::move(members));
    }
    return steps;
}

} // namespace

Any plain(const Event &event)
{
    Any::Array path;
    for (const Event::Step &step : event.path) {
        const auto *index = std::get_if<std::uint32_t>(&step);
        path.push_back(index ? Any(static_cast<double>(*index)) : Any(std::get<std::u16string>(step)));
    }
    Any::Array keys;
    for (const auto &change : event.keys) {
        static constexpr const char16_t *actions[] = {u"add", u"update", u"delete"};
        Any::Object members {{u"key", change.key}, {u"action", actions[static_cast<std::size_t>(change.action)]}};
        if (change.before)
            members.emplace_back(u"oldValue", plain(*change.before));
        keys.emplace_back(std::move(members));
    }
    std::sort(keys.begin(), keys.end(),
        [](const Any &a, const Any &b) { return *a.member(u"key")->string() < *b.member(u"key")->string(); });
    return Any::Object {{u"path", std::move(path)}, {u"delta", plain(event.delta)}, {u"keys", std::move(keys)}};
}

std::string guids(const std::vector<Subdocument> &documents)
{
    std::vector<std::string> found;
    for (const Subdocument &document : documents)
        found.push_back(Any(document.guid).toJson());
    return list(found);
}

std::string deltaJson(const Delta &text)
{
    const Any delta = plain(text);
    Any::Array steps;
    for (const Any &step : *delta.array()) {
        Any::Object members = *step.object();
        if (const Any *embed = members.front().second.array() ? &members.front().second.array()->front() : nullptr)
            members.front().second = *embed;
        steps.emplace_back(std::move(members));
    }
    return Any(std::move(steps)).toJson();
}
