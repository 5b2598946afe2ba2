#pragma once
#include "base/result.h"

/// Refusals of files.
namespace lastmile::media {

inline constexpr Refusal file_too_large{Kind::too_large, "file_too_large",
                                        "A photo may have 5 MB, a voice note 3 MB.",
                                        "照片不超过 5 MB，语音不超过 3 MB。"};
inline constexpr Refusal photo_too_many_pixels{
    Kind::too_large, "photo_too_many_pixels",
    "A photo may have 50 megapixels and 12,000 pixels a side: send a smaller one.",
    "照片最多 5000 万像素、单边 12000 像素，请缩小后再传。"};
inline constexpr Refusal file_type_wrong{
    Kind::invalid, "file_type_wrong",
    "Send JPEG, PNG or WebP photos, or Ogg, MP3, M4A or WAV voice; the content must match its "
    "type.",
    "请上传 JPEG、PNG、WebP 照片，或 Ogg、MP3、M4A、WAV 语音，且内容与类型相符。"};

}  // namespace lastmile::media
