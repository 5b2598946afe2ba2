#include "media/bare_files.h"

#include <gmock/gmock.h>

#include <exiv2/exiv2.hpp>

#include "base/rng.h"
#include "media/cleaning.h"
#include "media/files_fixture.h"

namespace lastmile::media {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Sample {
  const char* type;
  FileKind kind;
  std::string bytes;
  std::string kept;  // what must be left
};

std::vector<Sample> samples() {
  using K = FileKind;
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

// Where players look for tags, and where they do not.
TEST(Attachments, KeepNothingOfAVoiceNoteButItsFrames) {
  const std::string frames = mp3_frames(8), words(secret);
  const std::vector<std::pair<const char*, std::string>> files{
      {"an appended ID3v2", frames + appended_id3()},
      {"an appended ID3v2 before an ID3v1", frames + appended_id3() + id3v1()},
      {"Lyrics3 before an ID3v1", frames + lyrics3() + id3v1()},
      {"two ID3v1", frames + id3v1() + id3v1()},
      {"bytes of no kind", frames + words},
      {"a tag in between", mp3_frames(4) + appended_id3() + mp3_frames(4)},
      {"two tags in front", appended_id3() + appended_id3() + frames},
      {"a frame cut short", frames + frames.substr(0, 100) + words}};
  for (const auto& [what, file] : files) {
    // A recorder writes a tag in front, or none.
    for (const std::string& head : {std::string(), std::string("ID3\4\0\0\0\0\0\0", 10)}) {
      if (head.empty() && !file.starts_with("\xff")) continue;
      const auto clean = cleaned({"audio/mpeg", "", head + file});
      ASSERT_EQ(refusal(clean), "") << what;
      EXPECT_EQ(clean->bytes, frames) << what;
    }
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

std::string jpeg_of(std::uint32_t width, std::uint32_t height) {
  std::string file = jpeg();
  const std::size_t frame = file.find("\xff\xc0");
  return file.replace(frame + 5, 4, number(height, 2, true) + number(width, 2, true));
}
std::string png_of(std::uint32_t width, std::uint32_t height) {
  return png().replace(16, 8, number(width, 4, true) + number(height, 4, true));
}
std::string webp_of(std::uint32_t width, std::uint32_t height) {
  return webp().replace(24, 6, number(width - 1, 3, false) + number(height - 1, 3, false));
}
std::string lossy_of(std::uint32_t width, std::uint32_t height) {
  return riff_file(
      "WEBP", riff_chunk("VP8 ", std::string("\x10\2\0\x9d\1\x2a", 6) + number(width, 2, false) +
                                     number(height, 2, false) + "door"));
}
std::string lossless_of(std::uint32_t width, std::uint32_t height) {
  return riff_file(
      "WEBP",
      riff_chunk("VP8L", "\x2f" + number((height - 1) << 14 | (width - 1), 4, false) + "picture"));
}

// A few kilobytes may claim any size; whoever opens the photo would have to draw it.
TEST(Attachments, AreDrawnWithoutHarm) {
  using Bare = std::optional<std::string> (*)(std::string_view);
  using Sized = std::string (*)(std::uint32_t, std::uint32_t);
  const std::vector<std::pair<Sized, Bare>> kinds{{jpeg_of, bare_jpeg},
                                                  {png_of, bare_png},
                                                  {webp_of, bare_webp},
                                                  {lossy_of, bare_webp},
                                                  {lossless_of, bare_webp}};
  struct Case {
    std::uint32_t width, height;
    bool taken;
  };
  for (const auto& [sized, bare] : kinds) {
    for (const Case& c : {Case{1, 1, true},
                          {4000, 3000, true},
                          {8192, 6144, true},
                          {12'000, 4000, true},
                          {12'001, 1, false},
                          {1, 12'001, false},
                          {8192, 6145, false},
                          {12'000, 12'000, false}}) {
      const std::string file = sized(c.width, c.height);
      const auto size = pixels_of(file);
      ASSERT_TRUE(size) << file.substr(0, 16);
      EXPECT_EQ(size->width, c.width);
      EXPECT_EQ(size->height, c.height);
      EXPECT_EQ(bare(file).has_value(), c.taken) << c.width << " × " << c.height;
    }
  }
  EXPECT_FALSE(bare_png(png_of(60'000, 60'000)));
  EXPECT_FALSE(bare_png(png_of(0xffffffff, 0xffffffff)));
  EXPECT_FALSE(bare_jpeg(jpeg_of(65'535, 65'535)));
  EXPECT_FALSE(bare_webp(webp_of(1u << 24, 1u << 24)));
  EXPECT_FALSE(bare_jpeg(jpeg_of(16, 0))) << "a height told later is not known";
  for (const std::string& whole : {jpeg(), png(), webp(), lossy_of(2, 2), lossless_of(2, 2)}) {
    for (std::size_t n = 0; n < std::min<std::size_t>(whole.size(), 40); ++n) {
      const auto cut = pixels_of(std::string_view(whole).substr(0, n));
      EXPECT_TRUE(!cut || may_be_drawn(*cut)) << n;
    }
  }
}

// Found by fuzzing: the library wrote beyond its memory over a page that a file holds in part, and
// one frame of sound was taken that no player opens.
TEST(Attachments, CutShortAreRefusedOrLeftWhole) {
  for (const Sample& s : samples()) {
    for (std::size_t n = 0; n < s.bytes.size(); ++n) {
      const auto cut = cleaned({"", "", s.bytes.substr(0, n)});
      if (!cut.ok()) continue;
      const auto again = cleaned({"", "", cut->bytes});
      ASSERT_EQ(refusal(again), "") << s.type << " " << n;
      EXPECT_EQ(again->bytes, cut->bytes) << s.type << " " << n;
    }
  }
  for (const std::string& whole : {opus(), vorbis(), mp3_frames(1)}) {
    const std::string cut = whole.substr(0, whole.size() - 1);
    EXPECT_EQ(refusal(cleaned({"", "", cut})), "file_type_wrong");
  }
}

TEST(Attachments, WithoutASizeAreBroken) {
  for (const std::string& none : {png_of(0, 0), png_of(0, 16), jpeg_of(16, 0)}) {
    EXPECT_FALSE(pixels_of(none));
    EXPECT_EQ(refusal(cleaned({"", "", none})), "file_type_wrong");
  }
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
}  // namespace lastmile::media
