#include "http/openapi.h"

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "http/declared.h"
#include "http/http_errors.h"
#include "http/problem.h"

namespace lastmile::http {
namespace {

constexpr std::string_view octets = "application/octet-stream";

std::string json_text(std::string_view text) {
  std::string out;
  encode_string(out, text);
  return out;
}

std::string both(Words words) {
  return json_text(std::string(words.en) + " / " + std::string(words.zh));
}

/// `"a":1,"b":2` from parts, empty ones left out.
void add(std::string& list, const std::string& part) {
  if (part.empty()) return;
  if (!list.empty()) list += ',';
  list += part;
}

bool is_in_path(const Route& route, const std::string& name) {
  return std::find(route.path_names.begin(), route.path_names.end(), name) !=
         route.path_names.end();
}

std::string parameter(std::string_view name, std::string_view place, bool required,
                      std::string_view schema) {
  // A list comes once, its values apart by commas; unsaid, it would be the parameter repeated.
  const bool is_list = place == "query" && schema.starts_with(R"({"type":"array")");
  return fmt::format(R"({{"name":{},"in":"{}","required":{},{}"schema":{}}})", json_text(name),
                     place, required, is_list ? R"("style":"form","explode":false,)" : "", schema);
}

std::string parameters_of(const Route& route, const std::vector<Member>& members) {
  std::string all;
  for (const auto& name : route.path_names) {
    const auto member = std::find_if(members.begin(), members.end(),
                                     [&](const Member& m) { return m.name == name; });
    ASSERT(member != members.end());  // a pattern's parameter is a member of the command
    add(all, parameter(name, "path", true, member->schema));
  }
  for (const auto& m : members) {
    if (is_in_path(route, m.name)) continue;
    if (!route.is_command || route.takes_file) {
      add(all, parameter(m.name, "query", m.required, m.schema));
    }
  }
  if (route.is_table) {
    add(all,
        parameter("format", "query", false, R"({"type":"string","enum":["json","csv","xlsx"]})"));
  }
  if (route.is_command) add(all, R"({"$ref":"#/components/parameters/IdempotencyKey"})");
  add(all, R"({"$ref":"#/components/parameters/Lang"})");
  return all;
}

/// The command's members that come in the body.
std::string body_of(const Route& route, const std::vector<Member>& members, SchemaBook& book) {
  if (!route.is_command) return {};
  if (route.takes_file) {
    return R"("requestBody":{"required":true,"content":{"*/*":{"schema":{"type":"string",)"
           R"("contentMediaType":"application/octet-stream"}}}})";
  }
  std::string properties, required;
  for (const auto& m : members) {
    if (is_in_path(route, m.name)) continue;
    add(properties, json_text(m.name) + ":" + m.schema);
    if (m.required) add(required, json_text(m.name));
  }
  if (properties.empty()) return {};
  const bool must = !required.empty();
  if (must) required = ",\"required\":[" + required + "]";
  book[route.command_schema + ".Body"] = R"({"type":"object","additionalProperties":false,)"
                                         R"("properties":{)" +
                                         properties + "}" + required + "}";
  return fmt::format(R"("requestBody":{{"required":{},"content":{{"application/json":{{"schema":)"
                     R"({{"$ref":"#/components/schemas/{}.Body"}}}}}}}})",
                     must, route.command_schema);
}

/// All refusals of a route: its own, and those the machine adds by what the route is.
std::map<int, std::vector<Refusal>> refusals_of(const Route& route) {
  std::map<int, std::vector<Refusal>> by_status;
  const auto put = [&](const Refusal& r) {
    auto& list = by_status[status_of(r)];
    if (std::find(list.begin(), list.end(), r) == list.end()) list.push_back(r);
  };
  for (const auto& r : common_refusals(route)) put(r);
  for (const auto& r : route.refusals) put(r);
  return by_status;
}

std::string responses_of(const Route& route, SchemaBook& book) {
  const std::string schema = route.response_schema(book);
  const std::string headers =
      route.is_command
          ? R"(,"headers":{"Lastmile-Leaf":{"description":"Index of the journal leaf that holds )"
            R"(this command's last fact.","schema":{"type":"integer"}},"Idempotency-Replayed":)"
            R"({"description":"true when this answer was kept from the first sending.",)"
            R"("schema":{"type":"string"}}})"
          : R"(,"headers":{"ETag":{"schema":{"type":"string"}}})";
  std::string content;
  if (route.gives_file) {
    const bool is_any = route.file_given == "*/*";
    add(content, fmt::format(R"("{}":{{"schema":{{"type":"string","contentMediaType":"{}"}}}})",
                             route.file_given, is_any ? octets : route.file_given));
  }
  if (!schema.empty()) add(content, R"("application/json":{"schema":)" + schema + "}");
  if (route.is_table) {
    add(content, R"("text/csv":{"schema":{"type":"string"}})");
    add(content, R"("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":)"
                 R"({"schema":{"type":"string","contentMediaType":"application/octet-stream"}})");
  }
  std::string all = content.empty()
                        ? fmt::format(R"("204":{{"description":"Done."{}}})", headers)
                        : fmt::format(R"("200":{{"description":"The answer."{},"content":{{{}}}}})",
                                      headers, content);
  for (const auto& [status, list] : refusals_of(route)) {
    std::string text;
    for (const auto& r : list) {
      text += text.empty() ? "" : "\n\n";
      text += fmt::format("`{}`{}: {} / {}", r.code, fields_shown(route, r), r.en, r.zh);
    }
    add(all, fmt::format(R"("{}":{{"description":{},"content":{{"application/problem+json":)"
                         R"({{"schema":{{"$ref":"#/components/schemas/Problem"}}}}}}}})",
                         status, json_text(text)));
  }
  return all;
}

std::string operation(const Route& route, SchemaBook& book) {
  const auto members = route.members(book);
  std::string out;
  add(out, "\"operationId\":" + json_text(operation_id(route)));
  add(out, "\"tags\":[" + json_text(route.tag) + "]");
  add(out, "\"summary\":" + json_text(route.summary.en));
  add(out, "\"x-summary-zh\":" + json_text(route.summary.zh));
  if (route.audience == Audience::granted) {
    add(out, "\"description\":" + json_text("Needs the right `" + route.right + "` somewhere."));
  }
  add(out, "\"parameters\":[" + parameters_of(route, members) + "]");
  add(out, body_of(route, members, book));
  add(out, "\"responses\":{" + responses_of(route, book) + "}");
  add(out, route.audience == Audience::anyone ? R"("security":[])"
                                              : R"("security":[{"bearer":[]},{"cookie":[]}])");
  return "{" + out + "}";
}

/// The stream is no verb, but clients need to know it.
constexpr std::string_view events_path =
    R"("/v1/events":{"get":{"operationId":"get_events","tags":["events"],)"
    R"("summary":"What happens, as Server-Sent Events; resumes after Last-Event-ID.",)"
    R"("x-summary-zh":"实时事件流（SSE），可按 Last-Event-ID 续传。",)"
    R"("parameters":[{"name":"topics","in":"query","required":false,"description":)"
    R"("Comma-separated: the first words of kinds, whole kinds, or subject ids.",)"
    R"("schema":{"type":"string"}},{"name":"Last-Event-ID","in":"header","required":false,)"
    R"("schema":{"type":"integer"}}],"responses":{"200":{"description":)"
    R"("Events with kind, subject, at and seq; `reset` when too far behind to resume.",)"
    R"("content":{"text/event-stream":{"schema":{"type":"string"}}}},"400":{"description":)"
    R"("`bad_request`","content":{"application/problem+json":{"schema":)"
    R"({"$ref":"#/components/schemas/Problem"}}}},"401":{"description":)"
    R"("`not_signed_in`","content":{"application/problem+json":{"schema":)"
    R"({"$ref":"#/components/schemas/Problem"}}}},"429":{"description":"`overloaded`","content":)"
    R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}},)"
    R"("security":[{"bearer":[]},{"cookie":[]}]}})";

constexpr std::string_view components_head =
    R"("securitySchemes":{"bearer":{"type":"http","scheme":"bearer","description":)"
    R"("The token of POST /v1/sign-in."},"cookie":{"type":"apiKey","in":"cookie","name":)"
    R"("__Host-lastmile","description":"Set at sign-in; named lastmile without TLS."}},)"
    R"("parameters":{"IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":true,)"
    R"("description":"A fresh random value for each command, e.g. a UUID; the same when )"
    R"(resending. Kept 48 hours; an answer that names somebody who was erased since is )"
    R"(`kept_answer_gone`.","schema":{"type":"string","minLength":1,"maxLength":128}},)"
    R"("Lang":{"name":"lang","in":"query","required":false,"description":"Language of texts; else )"
    R"(Accept-Language.","schema":{"type":"string","enum":["zh","en"]}}},)";

constexpr std::string_view problem_schema =
    R"({"type":"object","description":"RFC 9457.","properties":{"type":{"type":"string"},)"
    R"("title":{"type":"string"},"status":{"type":"integer"},"code":{"type":"string"},)"
    R"("seen":{"type":"string","description":"The state met, e.g. who was first."},)"
    R"("instance":{"type":"string"},"incident":{"type":"string"},"errors":{"type":"array",)"
    R"("items":{"type":"object","properties":{"path":{"type":"string","description":)"
    R"("JSON Pointer of the field."},"code":{"type":"string"},"message":{"type":"string"}},)"
    R"("required":["path","code","message"]}}},"required":["type","title","status","code"]})";

/// What any address may answer before a route is found, for the reference.
std::string machine_list() {
  std::string all;
  for (const auto& m : machine_refusals()) {
    add(all,
        fmt::format(R"({{"status":{},"code":{},"en":{},"zh":{}}})", m.status,
                    json_text(m.refusal.code), json_text(m.refusal.en), json_text(m.refusal.zh)));
  }
  return all;
}

}  // namespace

std::string operation_id(const Route& route) {
  std::string id = route.method == "POST" ? "post" : "get";
  for (const char c : std::string_view(route.pattern).substr(3)) {
    if (c == '/')
      id += '_';
    else if (c == '{' || c == '}')
      continue;
    else
      id += c == '-' || c == '.' ? '_' : c;
  }
  return id;
}

std::string openapi(const Router& router, std::string_view version) {
  SchemaBook book;
  std::map<std::string, std::string> by_path;
  for (const auto& route : router.routes()) {
    add(by_path[route->pattern],
        fmt::format("\"{}\":{}", route->is_command ? "post" : "get", operation(*route, book)));
  }
  std::string paths;
  for (const auto& [path, operations] : by_path) {
    add(paths, json_text(path) + ":{" + operations + "}");
  }
  add(paths, std::string(events_path));
  book["Problem"] = problem_schema;
  std::string schemas;
  for (const auto& [name, schema] : book) add(schemas, json_text(name) + ":" + schema);
  return fmt::format(
      R"({{"openapi":"3.1.0","info":{{"title":"Lastmile 满天星","version":{},"description":{}}},)"
      R"("servers":[{{"url":"/"}}],"paths":{{{}}},"components":{{{}"schemas":{{{}}}}},)"
      R"("x-refusals":[{}]}})",
      json_text(version),
      both({"Volunteer service on the last mile. Errors are problem+json; see /docs/errors.",
            "志愿服务最后一公里。错误以 problem+json 返回，见 /docs/errors。"}),
      paths, components_head, schemas, machine_list());
}

}  // namespace lastmile::http
