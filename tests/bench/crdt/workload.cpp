#include "workload.h"

#include "crdt/utf.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace coterie::crdt;

namespace {

std::size_t whole(const Any &value)
{
    return static_cast<std::size_t>(*value.number());
}

Operation operation(const Any &json, const std::u16string &type)
{
    if (type == u"map")
        return {.at = 0, .erased = 0, .text = {}, .values = {}, .set = json};
    const auto &parts = *json.array();
    Operation read {
        static_cast<std::uint32_t>(whole(parts[0])), static_cast<std::uint32_t>(whole(parts[1])), {}, {}, {}};
    if (const auto *text = parts[2].string())
        read.text = *text;
    else
        read.values = *parts[2].array();
    return read;
}

} // namespace

void fail(const char *why)
{
    std::fprintf(stderr, "%s\n", why);
    std::exit(1);
}

Work readWork(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto json = Any::fromJson(bytes);
    if (!json)
        fail("The workload cannot be read.");
    const auto text = [&json](const char16_t *name) {
        const Any *member = json->member(name);
        return member ? *member->string() : std::u16string();
    };
    Work work {.name = toUtf8(text(u"name")),
        .kind = text(u"kind"),
        .type = text(u"type"),
        .start = text(u"start"),
        .operations = {},
        .agents = {},
        .before = {},
        .endContent = {}};
    const auto &all = *json->member(u"operations")->array();
    const auto list = [&work](const Any::Array &from) {
        std::vector<Operation> read;
        for (const Any &one : from)
            read.push_back(operation(one, work.type));
        return read;
    };
    if (work.kind == u"single") {
        work.operations.push_back(list(all));
    } else {
        for (const Any &one : all)
            work.operations.push_back(list(work.kind == u"many" ? Any::Array {one} : *one.array()));
    }
    if (work.kind == u"concurrent") {
        for (const Any &agent : *json->member(u"agents")->array())
            work.agents.push_back(whole(agent));
        for (const Any &list_ : *json->member(u"before")->array()) {
            work.before.emplace_back();
            for (const Any &one : *list_.array())
                work.before.back().push_back(whole(one));
        }
    }
    if (const Any *content = json->member(u"endContent"))
        work.endContent = *content;
    return work;
}
