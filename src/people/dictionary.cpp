#include "people/dictionary.h"

#include <algorithm>

#include "access/access.h"
#include "people/dictionary_errors.h"
#include "people/dictionary_store.h"
#include "people/people_errors.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

bool well_formed(std::string_view code) {
  return std::ranges::all_of(
      code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Result<CodeList> list_codes(Call& call, const ListCodes& query) {
  return CodeList{load_codes(call.tx, query.kind)};
}

Result<CodeView> add_code(Call& call, const AddCode& cmd) {
  const std::string root = std::to_string(call.region()) + "/";
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, root));
  // The recipient groups are those of the standard; the program's rules know them by name.
  if (cmd.kind == Dictionary::recipient_group) return dictionary_closed;
  if (!well_formed(cmd.code)) return code_malformed;
  CodeView code{cmd.kind, cmd.code.str(), cmd.zh.str(), cmd.en.str()};
  if (!save_code(call.tx, code)) return code_taken;
  call.journal.append(CodeAdded{std::string(to_text(cmd.kind)), code.code}, {.scope = root});
  return code;
}

Check known_codes(Call& call, Dictionary kind, const std::vector<std::string>& codes,
                  std::string_view path) {
  if (codes.empty()) return Done{};
  const auto known = load_codes(call.tx, kind);
  std::vector<BadField> bad;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (std::ranges::find(known, codes[i], &CodeView::code) != known.end()) continue;
    bad.push_back({fmt::format("{}/{}", path, i), "code_unknown", std::string(code_unknown.en),
                   std::string(code_unknown.zh)});
  }
  if (!bad.empty()) return Refused{code_unknown, std::move(bad)};
  return Done{};
}

Check known_code(Call& call, Dictionary kind, std::string_view code, std::string_view path) {
  const auto known = load_codes(call.tx, kind);
  if (std::ranges::find(known, code, &CodeView::code) != known.end()) return Done{};
  return at_field(std::string(path), code_unknown);
}

}  // namespace lastmile::people
