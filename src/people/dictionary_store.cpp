#include "people/dictionary_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

const Sql codes_of_kind{"codes_of_kind", R"(
  select kind, code, zh, en from people_code where $1 = '' or kind = $1
  order by kind, place, code)"};

const Sql code_saved{"code_saved", R"(
  insert into people_code (kind, code, zh, en, place)
  select $1, $2, $3, $4, coalesce(max(place), 0) + 1 from people_code where kind = $1
  on conflict (kind, code) do nothing)"};

}  // namespace

std::vector<CodeView> load_codes(storage::Tx& tx, std::optional<Dictionary> kind) {
  return tx.rows<CodeView>(codes_of_kind, kind ? to_text(*kind) : std::string_view());
}

bool save_code(storage::Tx& tx, const CodeView& code) {
  return tx.run(code_saved, code.kind, code.code, code.zh, code.en) == 1;
}

}  // namespace lastmile::people
