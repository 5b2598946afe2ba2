#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Photos and recordings reduced to what they show and sound like: each part of the file is copied
/// because it is on a list, so that places, times, devices and previews nobody thought of stay
/// behind. Pure; nothing when the file is broken. Sources: ITU T.81 (JPEG), PNG 1.2, RFC 9649
/// (WebP), RIFF, ISO 14496-12 (MP4).
namespace lastmile::needs {

/// Keeps colour profile and, of all EXIF, only which side is up.
std::optional<std::string> bare_jpeg(std::string_view file);
std::optional<std::string> bare_png(std::string_view file);
std::optional<std::string> bare_webp(std::string_view file);
std::optional<std::string> bare_wav(std::string_view file);
/// Sound only: a file with a picture or film in it is refused. Parts that go are blanked where they
/// stand, for the places of the sound within the file are written down in it.
std::optional<std::string> bare_mp4(std::string_view file);

}  // namespace lastmile::needs
