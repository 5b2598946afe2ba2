#include "people/hold_store.h"

namespace lastmile::people {
namespace {

const storage::Sql holds_of_person{"holds_of_person", R"(
  select region, person, subject, what, since from person_hold
  where region = $1 and person = $2 order by since, subject)"};

}  // namespace

std::vector<PersonHoldRow> load_holds(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<PersonHoldRow>(holds_of_person, region, person);
}

std::string told(const PersonHoldRow& hold, Lang lang) {
  constexpr Words service{"a service", "服务"}, need{"an open need", "未办结的求助"};
  if (hold.what == "service") return std::string(service.in(lang));
  if (hold.what == "need") return std::string(need.in(lang));
  return hold.what;
}

}  // namespace lastmile::people
