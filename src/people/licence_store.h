#pragma once
#include "people/volunteer.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// The row of table `licence`. `number` is sealed with the volunteer's key.
struct LicenceRow {
  int region = 0;
  LicenceId id;
  PersonId person;
  std::string code;
  std::optional<vault::Sealed> number;
  Day from_day;
  Day until_day;
  LicenceState state = LicenceState::entered;
  std::optional<LicenceId> renews;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::optional<std::string> reason;
  std::optional<std::int64_t> warned_days;  // the nearest reminder sent: 60, 30, 7, 0
  Instant entered_at{};
};
BOOST_DESCRIBE_STRUCT(LicenceRow, (),
                      (region, id, person, code, number, from_day, until_day, state, renews,
                       decided_by, decided_at, reason, warned_days, entered_at))

/// The row of table `licence_photo`. `content` is sealed with the holder's key.
struct LicencePhotoRow {
  int region = 0;
  LicencePhotoId id;
  LicenceId licence;
  PersonId added_by;
  std::string content_type;
  std::int64_t size_bytes = 0;
  vault::Sealed content;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(LicencePhotoRow, (),
                      (region, id, licence, added_by, content_type, size_bytes, content, at))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::LicenceRow> {
  static constexpr std::string_view name = "licence";
  static constexpr std::size_t key_columns = 2;
};

template <>
struct lastmile::storage::Table<lastmile::people::LicencePhotoRow> {
  static constexpr std::string_view name = "licence_photo";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<LicenceRow> load_licence(storage::Tx& tx, int region, LicenceId id);
std::vector<LicenceRow> load_licences_of(storage::Tx& tx, int region, PersonId person);

/// The ids of its photos, oldest first, without reading them.
std::vector<LicencePhotoId> load_photo_ids(storage::Tx& tx, int region, LicenceId licence);
/// Its photos themselves: at most three.
std::vector<LicencePhotoRow> load_photos_of(storage::Tx& tx, int region, LicenceId licence);
std::optional<LicencePhotoRow> load_photo(storage::Tx& tx, int region, LicencePhotoId id);
void delete_photos_of(storage::Tx& tx, int region, LicenceId licence);

/// The queue of those to verify, oldest first, by the volunteer's home.
struct LicenceFilter {
  std::string lo = {};
  std::string hi = {};
  std::string state = {};
  LicenceId after = {};
  std::int64_t limit = 50;
};
std::vector<LicenceRow> load_licence_page(storage::Tx& tx, int region, const LicenceFilter& f);

/// Verified ones that end in (after, by], without a verified renewal, not yet warned so near: ≤
/// 100.
struct LicenceEnd {
  Day after;
  Day by;
  std::int64_t warned_days;
};
std::vector<LicenceRow> load_ending(storage::Tx& tx, int region, const LicenceEnd& end);

}  // namespace lastmile::people
