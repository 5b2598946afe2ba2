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

#define PHOTO_COLUMNS \
  "region, id, licence, added_by, content_type, size_bytes, content, at from licence_photo "

const Sql photo_by_id{"licence_photo_by_id",
                      "select " PHOTO_COLUMNS "where region = $1 and id = $2"};
const Sql photos_of_licence{
    "photos_of_licence", "select " PHOTO_COLUMNS "where region = $1 and licence = $2 order by id"};
const Sql photo_ids_of_licence{
    "photo_ids_of_licence",
    "select id from licence_photo where region = $1 and licence = $2 order by id"};
const Sql delete_photos{"delete_licence_photos",
                        "delete from licence_photo where region = $1 and licence = $2"};

struct PhotoId {
  LicencePhotoId id;
};
BOOST_DESCRIBE_STRUCT(PhotoId, (), (id))

}  // namespace

std::vector<LicencePhotoId> load_photo_ids(storage::Tx& tx, int region, LicenceId licence) {
  std::vector<LicencePhotoId> all;
  for (const auto& row : tx.rows<PhotoId>(photo_ids_of_licence, region, licence)) {
    all.push_back(row.id);
  }
  return all;
}

std::vector<LicencePhotoRow> load_photos_of(storage::Tx& tx, int region, LicenceId licence) {
  return tx.rows<LicencePhotoRow>(photos_of_licence, region, licence);
}

std::optional<LicencePhotoRow> load_photo(storage::Tx& tx, int region, LicencePhotoId id) {
  return tx.row<LicencePhotoRow>(photo_by_id, region, id);
}

void delete_photos_of(storage::Tx& tx, int region, LicenceId licence) {
  tx.run(delete_photos, region, licence);
}

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
