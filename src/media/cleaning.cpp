#include <taglib/id3v2framefactory.h>
#include <taglib/mpegfile.h>
#include <taglib/opusfile.h>
#include <taglib/tbytevectorstream.h>
#include <taglib/tpropertymap.h>
#include <taglib/vorbisfile.h>

#include "media/bare_files.h"
#include "media/cleaning.h"

/// Photos and voice are checked by content, not by what the sender says, and lose their metadata:
/// where a photo was taken and by whose phone is nobody's business.
namespace lastmile::media {
namespace {

constexpr std::size_t photo_bytes_max = 5 * 1024 * 1024;
constexpr std::size_t voice_bytes_max = 3 * 1024 * 1024;

struct FileType {
  FileKind kind;
  std::string_view content_type;
};

std::optional<FileType> type_by_content(std::string_view b) {
  using K = FileKind;
  const auto at = [&](std::size_t i, std::string_view magic) {
    return b.substr(std::min(i, b.size())).starts_with(magic);
  };
  if (at(0, "\xff\xd8\xff")) return FileType{K::photo, "image/jpeg"};
  if (at(0, "\x89PNG\r\n\x1a\n")) return FileType{K::photo, "image/png"};
  if (at(0, "RIFF") && at(8, "WEBP")) return FileType{K::photo, "image/webp"};
  if (at(0, "OggS")) return FileType{K::voice, "audio/ogg"};
  if (at(0, "ID3") || at(0, "\xff\xfb") || at(0, "\xff\xf3") || at(0, "\xff\xf2"))
    return FileType{K::voice, "audio/mpeg"};
  if (at(4, "ftyp")) return FileType{K::voice, "audio/mp4"};
  if (at(0, "RIFF") && at(8, "WAVE")) return FileType{K::voice, "audio/wav"};
  return std::nullopt;
}

// "audio/x-wav", "audio/m4a" and parameters such as "; codecs=opus" are other words for the same.
bool means(std::string_view said, std::string_view found) {
  said = trimmed(said.substr(0, said.find(';')));
  if (said == found || said.empty() || said == "application/octet-stream") return true;
  if (found == "audio/wav") return said == "audio/x-wav" || said == "audio/wave";
  if (found == "audio/mp4")
    return said == "audio/m4a" || said == "audio/x-m4a" || said == "audio/aac";
  if (found == "audio/mpeg") return said == "audio/mp3";
  return false;
}

// Page after page to the very end (RFC 3533 6). TagLib writes beyond its memory over a page that
// the file holds in part.
bool is_whole_ogg(std::string_view file) {
  constexpr std::size_t head = 27, segments_at = 26;
  while (!file.empty()) {
    if (file.size() < head || !file.starts_with("OggS")) return false;
    const auto segments = static_cast<std::uint8_t>(file[segments_at]);
    std::size_t size = head + segments;
    if (file.size() < size) return false;
    for (std::size_t i = head; i < head + segments; ++i) size += static_cast<std::uint8_t>(file[i]);
    if (file.size() < size) return false;
    file.remove_prefix(size);
  }
  return true;
}

template <class File>
std::optional<std::string> bare_ogg(const TagLib::ByteVector& bytes) {
  TagLib::ByteVectorStream stream(bytes);
  File file(&stream);
  if (!file.isValid()) return std::nullopt;
  file.setProperties(TagLib::PropertyMap());
  file.tag()->removeAllPictures();
  file.save();
  return std::string(stream.data()->data(), stream.data()->size());
}

// The sound alone, frame after frame of one kind. Tags are found only where tags are looked for, so
// whatever stands before, between or behind the frames is left out.
std::string frames_of(TagLib::MPEG::File& file, const TagLib::ByteVector& bytes) {
  using Frame = TagLib::MPEG::Header;
  std::string sound;
  long at = file.nextFrameOffset(0);
  if (at < 0) return sound;
  const Frame first(&file, at, false);
  while (at >= 0) {
    const Frame frame(&file, at, false);
    const long length = frame.isValid() ? frame.frameLength() : 0;
    const bool same = frame.version() == first.version() && frame.layer() == first.layer() &&
                      frame.sampleRate() == first.sampleRate();
    if (same && length > 0 && at + length <= static_cast<long>(bytes.size())) {
      sound.append(bytes.data() + at, static_cast<std::size_t>(length));
      at += length;
    } else {
      at = file.nextFrameOffset(at + 1);
    }
  }
  return sound;
}

std::optional<std::string> bare_mp3(const TagLib::ByteVector& bytes) {
  TagLib::ByteVectorStream stream(bytes);
  TagLib::MPEG::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), true);
  if (!file.isValid() || file.audioProperties()->sampleRate() == 0) return std::nullopt;
  file.strip(TagLib::MPEG::File::AllTags);
  std::string sound = frames_of(file, *stream.data());
  return sound.empty() ? std::nullopt : std::optional(std::move(sound));
}

std::optional<std::string> bare(const std::string& bytes, std::string_view type) {
  if (type == "image/jpeg") return bare_jpeg(bytes);
  if (type == "image/png") return bare_png(bytes);
  if (type == "image/webp") return bare_webp(bytes);
  if (type == "audio/wav") return bare_wav(bytes);
  if (type == "audio/mp4") return bare_mp4(bytes);
  const TagLib::ByteVector vector(bytes.data(), static_cast<unsigned int>(bytes.size()));
  if (type == "audio/mpeg") return bare_mp3(vector);
  if (!is_whole_ogg(bytes)) return std::nullopt;
  constexpr std::size_t first_page = 256;
  const bool opus =
      std::string_view(bytes).substr(0, first_page).find("OpusHead") != std::string_view::npos;
  return opus ? bare_ogg<TagLib::Ogg::Opus::File>(vector) : bare_ogg<TagLib::Vorbis::File>(vector);
}

// What is left must be a file of its kind by itself: of one broken inside, what was kept may be
// nothing that any player opens.
std::optional<std::string> bare_and_whole(const std::string& bytes, std::string_view type) {
  auto left = bare(bytes, type);
  if (!left) return std::nullopt;
  const auto now = type_by_content(*left);
  if (!now || now->content_type != type || bare(*left, type) != left) return std::nullopt;
  return left;
}

}  // namespace

Result<Cleaned> cleaned(const Blob& file) {
  const auto type = type_by_content(file.bytes);
  if (!type || !means(file.content_type, type->content_type)) return file_type_wrong;
  const bool photo = type->kind == FileKind::photo;
  if (file.bytes.size() > (photo ? photo_bytes_max : voice_bytes_max)) return file_too_large;
  if (photo) {
    const auto size = pixels_of(file.bytes);
    if (size && !may_be_drawn(*size)) return photo_too_many_pixels;
  }
  auto bytes = bare_and_whole(file.bytes, type->content_type);
  if (!bytes) return file_type_wrong;  // broken inside, whatever its first bytes say
  return Cleaned{type->kind, std::string(type->content_type), std::move(*bytes)};
}

}  // namespace lastmile::media
