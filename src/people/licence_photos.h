#pragma once
#include "base/blob.h"
#include "media/cleaning.h"
#include "people/licence.h"
#include "people/licence_store.h"

/// Photos of a licence, so that whoever checks it need not wait for the paper: seen by the holder
/// and by those who decide on licences there, and by nobody else.
namespace lastmile::people {

inline constexpr std::size_t licence_photos_max = 3;

/// Cleans the file before the transaction: see media::cleaned.
Result<media::Cleaned> prepare_licence_photo(Call& call, const AddLicencePhoto& cmd,
                                             const Blob& file);
/// By the holder, a guardian or staff, while the licence waits for a decision.
Result<LicenceView> add_licence_photo(Call& call, const AddLicencePhoto& cmd,
                                      const media::Cleaned& file);
Result<LicenceView> remove_licence_photo(Call& call, const LicencePhoto& cmd);
Result<Blob> show_licence_photo(Call& call, const LicencePhoto& query);

/// The photos of a licence that passes to another profile are sealed for that one.
void reseal_licence_photos(Call& call, const LicenceRow& from, PersonId to);

}  // namespace lastmile::people
