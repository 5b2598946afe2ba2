#include "needs/bare_files.h"

#include <gmock/gmock.h>

#include <exiv2/exiv2.hpp>

#include "base/rng.h"
#include "needs/files_fixture.h"
#include "needs/need_talk.h"

namespace lastmile::needs {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Sample {
  const char* type;
  AttachmentKind kind;
  std::string bytes;
  std::string kept;  // what must be left
};

std::vector<Sample> samples() {
  using K = AttachmentKind;
  return {
      {"image/jpeg", K::photo, jpeg(), jpeg_picture()},
      {"image/png", K::photo, png(),
       png_chunk("IDAT", std::string("\x78\x9c\x63\x60\0\0\0\2\0\1", 10))},
      {"image/webp", K::photo, webp(), "picture of a door"},
      {"audio/wav", K::voice, wav(), std::string(800, '\x80')},
      {"audio/mp4", K::voice, mp4(), std::string(400, '\x11')},
      {"audio/ogg", K::voice, opus(), std::string(100, '\x55')},
      {"audio/ogg", K::voice, vorbis(), std::string(100, '\x33')},
      {"audio/mpeg", K::voice, mp3(), std::string("\xff\xfb\x90\x00", 4) + std::string(413, '\0')}};
}

std::string refusal(const Result<Cleaned>& result) {
  return result.ok() ? "" : std::string(result.refused().refusal.code);
}

TEST(Attachments, KeepWhatTheyShowAndNothingElse) {
  for (const Sample& s : samples()) {
    ASSERT_THAT(s.bytes, HasSubstr("N34.7812")) << s.type;
    const auto clean = cleaned({s.type, "IMG_20260302.jpg", s.bytes});
    ASSERT_EQ(refusal(clean), "") << s.type;
    EXPECT_EQ(clean->kind, s.kind);
    EXPECT_EQ(clean->content_type, s.type);
    EXPECT_THAT(clean->bytes, HasSubstr(s.kept)) << s.type;
    EXPECT_THAT(clean->bytes, Not(HasSubstr("34.7812"))) << s.type;
    EXPECT_THAT(clean->bytes, Not(HasSubstr("Wang"))) << s.type;
    const auto again = cleaned({s.type, "", clean->bytes});
    ASSERT_EQ(refusal(again), "") << s.type;
    EXPECT_EQ(again->bytes, clean->bytes) << s.type;
  }
}

TEST(Attachments, LoseTheGpsThatAnotherProgramWroteIntoThem) {
  const std::string bare = bare_jpeg(jpeg()).value();
  auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bare.data()),
                                         static_cast<long>(bare.size()));
  image->readMetadata();
  image->exifData()["Exif.GPSInfo.GPSLatitude"] = "34/1 46/1 52/1";
  image->exifData()["Exif.Image.Make"] = "Huawei";
  image->xmpData()["Xmp.dc.creator"] = "Wang";
  image->iptcData()["Iptc.Application2.City"] = "Sanmenxia";
  image->setComment("at home");
  image->writeMetadata();
  image->io().open();
  const auto file = image->io().read(static_cast<long>(image->io().size()));
  const std::string bytes(reinterpret_cast<const char*>(file.pData_),
                          static_cast<std::size_t>(file.size_));
  ASSERT_THAT(bytes, HasSubstr("Huawei"));
  const auto clean = cleaned({"image/jpeg", "", bytes});
  ASSERT_EQ(refusal(clean), "");
  EXPECT_EQ(clean->bytes, bare);
  auto read = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(clean->bytes.data()),
                                        static_cast<long>(clean->bytes.size()));
  read->readMetadata();
  EXPECT_TRUE(read->exifData().empty());
  EXPECT_TRUE(read->xmpData().empty());
  EXPECT_TRUE(read->iptcData().empty());
  EXPECT_EQ(read->comment(), "");
}

TEST(Attachments, APhotoHeldSidewaysStaysUpright) {
  const std::string clean = bare_jpeg(jpeg(6)).value();
  EXPECT_THAT(clean, Not(HasSubstr("34.7812")));
  auto read = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(clean.data()),
                                        static_cast<long>(clean.size()));
  read->readMetadata();
  ASSERT_EQ(read->exifData().count(), 1);
  EXPECT_EQ(read->exifData()["Exif.Image.Orientation"].toLong(), 6);
  EXPECT_EQ(bare_jpeg(clean), clean);
}

TEST(Attachments, AreWhatTheySayTheyAre) {
  struct Case {
    const char* what;
    Blob file;
  };
  const std::vector<Case> cases{
      {"a PNG called JPEG", {"image/jpeg", "", png()}},
      {"a sound called photo", {"image/jpeg", "", mp3()}},
      {"nothing", {"image/jpeg", "", ""}},
      {"words", {"text/plain", "", "hello"}},
      {"a page", {"image/png", "", "<html><script>alert(1)</script>"}},
      {"a drawing", {"image/svg+xml", "", "<svg/>"}},
      {"a film", {"audio/mp4", "", mp4("vide")}},
      {"a film unnamed", {"application/octet-stream", "", mp4("vide")}},
      {"only a head", {"image/png", "", std::string("\x89PNG\r\n\x1a\n")}},
      {"only a head, too", {"image/jpeg", "", "\xff\xd8\xff\xd9"}},
      {"only a name", {"audio/ogg", "", std::string("OggS\0\2", 6)}},
      {"an empty form", {"audio/wav", "", riff_file("WAVE", "")}},
      {"a tag alone", {"audio/mpeg", "", std::string("ID3\4\0\0\0\0\0\0", 10)}}};
  for (const Case& c : cases) EXPECT_EQ(refusal(cleaned(c.file)), "file_type_wrong") << c.what;
  for (const char* other_word : {"audio/x-wav", "audio/wave", "application/octet-stream", ""}) {
    EXPECT_EQ(refusal(cleaned({other_word, "", wav()})), "") << other_word;
  }
  EXPECT_EQ(refusal(cleaned({"audio/ogg; codecs=opus", "", opus()})), "");
}

TEST(Attachments, HaveTheirSizes) {
  constexpr std::size_t photo = 5 * 1024 * 1024, voice = 3 * 1024 * 1024;
  std::string large = png();
  large.resize(photo + 1, 'x');
  EXPECT_EQ(refusal(cleaned({"image/png", "", large})), "file_too_large");
  large.resize(photo);
  EXPECT_EQ(refusal(cleaned({"image/png", "", large})), "");
  std::string loud = riff_file("WAVE", riff_chunk("fmt ", std::string(16, '\1')) +
                                           riff_chunk("data", std::string(voice, '\0')));
  EXPECT_EQ(refusal(cleaned({"audio/wav", "", loud})), "file_too_large");
}

TEST(Attachments, BrokenAnywhereNeitherCrashNorLeak) {
  Rng chance(3);
  for (const Sample& s : samples()) {
    for (std::size_t n = 0; n < s.bytes.size(); n += 1 + s.bytes.size() / 300) {
      (void)cleaned({s.type, "", s.bytes.substr(0, n)});
    }
    for (int i = 0; i < 300; ++i) {
      std::string bent = s.bytes;
      bent[chance.below(bent.size())] = static_cast<char>(chance.below(256));
      const auto clean = cleaned({s.type, "", bent});
      if (clean.ok()) {
        EXPECT_EQ(clean->content_type, s.type);
      }
    }
  }
}

}  // namespace
}  // namespace lastmile::needs
