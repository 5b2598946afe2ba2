#include <algorithm>
#include <map>

#include "http/declared.h"
#include "http/html.h"
#include "http/http_errors.h"
#include "http/openapi.h"
#include "http/problem.h"

/// The pages people read about the interface, made from the same table as the program runs on.
namespace lastmile::http {
namespace {

std::string_view audience_words(const Route& route) {
  switch (route.audience) {
    case Audience::anyone:
      return "anyone 公开";
    case Audience::signed_in:
      return "signed in 需登录";
    case Audience::granted:
      return "right 权限";
  }
  return "";
}

std::string members_table(const Route& route) {
  SchemaBook book;
  const auto members = route.members(book);
  if (members.empty()) return {};
  std::string rows;
  for (const auto& m : members) {
    rows += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td><code>{}</code></td></tr>",
                        escaped(m.name), m.required ? "required 必填" : "optional 可选",
                        escaped(m.schema));
  }
  return "<table><tr><th>field 字段</th><th></th><th>schema</th></tr>" + rows + "</table>";
}

std::string route_section(const Route& route) {
  std::string refusals;
  for (const auto& r : refusals_shown(route)) {
    refusals += fmt::format("<li><a href=\"/docs/errors#{0}\"><code>{0}</code></a> {1} {2}</li>",
                            escaped(r.code), status_of(r), escaped(r.zh));
  }
  return fmt::format(
      "<section id=\"{}\"><h3><code>{} {}</code></h3><p>{}<br>{}</p><p>{}{}</p>{}{}</section>\n",
      operation_id(route), route.method, escaped(route.pattern), escaped(route.summary.zh),
      escaped(route.summary.en), audience_words(route),
      route.right.empty() ? "" : ": <code>" + escaped(route.right) + "</code>",
      members_table(route), refusals.empty() ? "" : "<ul>" + refusals + "</ul>");
}

std::map<std::string, MachineRefusal> all_refusals(const Router& router) {
  std::map<std::string, MachineRefusal> all;
  for (const auto& m : machine_refusals()) all.emplace(m.refusal.code, m);
  for (const auto& route : router.routes()) {
    for (const auto& r : refusals_shown(*route)) {
      all.emplace(r.code, MachineRefusal{r, status_of(r)});
    }
  }
  return all;
}

}  // namespace

std::string reference_page(const Router& router, std::string_view version) {
  std::map<std::string, std::string> by_tag;
  for (const auto& route : router.routes()) by_tag[route->tag] += route_section(*route);
  std::string body = fmt::format(
      "<p>版本 {} · <a href=\"/v1/openapi.json\">openapi.json</a> · "
      "<a href=\"/docs/errors\">errors 错误码</a></p>"
      "<p>每个 POST 都要带 <code>Idempotency-Key</code> 头（每次操作一个新的随机值，重发时不变）；"
      "登录后带 <code>Authorization: Bearer 令牌</code>。错误为 problem+json。</p>"
      "<p>Each POST carries the header <code>Idempotency-Key</code> (a fresh random value, the "
      "same "
      "when resent); once signed in, <code>Authorization: Bearer TOKEN</code>. Errors are "
      "problem+json. Live events: <code>GET /v1/events?topics=need</code>.</p><nav><ul>",
      escaped(version));
  for (const auto& [tag, sections] : by_tag) {
    body += fmt::format("<li><a href=\"#tag-{0}\">{0}</a></li>", escaped(tag));
  }
  body += "</ul></nav>";
  for (const auto& [tag, sections] : by_tag) {
    body += fmt::format("<h2 id=\"tag-{0}\">{0}</h2>\n{1}", escaped(tag), sections);
  }
  return html_page("接口说明 API reference", body);
}

std::string errors_page(const Router& router) {
  std::string rows;
  for (const auto& [code, m] : all_refusals(router)) {
    rows +=
        fmt::format("<tr id=\"{0}\"><td><code>{0}</code></td><td>{1}</td><td>{2}<br>{3}</td></tr>",
                    escaped(code), m.status, escaped(m.refusal.zh), escaped(m.refusal.en));
  }
  return html_page(
      "错误码 Errors",
      "<table><tr><th>code</th><th>status</th><th>说明 text</th></tr>" + rows + "</table>");
}

std::string errors_markdown(const Router& router) {
  std::string out = "# 错误码 Errors\n\n| code | status | 说明 | text |\n|---|---|---|---|\n";
  for (const auto& [code, m] : all_refusals(router)) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", code, m.status, m.refusal.zh, m.refusal.en);
  }
  return out;
}

}  // namespace lastmile::http
