#include "people/dictionary_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

const Sql codes_of_kind{"codes_of_kind", R"(
  select kind, code, zh, en from people_code where $1 = '' or kind = $1
  order by kind, place, code)"};

const Sql next_place{"next_place", R"(
  select coalesce(max(place), 0) + 1 from people_code where kind = $1)"};

}  // namespace

std::vector<CodeView> load_codes(storage::Tx& tx, std::optional<Dictionary> kind) {
  return tx.rows<CodeView>(codes_of_kind, kind ? to_text(*kind) : std::string_view());
}

bool save_code(storage::Tx& tx, const CodeView& code) {
  return tx.insert(
      CodeRow{code.kind, code.code, code.zh, code.en, *tx.row<int>(next_place, code.kind)});
}

}  // namespace lastmile::people
