#include <taglib/fileref.h>
#include <taglib/mp4file.h>
#include <taglib/mp4tag.h>
#include <taglib/mpegfile.h>
#include <taglib/opusfile.h>
#include <taglib/tbytevectorstream.h>
#include <taglib/tpropertymap.h>
#include <taglib/vorbisfile.h>
#include <taglib/wavfile.h>

#include <exiv2/exiv2.hpp>

#include "needs/need_talk.h"

/// Photos and voice are checked by content, not by what the sender says, and lose their metadata:
/// where a photo was taken and by whose phone is nobody's business.
namespace lastmile::needs {
namespace {

constexpr std::size_t photo_bytes_max = 5 * 1024 * 1024;
constexpr std::size_t voice_bytes_max = 3 * 1024 * 1024;

struct FileType {
  AttachmentKind kind;
  std::string_view content_type;
};

std::optional<FileType> type_by_content(std::string_view b) {
  using K = AttachmentKind;
  const auto at = [&](std::size_t i, std::string_view magic) { return b.substr(std::min(i, b.size())).starts_with(magic); };
  if (at(0, "\xff\xd8\xff")) return FileType{K::photo, "image/jpeg"};
  if (at(0, "\x89PNG\r\n\x1a\n")) return FileType{K::photo, "image/png"};
  if (at(0, "RIFF") && at(8, "WEBP")) return FileType{K::photo, "image/webp"};
  if (at(0, "OggS")) return FileType{K::voice, "audio/ogg"};
  if (at(0, "ID3") || at(0, "\xff\xfb") || at(0, "\xff\xf3") || at(0, "\xff\xf2")) return FileType{K::voice, "audio/mpeg"};
  if (at(4, "ftyp")) return FileType{K::voice, "audio/mp4"};
  if (at(0, "RIFF") && at(8, "WAVE")) return FileType{K::voice, "audio/wav"};
  return std::nullopt;
}

// "audio/x-wav", "audio/m4a" and parameters such as "; codecs=opus" are other words for the same.
bool means(std::string_view said, std::string_view found) {
  said = trimmed(said.substr(0, said.find(';')));
  if (said == found || said.empty() || said == "application/octet-stream") return true;
  if (found == "audio/wav") return said == "audio/x-wav" || said == "audio/wave";
  if (found == "audio/mp4") return said == "audio/m4a" || said == "audio/x-m4a" || said == "audio/aac";
  if (found == "audio/mpeg") return said == "audio/mp3";
  return false;
}

Result<std::string> without_image_metadata(const std::string& bytes) {
  try {
    auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()),
                                           static_cast<long>(bytes.size()));
    image->readMetadata();
    image->clearMetadata();
    image->writeMetadata();
    Exiv2::BasicIo& io = image->io();
    io.open();
    const Exiv2::DataBuf clean = io.read(static_cast<long>(io.size()));
    return std::string(reinterpret_cast<const char*>(clean.pData_), static_cast<std::size_t>(clean.size_));
  } catch (const Exiv2::Error&) {
    return file_type_wrong;  // broken inside, whatever its first bytes say
  }
}

template <class File, class Strip>
Result<std::string> stripped(const std::string& bytes, Strip strip) {
  TagLib::ByteVectorStream stream(
      TagLib::ByteVector(bytes.data(), static_cast<unsigned int>(bytes.size())));
  File file(&stream);
  if (!file.isValid()) return file_type_wrong;
  strip(file);
  const TagLib::ByteVector* out = stream.data();
  return std::string(out->data(), out->size());
}

Result<std::string> without_audio_metadata(const std::string& bytes, std::string_view type) {
  namespace T = TagLib;
  const auto clear = [](auto& file) {
    file.setProperties(T::PropertyMap());
    file.save();
  };
  if (type == "audio/mpeg") {
    T::ByteVectorStream stream(T::ByteVector(bytes.data(), static_cast<unsigned int>(bytes.size())));
    T::MPEG::File file(&stream, T::ID3v2::FrameFactory::instance(), false);
    if (!file.isValid()) return file_type_wrong;
    file.strip(T::MPEG::File::AllTags);
    return std::string(stream.data()->data(), stream.data()->size());
  }
  if (type == "audio/mp4") {
    return stripped<T::MP4::File>(bytes, [](T::MP4::File& file) {
      for (const auto& item : file.tag()->itemMap()) file.tag()->removeItem(item.first);
      file.save();
    });
  }
  if (type == "audio/wav") return stripped<T::RIFF::WAV::File>(bytes, [](auto& file) { file.strip(); });
  const bool opus = bytes.find("OpusHead") < 256;
  return opus ? stripped<T::Ogg::Opus::File>(bytes, clear) : stripped<T::Vorbis::File>(bytes, clear);
}

}  // namespace

Result<Cleaned> cleaned(const Blob& file) {
  const auto type = type_by_content(file.bytes);
  if (!type || !means(file.content_type, type->content_type)) return file_type_wrong;
  const bool photo = type->kind == AttachmentKind::photo;
  if (file.bytes.size() > (photo ? photo_bytes_max : voice_bytes_max)) return file_too_large;
  auto bytes = photo ? without_image_metadata(file.bytes)
                     : without_audio_metadata(file.bytes, type->content_type);
  RETURN_IF_REFUSED(std::move(bytes));
  return Cleaned{type->kind, std::string(type->content_type), std::move(bytes).value()};
}

}  // namespace lastmile::needs
