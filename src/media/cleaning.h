#pragma once
#include "base/blob.h"
#include "base/describe.h"
#include "media/file_errors.h"

/// Photos and voice that strangers send, before anybody else may see or hear them.
namespace lastmile::media {

enum class FileKind { photo, voice };
BOOST_DESCRIBE_ENUM(FileKind, photo, voice)

/// A file checked and without its metadata.
struct Cleaned {
  FileKind kind;
  std::string content_type;
  std::string bytes;
};
/// Checks size and type by content, strips EXIF, XMP, IPTC and tags: a photo of at most 5 MB, a
/// recording of at most 3 MB. Refuses file_type_wrong, file_too_large, photo_too_many_pixels.
Result<Cleaned> cleaned(const Blob& file);

}  // namespace lastmile::media
