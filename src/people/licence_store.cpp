#include "people/licence_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define LICENCE_COLUMNS                                                                      \
  "l.region, l.id, l.person, l.code, l.number, l.from_day, l.until_day, l.state, l.renews, " \
  "l.decided_by, l.decided_at, l.reason, l.warned_days, l.entered_at from licence l "

const Sql licence_by_id{"licence_by_id",
                        "select " LICENCE_COLUMNS "where l.region = $1 and l.id = $2"};

const Sql licences_of_person{"licences_of_person",
                             "select " LICENCE_COLUMNS
                             "where l.region = $1 and l.person = $2 order by l.id"};

const Sql licence_page{"licence_page", "select " LICENCE_COLUMNS R"(
  join volunteer v on v.region = l.region and v.person = l.person
  where l.region = $1 and v.site_path >= $2 and v.site_path < $3 and l.state = $4 and l.id > $5
    and v.state <> 'left'
  order by l.id limit $6)"};

const Sql licences_ending{"licences_ending", "select " LICENCE_COLUMNS R"(
  where l.region = $1 and l.state = 'verified' and l.until_day > $2 and l.until_day <= $3
    and (l.warned_days is null or l.warned_days > $4)
    and not exists (select 1 from licence n
                    where n.region = l.region and n.person = l.person and n.renews = l.id
                      and n.state = 'verified')
  order by l.until_day, l.id limit 100)"};

}  // namespace

std::optional<LicenceRow> load_licence(storage::Tx& tx, int region, LicenceId id) {
  return tx.row<LicenceRow>(licence_by_id, region, id);
}

std::vector<LicenceRow> load_licences_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<LicenceRow>(licences_of_person, region, person);
}

std::vector<LicenceRow> load_licence_page(storage::Tx& tx, int region, const LicenceFilter& f) {
  return tx.rows<LicenceRow>(licence_page, region, f.lo, f.hi, f.state, f.after, f.limit);
}

std::vector<LicenceRow> load_ending(storage::Tx& tx, int region, const LicenceEnd& end) {
  return tx.rows<LicenceRow>(licences_ending, region, end.after, end.by, end.warned_days);
}

}  // namespace lastmile::people
