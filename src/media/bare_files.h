#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Photos and recordings reduced to what they show and sound like: each part of the file is copied
/// because it is on a list, so that places, times, devices and previews nobody thought of stay
/// behind. Pure; nothing when the file is broken. Sources: ITU T.81 (JPEG), PNG 1.2, RFC 9649
/// (WebP), RIFF, ISO 14496-12 (MP4).
namespace lastmile::media {

/// How wide and high a photo is drawn.
struct Pixels {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};
/// As the header of a JPEG, PNG or WebP says it; nothing when the file is none of them or broken,
/// as one without width or height is.
std::optional<Pixels> pixels_of(std::string_view file);
/// A file of a few kilobytes may claim any size, and whoever opens it pays four bytes a pixel. The
/// largest photos that phones take by themselves have 50 megapixels (8,192 × 6,144): 200 MB drawn.
inline constexpr std::uint64_t photo_pixels_max = 8'192 * 6'144;
inline constexpr std::uint32_t photo_side_max = 12'000;
/// True when it keeps both bounds. The three below take no other photo, and none without a size.
bool may_be_drawn(const Pixels& size);

/// Keeps colour profile and, of all EXIF, only which side is up.
std::optional<std::string> bare_jpeg(std::string_view file);
std::optional<std::string> bare_png(std::string_view file);
std::optional<std::string> bare_webp(std::string_view file);
std::optional<std::string> bare_wav(std::string_view file);
/// Sound only: a file with a picture or film in it is refused. Parts that go are blanked where they
/// stand, for the places of the sound within the file are written down in it.
std::optional<std::string> bare_mp4(std::string_view file);

}  // namespace lastmile::media
