#include "journal/leaf.h"

#include <unordered_map>

#include "base/base64.h"
#include "journal/log.h"

namespace lastmile::journal {
namespace {

std::string name_of(const storage::Mark& mark) { return mark.table + " " + mark.key; }

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find(from);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += to;
    text.remove_prefix(at + from.size());
  }
}

bool is_none(const std::array<std::uint8_t, 16>& digest) {
  return digest == std::array<std::uint8_t, 16>{};
}

}  // namespace

std::string digest_text(const std::array<std::uint8_t, 16>& digest) {
  return is_none(digest) ? "-" : to_base64url(digest);
}

merkle::Hash hash_of(const Leaf& leaf) { return merkle::leaf_hash(to_json(leaf)); }

std::string leaf_bytes(const Entry& entry) {
  const auto text_of = [](const std::optional<PersonId>& id) {
    return id ? std::optional(id->text()) : std::nullopt;
  };
  return to_json(Leaf{ms_of(entry.at), entry.kind, entry.version, text_of(entry.actor),
                      text_of(entry.on_behalf), entry.subject.text(), entry.scope,
                      to_json(entry.people), entry.body, entry.marks});
}

// Keys come with '/' and '%' of their values escaped, so %20 and %3B are free for us.
std::string escaped_key(std::string_view key) {
  return replaced(replaced(key, " ", "%20"), ";", "%3B");
}
std::string unescaped_key(std::string_view key) {
  return replaced(replaced(key, "%20", " "), "%3B", ";");
}

namespace {

std::string text_of(const storage::Mark& mark) {
  const std::string before = is_none(mark.before) ? "" : digest_text(mark.before);
  return mark.table + " " + escaped_key(mark.key) + " " + before + ">" + digest_text(mark.digest);
}

}  // namespace

std::string marks_text(const std::vector<storage::Mark>& marks) {
  if (marks.size() == 1) return text_of(marks.front());
  std::vector<storage::Mark> rows;
  std::unordered_map<std::string, std::size_t> place;
  for (const storage::Mark& mark : marks) {
    const auto [known, is_new] = place.try_emplace(name_of(mark), rows.size());
    if (is_new)
      rows.push_back(mark);
    else
      rows[known->second].digest = mark.digest;
  }
  std::string out;
  for (const storage::Mark& row : rows) out += (out.empty() ? "" : ";") + text_of(row);
  return out;
}

bool each_mark(std::string_view text, const std::function<void(const MarkView&)>& f) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t first = one.find(' ');
    const std::size_t second = one.rfind(' ');
    if (first == std::string_view::npos || first == second) return false;
    MarkView mark{one.substr(0, first),
                  one.substr(first + 1, second - first - 1),
                  one.substr(second + 1),
                  {}};
    if (const std::size_t over = mark.digest.find('>'); over != std::string_view::npos) {
      mark.before = mark.digest.substr(0, over);
      mark.digest.remove_prefix(over + 1);
    }
    f(mark);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace lastmile::journal
