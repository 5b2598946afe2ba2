#include "sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

namespace lastmile::tidy {
namespace {

namespace fs = std::filesystem;

bool ends_with_any(std::string_view name, const std::vector<std::string_view>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view e) { return name.ends_with(e); });
}

// Where a definition may begin: at the margin, or a step in within a class.
std::size_t indent_of(std::string_view line) {
  const auto at = line.find_first_not_of(' ');
  return at == line.npos ? 0 : at;
}

bool opens_function(std::string_view head) {
  static const std::regex other(
      R"(^\s*(namespace|struct|class|enum|union|extern|concept|template <.*> (struct|class))\b)");
  return head.find('(') != head.npos && head.find(" = {") == head.npos &&
         !std::regex_search(head.begin(), head.end(), other);
}

}  // namespace

std::string_view Source::folder(int n) const {
  std::string_view rest = path;
  for (int i = 0; i < n; ++i) {
    const auto slash = rest.find('/');
    if (slash == rest.npos) return {};
    rest.remove_prefix(slash + 1);
  }
  return rest.substr(0, rest.find('/'));
}

std::string_view Source::name() const { return std::string_view(path).substr(path.rfind('/') + 1); }

bool Source::is_test() const {
  static const std::vector<std::string_view> marks{"_test.", "_fixture.", "_bench.", "test_",
                                                   "golden."};
  return path.starts_with("tests/") || std::any_of(marks.begin(), marks.end(), [&](auto mark) {
           return mark == "test_" ? name().starts_with(mark) : name().find(mark) != path.npos;
         });
}

std::vector<std::string_view> Source::lines() const {
  std::vector<std::string_view> all;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    all.push_back(rest.substr(0, end));
    if (end == rest.npos) break;
    rest.remove_prefix(end + 1);
  }
  return all;
}

std::vector<std::string> Source::includes() const {
  std::vector<std::string> all;
  for (const auto line : lines()) {
    if (!line.starts_with("#include ")) continue;
    const auto open = line.find_first_of("\"<");
    const auto close = line.find_first_of("\">", open + 1);
    if (close != line.npos) all.emplace_back(line.substr(open + 1, close - open - 1));
  }
  return all;
}

std::vector<Source> sources(std::string_view folder, const std::vector<std::string_view>& endings) {
  const fs::path root = PROJECT_FOLDER;
  std::vector<Source> all;
  for (fs::recursive_directory_iterator at(root / folder), end; at != end; ++at) {
    const std::string name = at->path().filename().string();
    if (at->is_directory() && (name == "node_modules" || name == "dist")) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file() && ends_with_any(name, endings)) {
      const std::string path = fs::relative(at->path(), root).string();
      all.push_back({path, read(path)});
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return all;
}

std::string read(std::string_view path) {
  std::ifstream in(fs::path(PROJECT_FOLDER) / path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Function> functions(const Source& source) {
  const auto lines = source.lines();
  std::vector<Function> all;
  std::string head;
  std::size_t head_at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const std::size_t indent = indent_of(line);
    const bool starts = !line.empty() && (indent == 0 || indent == 2) && line[indent] != '#' &&
                        line[indent] != '/' && line[indent] != '}' && line[indent] != '"';
    if (starts)
      head = line, head_at = i;
    else if (!line.empty())
      head.append("\n").append(line);
    if (!line.ends_with('{')) continue;
    if (!opens_function(head)) continue;
    const std::string close = std::string(indent_of(lines[head_at]), ' ') + "}";
    const auto end =
        std::find(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, lines.end(), close);
    if (end == lines.end()) continue;
    const auto last = static_cast<std::size_t>(end - lines.begin());
    all.push_back({source.path, head, head_at + 1, last - head_at + 1});
    i = last;
    head.clear();
  }
  return all;
}

std::size_t Function::parameters() const {
  // Where the data lies, `Tx& tx, int region`, is said first everywhere and counts as one.
  static const std::regex where(R"(\(storage::Tx& tx, int region|\(Tx& tx, int region)");
  const std::string said = std::regex_replace(head, where, "(Tx& tx");
  const auto open = said.find('(');
  if (open == said.npos || said.compare(open, 2, "()") == 0) return 0;
  std::size_t depth = 0, count = 1;
  for (std::size_t i = open; i < said.size(); ++i) {
    const char c = said[i];
    if (c == '(' || c == '<' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '>' || c == '}' || c == ']') --depth;
    if (depth == 0) break;
    if (c == ',' && depth == 1) ++count;
  }
  return count;
}

}  // namespace lastmile::tidy
