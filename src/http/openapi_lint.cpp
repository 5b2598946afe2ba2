#include "http/openapi_lint.h"

#include <boost/json/parse.hpp>
#include <set>

namespace lastmile::http {
namespace {

namespace json = boost::json;
using Faults = std::vector<std::string>;

std::string text_of(const json::value& v) {
  const auto* s = v.if_string();
  return s ? std::string(std::string_view(*s)) : std::string();
}
std::string text_of(const json::object& o, std::string_view name) {
  const auto* v = o.if_contains(name);
  return v ? text_of(*v) : std::string();
}
const json::object* object_of(const json::object& o, std::string_view name) {
  const auto* v = o.if_contains(name);
  return v ? v->if_object() : nullptr;
}

bool leads_somewhere(const json::value& document, std::string reference) {
  if (!reference.starts_with("#/")) return false;
  reference.erase(0, 1);
  json::error_code ec;
  return document.find_pointer(reference, ec) != nullptr;
}

void check_references(const json::value& document, const json::value& v, Faults& faults) {
  if (const auto* array = v.if_array()) {
    for (const auto& item : *array) check_references(document, item, faults);
  } else if (const auto* object = v.if_object()) {
    for (const auto& [key, value] : *object) {
      if (key == "$ref" && !leads_somewhere(document, text_of(value))) {
        const std::string fault = "a reference leads nowhere: " + text_of(value);
        if (faults.empty() || faults.back() != fault) faults.push_back(fault);
      }
      check_references(document, value, faults);
    }
  }
}

std::set<std::string> names_in(std::string_view path) {
  std::set<std::string> names;
  for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    names.emplace(path.substr(open + 1, path.find('}', open) - open - 1));
  }
  return names;
}

/// Values apart by commas, as the server reads them.
bool is_list_of_commas(const json::object& parameter) {
  const auto* explode = parameter.if_contains("explode");
  return explode && explode->is_bool() && !explode->get_bool();
}

void check_parameters(const std::string& where, const std::string& path, const json::object& op,
                      Faults& faults) {
  std::set<std::string> in_path, seen;
  const auto* all = op.if_contains("parameters");
  const auto* list = all ? all->if_array() : nullptr;
  if (!list) return faults.push_back(where + ": no list of parameters");
  for (const auto& p : *list) {
    const auto* o = p.if_object();
    if (!o) {
      faults.push_back(where + ": a parameter is no object");
      continue;
    }
    if (o->contains("$ref")) continue;
    const std::string name = text_of(*o, "name"), in = text_of(*o, "in");
    if (name.empty() || !o->contains("schema"))
      faults.push_back(where + ": a parameter lacks parts");
    if (in != "path" && in != "query" && in != "header") {
      faults.push_back(where + ": a parameter lies nowhere: " + name);
    }
    const auto* schema = object_of(*o, "schema");
    if (in == "query" && schema && text_of(*schema, "type") == "array" && !is_list_of_commas(*o)) {
      faults.push_back(where + ": a list that clients would repeat: " + name);
    }
    if (!seen.insert(in + " " + name).second) faults.push_back(where + ": twice " + name);
    if (in == "path") in_path.insert(name);
    const auto* required = o->if_contains("required");
    if (in == "path" && !(required && required->is_bool() && required->get_bool())) {
      faults.push_back(where + ": a path parameter is not required: " + name);
    }
  }
  if (in_path != names_in(path)) faults.push_back(where + ": path parameters differ from the path");
}

void check_responses(const std::string& where, const json::object& op, Faults& faults) {
  const auto* responses = object_of(op, "responses");
  if (!responses || responses->empty()) return faults.push_back(where + ": no responses");
  bool succeeds = false;
  for (const auto& [status, response] : *responses) {
    const std::string code(status);
    succeeds = succeeds || code.starts_with('2');
    if (code.size() != 3 || code[0] < '1' || code[0] > '5') {
      faults.push_back(where + ": no status: " + code);
    }
    const auto* o = response.if_object();
    if (!o || text_of(*o, "description").empty()) {
      faults.push_back(where + ": " + code + " lacks a description");
    }
  }
  if (!succeeds) faults.push_back(where + ": never succeeds");
}

void check_operation(const std::string& path, const std::string& method, const json::object& op,
                     std::set<std::string>& ids, Faults& faults) {
  const std::string where = method + " " + path;
  const std::string id = text_of(op, "operationId");
  if (id.empty() || !ids.insert(id).second) faults.push_back(where + ": operationId not unique");
  if (text_of(op, "summary").empty() || text_of(op, "x-summary-zh").empty()) {
    faults.push_back(where + ": no summary in both languages");
  }
  const auto* tags = op.if_contains("tags");
  if (!tags || !tags->is_array() || tags->get_array().empty()) faults.push_back(where + ": no tag");
  if (!op.contains("security")) faults.push_back(where + ": says nothing of security");
  check_parameters(where, path, op, faults);
  check_responses(where, op, faults);
}

}  // namespace

std::vector<std::string> openapi_faults(const std::string& text) {
  json::error_code ec;
  const json::value document = json::parse(text, ec);
  if (ec || !document.is_object()) return {"not JSON, or no object"};
  Faults faults;
  const json::object& root = document.get_object();
  if (!text_of(root, "openapi").starts_with("3.1.")) faults.push_back("not OpenAPI 3.1");
  const auto* info = object_of(root, "info");
  if (!info || text_of(*info, "title").empty() || text_of(*info, "version").empty()) {
    faults.push_back("info lacks title or version");
  }
  const auto* paths = object_of(root, "paths");
  if (!paths || paths->empty()) return faults.push_back("no paths"), faults;
  std::set<std::string> ids;
  for (const auto& [path, item] : *paths) {
    if (!path.starts_with('/') || !item.is_object()) {
      faults.push_back("no path: " + std::string(path));
      continue;
    }
    for (const auto& [method, op] : item.get_object()) {
      if ((method != "get" && method != "post") || !op.is_object()) {
        faults.push_back("no operation: " + std::string(method));
        continue;
      }
      check_operation(std::string(path), std::string(method), op.get_object(), ids, faults);
    }
  }
  check_references(document, document, faults);
  return faults;
}

}  // namespace lastmile::http
