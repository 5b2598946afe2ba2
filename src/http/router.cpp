#include "http/router.h"

#include <algorithm>

#include "base/assert.h"

namespace lastmile::http {

/// The patterns as a tree of path segments; a literal segment is preferred to a parameter.
struct Router::Node {
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
  std::unique_ptr<Node> parameter;
  Route* get = nullptr;
  Route* post = nullptr;

  Node& literal(std::string_view segment) {
    for (auto& [name, node] : literals) {
      if (name == segment) return *node;
    }
    literals.emplace_back(std::string(segment), std::make_unique<Node>());
    return *literals.back().second;
  }
};

namespace {

std::string_view cut_segment(std::string_view& path) {
  const auto slash = path.find('/');
  const auto segment = path.substr(0, slash);
  path = slash == path.npos ? std::string_view{} : path.substr(slash);
  return segment;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::size_t params_max = 64;
constexpr std::size_t segments_max = 16;

}  // namespace

Route& Route::refuses(std::vector<Refusal> r) {
  refusals.insert(refusals.end(), r.begin(), r.end());
  return *this;
}

Route& Route::about(std::string_view field, const std::vector<Refusal>& r) {
  ASSERT(field.empty() || field == field_by_verb || field.starts_with('/'));
  for (const auto& refusal : r) {
    if (std::ranges::find(refusals, refusal) == refusals.end()) refusals.push_back(refusal);
    abouts.push_back({std::string(field), refusal});
  }
  return *this;
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Route& Router::add(std::string_view method_and_pattern, bool is_command) {
  const auto space = method_and_pattern.find(' ');
  ASSERT(space != method_and_pattern.npos);
  auto route = std::make_unique<Route>();
  route->method = method_and_pattern.substr(0, space);
  route->pattern = method_and_pattern.substr(space + 1);
  route->is_command = is_command;
  route->index = routes_.size();
  ASSERT(route->method == (is_command ? "POST" : "GET"));
  ASSERT(route->pattern.starts_with("/v1/"));
  std::string_view after = std::string_view(route->pattern).substr(4);
  route->tag = cut_segment(after);

  Node* node = root_.get();
  std::string_view rest = route->pattern;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto segment = cut_segment(rest);
    if (segment.starts_with('{')) {
      ASSERT(segment.size() > 2 && segment.ends_with('}'));
      route->path_names.emplace_back(segment.substr(1, segment.size() - 2));
      if (!node->parameter) node->parameter = std::make_unique<Node>();
      node = node->parameter.get();
    } else {
      node = &node->literal(segment);
    }
  }
  Route*& place = is_command ? node->post : node->get;
  ASSERT(place == nullptr);  // a pattern is registered once
  place = route.get();
  routes_.push_back(std::move(route));
  return *place;
}

const Route* Router::find(std::string_view method, std::string_view path,
                          std::vector<TextParam>& params, std::string& allow) const {
  std::array<std::string_view, segments_max> values;
  std::size_t count = 0;
  const auto seek = [&](auto& self, const Node& node, std::string_view rest) -> const Node* {
    if (rest.empty()) return node.get || node.post ? &node : nullptr;
    rest.remove_prefix(1);
    const auto segment = cut_segment(rest);
    for (const auto& [name, child] : node.literals) {
      if (name != segment) continue;
      if (const Node* found = self(self, *child, rest)) return found;
    }
    if (!node.parameter || segment.empty() || count == segments_max) return nullptr;
    values[count++] = segment;
    if (const Node* found = self(self, *node.parameter, rest)) return found;
    --count;
    return nullptr;
  };
  allow.clear();
  if (!path.starts_with('/')) return nullptr;
  const Node* node = seek(seek, *root_, path);
  if (!node) return nullptr;
  allow = node->get && node->post ? "GET, HEAD, OPTIONS, POST"
          : node->get             ? "GET, HEAD, OPTIONS"
                                  : "OPTIONS, POST";
  const Route* route = method == "POST"                      ? node->post
                       : method == "GET" || method == "HEAD" ? node->get
                                                             : nullptr;
  if (!route) return nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    auto value = percent_decoded(values[i], false);
    if (!value) return allow.clear(), nullptr;
    params.push_back({route->path_names[i], std::move(*value)});
  }
  return route;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int hi = hex_value(text[i + 1]), lo = hex_value(text[i + 2]);
      if (hi < 0 || lo < 0) return std::nullopt;
      c = static_cast<char>(hi << 4 | lo);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  return out;
}

Check read_query(std::string_view query, std::vector<TextParam>& params) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == query.npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == pair.npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value || !count_characters(*name)) {
      return bad_field(
          "", "query",
          {"The query string must be percent-encoded UTF-8.", "查询串应为百分号编码的 UTF-8。"});
    }
    const bool repeated = std::any_of(params.begin(), params.end(),
                                      [&](const TextParam& p) { return p.name == *name; });
    if (repeated) {
      return bad_field("/" + *name, "repeated",
                       {"is given twice: give it once, lists with commas",
                        "重复给出，请只给一次，多个值用逗号分隔"});
    }
    if (params.size() == params_max) {
      return bad_field("", "too_many", {"At most 64 parameters.", "参数最多 64 个。"});
    }
    params.push_back({std::move(*name), std::move(*value)});
  }
  return Done{};
}

namespace detail {

Result<boost::json::value> json_body(const Request& request) {
  if (request.body.empty()) return boost::json::value{};
  return parse_json(request.body);
}

Reply json_reply(std::string json) { return Reply{200, "application/json", std::move(json)}; }

Reply file_reply(Blob blob) {
  return Reply{200, std::move(blob.content_type), std::move(blob.bytes), std::move(blob.name)};
}

}  // namespace detail
}  // namespace lastmile::http
