#include "notices/wish_store.h"

#include <algorithm>

namespace lastmile::notices {
namespace {

using storage::Sql;

const Sql wishes_of{"notices.wishes_of", R"(
  select region, person, choices, quiet, email, email_state, email_at, changed_at
  from notice_person where region = $1 and person {in $2})"};

const Sql email_codes_of{"notices.email_codes_of", R"(
  select region, id, person, email, code_tag, tries, sent_at, expires_at, used_at
  from email_code where region = $1 and person = $2 and sent_at >= $3
  order by sent_at desc limit 50)"};

const Sql email_codes_forgotten{"notices.email_codes_forgotten",
                                "delete from email_code where region = $1 and person = $2"};

const Sql email_codes_purged{"notices.email_codes_purged", R"(
  delete from email_code where region = $1 and id in (
    select id from email_code where region = $1 and sent_at < $2 limit 500))"};

}  // namespace

std::optional<WishRow> load_wish(storage::Tx& tx, int region, const people::Profiles& whose) {
  auto rows = tx.rows<WishRow>(wishes_of, region, storage::in_list(whose));
  const auto place = [&](const WishRow& row) { return std::ranges::find(whose, row.person); };
  const auto first = std::ranges::min_element(rows, {}, place);
  return first == rows.end() ? std::nullopt : std::optional(std::move(*first));
}

std::optional<WishRow> load_own_wish(storage::Tx& tx, int region, PersonId person) {
  return load_wish(tx, region, {person});
}

std::vector<EmailCodeRow> load_email_codes(storage::Tx& tx, int region, PersonId person,
                                           Instant since) {
  return tx.rows<EmailCodeRow>(email_codes_of, region, person, since);
}

void delete_email_codes(storage::Tx& tx, int region, PersonId person) {
  tx.run(email_codes_forgotten, region, person);
}

std::int64_t purge_email_codes(storage::Tx& tx, int region, Instant before) {
  return tx.run(email_codes_purged, region, before);
}

}  // namespace lastmile::notices
