#include "people/licence_photos.h"

#include "people/licence_errors.h"
#include "people/licences.h"
#include "people/person_access.h"

namespace lastmile::people {
namespace {

vault::Spot spot_of(const std::string& photo) { return {"licence_photo", photo, "content"}; }

/// A licence whose photos the actor may change.
Result<HeldLicence> access_to_show(Call& call, LicenceId id) {
  ASSIGN_OR_RETURN(HeldLicence held, see_licence(call, id));
  RETURN_IF_REFUSED(access_person(call, held.person.id, access::Right::people_write));
  if (held.licence.state != LicenceState::entered) {
    return Refused{licence_not_entered, {}, std::string(to_text(held.licence.state))};
  }
  return held;
}

Result<LicencePhotoRow> photo_of(Call& call, const LicencePhoto& asked) {
  auto row = load_photo(call.tx, call.region(), asked.photo);
  if (!row || row->licence != asked.licence) return licence_photo_unknown;
  return std::move(*row);
}

}  // namespace

Result<media::Cleaned> prepare_licence_photo(Call& call, const AddLicencePhoto& cmd,
                                             const Blob& file) {
  // Whoever may not add it shall not have it cleaned either.
  RETURN_IF_REFUSED(access_to_show(call, cmd.licence));
  ASSIGN_OR_RETURN(media::Cleaned bare, media::cleaned(file));
  if (bare.kind != media::FileKind::photo) return media::file_type_wrong;
  return bare;
}

Result<LicenceView> add_licence_photo(Call& call, const AddLicencePhoto& cmd,
                                      const media::Cleaned& file) {
  ASSIGN_OR_RETURN(const HeldLicence held, access_to_show(call, cmd.licence));
  const auto known = load_photo_ids(call.tx, call.region(), cmd.licence);
  if (known.size() >= licence_photos_max) return licence_photos_full;
  LicencePhotoRow row;
  row.region = call.region();
  row.id = call.make_id<LicencePhotoTag>();
  row.licence = cmd.licence;
  row.added_by = *call.actor.person;
  row.content_type = file.content_type;
  row.size_bytes = static_cast<std::int64_t>(file.bytes.size());
  row.content = call.vault.seal(call.tx, call.region(), held.licence.person, spot_of(row.id.text()),
                                file.bytes);
  row.at = call.now;
  ASSERT(call.tx.insert(row));
  record_licence(call, held);
  return licence_view(call, held.licence);
}

Result<LicenceView> remove_licence_photo(Call& call, const LicencePhoto& cmd) {
  ASSIGN_OR_RETURN(const HeldLicence held, access_to_show(call, cmd.licence));
  ASSIGN_OR_RETURN(const LicencePhotoRow row, photo_of(call, cmd));
  call.tx.erase(row);
  record_licence(call, held);
  return licence_view(call, held.licence);
}

Result<Blob> show_licence_photo(Call& call, const LicencePhoto& query) {
  ASSIGN_OR_RETURN(const HeldLicence held, see_licence(call, query.licence));
  if (!answers_for(call, held.person, access::Right::people_write)) return licence_photo_unknown;
  ASSIGN_OR_RETURN(const LicencePhotoRow row, photo_of(call, query));
  auto bytes = call.vault.open(call.tx, call.region(), held.licence.person, spot_of(row.id.text()),
                               row.content);
  if (!bytes) return licence_photo_unknown;
  note_shown(call, held.person.id, access::FieldClass::contact, "licences");
  return Blob{row.content_type, "", std::move(*bytes)};
}

void reseal_licence_photos(Call& call, const LicenceRow& from, PersonId to) {
  for (LicencePhotoRow& row : load_photos_of(call.tx, call.region(), from.id)) {
    const std::string id = row.id.text();
    const vault::Spot spot = spot_of(id);
    const auto bytes = call.vault.open(call.tx, call.region(), from.person, spot, row.content);
    if (!bytes) continue;
    row.content = call.vault.seal(call.tx, call.region(), to, spot, *bytes);
    call.tx.update(row);
  }
}

}  // namespace lastmile::people
