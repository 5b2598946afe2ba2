#include "people/licence_photos.h"

#include <gmock/gmock.h>

#include "media/files_fixture.h"
#include "people/duplicates.h"
#include "people/erasure.h"
#include "people/licences.h"
#include "people/own_data.h"
#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct LicencePhotos : PeopleTown {
  PersonId lin;
  LicenceId licence;
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    lin = enter_volunteer("林志愿");
    licence = run(as(lin), enter_licence,
                  EnterLicence{lin,
                               Text<1, 40>::parse("nurse").value(),
                               {},
                               day_of("2024-06-01"),
                               day_of("2027-06-01")})
                  ->licence;
  }
  Result<LicenceView> add(const Actor& who, std::string_view type, std::string bytes) {
    const Blob file{std::string(type), "IMG_1.jpg", std::move(bytes)};
    const auto ready = look(
        who,
        [&](Call& c, const AddLicencePhoto& cmd) { return prepare_licence_photo(c, cmd, file); },
        AddLicencePhoto{licence});
    if (!ready.ok()) return ready.refused();
    return bench().run(who, [&](Call& c) { return add_licence_photo(c, {licence}, *ready); });
  }
  LicencePhoto added() {
    const auto seen = add(as(lin), "image/jpeg", media::jpeg());
    EXPECT_EQ(code_of(seen), "");
    return {licence, seen->photos.back()};
  }
  std::string shown(const Actor& who, const LicencePhoto& photo) {
    const auto blob = look(who, show_licence_photo, photo);
    return blob.ok() ? blob->bytes : code_of(blob);
  }
};
EACH_DATABASE(LicencePhotos);

TEST_P(LicencePhotos, AreSeenByTheHolderAndWhoeverChecksThemAndByNobodyElse) {
  const LicencePhoto photo = added();
  for (const Actor& who : {as(lin), worker, chief}) {
    EXPECT_THAT(shown(who, photo), HasSubstr(media::jpeg_picture()));
    EXPECT_THAT(shown(who, photo), Not(HasSubstr("34.7812")));
  }
  EXPECT_EQ(shown(neighbour, photo), "licence_unknown");
  EXPECT_EQ(shown(Actor{}, photo), "not_signed_in");
  EXPECT_EQ(shown(worker, {licence, LicencePhotoId::make(bench().now(), bench().rng())}),
            "licence_photo_unknown");
  EXPECT_EQ(look(worker, list_licences, ListLicences{})->items.at(0).photos,
            std::vector{photo.photo});
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(LicencePhotos, AreTakenUntilTheLicenceIsDecidedOn) {
  EXPECT_EQ(code_of(add(neighbour, "image/jpeg", media::jpeg())), "licence_unknown");
  EXPECT_EQ(code_of(add(as(lin), "image/png", media::jpeg())), "file_type_wrong");
  EXPECT_EQ(code_of(add(as(lin), "", media::mp3())), "file_type_wrong");
  const LicencePhoto first = added();
  added();
  EXPECT_EQ(code_of(add(worker, "image/png", media::png())), "");
  EXPECT_EQ(code_of(add(as(lin), "image/jpeg", media::jpeg())), "licence_photos_full");
  EXPECT_EQ(run(as(lin), remove_licence_photo, first)->photos.size(), 2u);
  EXPECT_EQ(code_of(run(as(lin), remove_licence_photo, first)), "licence_photo_unknown");
  done(worker, verify_licence, VerifyLicence{licence});
  EXPECT_EQ(code_of(add(as(lin), "image/jpeg", media::jpeg())), "licence_not_entered");
}

TEST_P(LicencePhotos, OfALicenceThatDoesNotCountAreNotKept) {
  const LicencePhoto photo = added();
  RejectLicence reject{licence, line_of("看不清")};
  EXPECT_THAT(run(worker, reject_licence, reject)->photos, IsEmpty());
  EXPECT_EQ(shown(as(lin), photo), "licence_photo_unknown");
}

TEST_P(LicencePhotos, StayWithAVerifiedLicenceAndGoWithItsHolder) {
  const LicencePhoto photo = added();
  done(worker, verify_licence, VerifyLicence{licence});
  EXPECT_THAT(shown(as(lin), photo), HasSubstr(media::jpeg_picture()));
  const auto copy = look(as(lin), export_person, ExportPerson{lin});
  EXPECT_EQ(copy->volunteer->licences.at(0).photos, std::vector{photo.photo});
  done(as(lin), erase_person, ErasePerson{lin});
  const auto left =
      bench().look(chief, [&](Call& c) { return load_photos_of(c.tx, c.region(), licence); });
  EXPECT_THAT(left, IsEmpty());
}

TEST_P(LicencePhotos, PassToTheProfileThatTheLicencePassesTo) {
  const LicencePhoto photo = added();
  const PersonId twin = enter_volunteer("林志愿");
  ASSERT_EQ(code_of(run(chief, merge_persons, MergePersons{twin, lin})), "");
  EXPECT_THAT(shown(as(twin), photo), HasSubstr(media::jpeg_picture()));
  EXPECT_THAT(shown(worker, photo), HasSubstr(media::jpeg_picture()));
}

}  // namespace
}  // namespace lastmile::people
