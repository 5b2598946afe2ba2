#include "people/duplicate_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

// Who looks like whom within one place. Each part is an index look-up for every person there; two
// different ID numbers make two people, whatever else is alike.
#define PAIR_OF(reason, index, condition)                                                   \
  "select a.id as a, b.id as b, '" reason                                                   \
  "' as reason from person a {by person_path} join person b {by " index                     \
  "} "                                                                                      \
  "on b.region = a.region and b.state = 'active' and b.id > a.id and " condition            \
  " "                                                                                       \
  "where a.region = $1 and a.state = 'active' and a.site_path >= $2 and a.site_path < $3 "  \
  "and b.site_path >= $2 and b.site_path < $3 "                                             \
  "and (a.id_index is null or b.id_index is null or a.id_index = b.id_index) "              \
  "and ($4 = '' or cast(a.id as text) = $4 or cast(b.id as text) = $4) "                    \
  "and (a.id > $5 or (a.id = $5 and b.id > $6)) "                                           \
  "and not exists (select 1 from not_duplicate n where n.region = a.region and n.a = a.id " \
  "and n.b = b.id) "

const Sql person_likes{
    "person_likes",
    PAIR_OF("id_number", "person_id_number", "b.id_index = a.id_index") "union all "
    PAIR_OF("phone_and_name", "person_phone",
            "b.phone_index = a.phone_index and b.name_sound = a.name_sound")
    "union all "
    PAIR_OF("name_and_birth_day", "person_sound",
            "b.name_sound = a.name_sound and b.birth_day = a.birth_day")
    "union all "
    PAIR_OF("name_and_household", "person_sound",
            "b.name_sound = a.name_sound and b.household = a.household")
    "union all "
    PAIR_OF("name_and_address", "person_address",
            "b.name_sound = a.name_sound and b.address_index = a.address_index")
    "order by 1, 2, 3 limit $7"};

#define MERGE_COLUMNS                                                                     \
  "region, id, kept, gone, site_path, moved, merged_by, merged_at, undone_by, undone_at " \
  "from person_merge "

const Sql merge_by_id{"merge_by_id", "select " MERGE_COLUMNS "where region = $1 and id = $2"};

const Sql last_merge_of{"last_merge_of",
                        "select " MERGE_COLUMNS
                        "where region = $1 and (kept = $2 or gone = $2) and undone_at is null "
                        "order by merged_at desc, id desc limit 1"};

const Sql merge_page{
    "merge_page",
    "select " MERGE_COLUMNS
    "where region = $1 and site_path >= $2 and site_path < $3 and id > $4 order by id limit $5"};

}  // namespace

std::vector<LikeRow> load_likes(storage::Tx& tx, int region, const LikeFilter& f) {
  return tx.rows<LikeRow>(person_likes, region, f.lo, f.hi, f.person, f.after_a, f.after_b,
                          f.limit);
}

std::optional<MergeRow> load_merge(storage::Tx& tx, int region, MergeId id) {
  return tx.row<MergeRow>(merge_by_id, region, id);
}

std::optional<MergeRow> load_last_merge_of(storage::Tx& tx, int region, PersonId person) {
  return tx.row<MergeRow>(last_merge_of, region, person);
}

std::vector<MergeRow> load_merge_page(storage::Tx& tx, int region, const MergeFilter& f) {
  return tx.rows<MergeRow>(merge_page, region, f.lo, f.hi, f.after, f.limit);
}

}  // namespace lastmile::people
