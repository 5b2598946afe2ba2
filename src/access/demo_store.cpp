#include "access/demo_store.h"

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql demo_all{"access.demo_all", R"(
  select region, person, place, name, role_en, role_zh, phone, phone_index, login, password,
    totp_secret
  from demo_login where region = $1 order by place, person limit 100)"};

const Sql demo_by_person{"access.demo_by_person", R"(
  select region, person, place, name, role_en, role_zh, phone, phone_index, login, password,
    totp_secret
  from demo_login where region = $1 and person = $2)"};

}  // namespace

std::vector<DemoRow> demo_rows(storage::Tx& tx, int region) {
  return tx.rows<DemoRow>(demo_all, region);
}

std::optional<DemoRow> find_demo_row(storage::Tx& tx, int region, PersonId person) {
  return tx.row<DemoRow>(demo_by_person, region, person);
}

}  // namespace lastmile::access
