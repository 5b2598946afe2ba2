#pragma once
#include "people/dictionary.h"
#include "storage/tx.h"

namespace lastmile::people {

/// A code and its place among those of its dictionary. The schema seeds the first.
struct CodeRow {
  Dictionary kind = Dictionary::skill;
  std::string code;
  std::string zh;
  std::string en;
  int place = 0;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (kind, code, zh, en, place))

/// All codes of a dictionary, or of all, in their order.
std::vector<CodeView> load_codes(storage::Tx& tx, std::optional<Dictionary> kind);
/// False when the code is taken.
bool save_code(storage::Tx& tx, const CodeView& code);

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::CodeRow> {
  static constexpr std::string_view name = "people_code";
  static constexpr std::size_t key_columns = 2;
};
