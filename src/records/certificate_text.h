#pragma once
#include <string>
#include <string_view>

namespace lastmile::records {

inline constexpr std::string_view certificate_format = "lastmile-certificate-1";

/// A serial number as printed, from one as people type it: any case, blanks, full-width letters,
/// dashes of all kinds or none. What cannot be one comes back as it is.
std::string serial_of(std::string_view typed);
/// What is signed: the format's name, a newline, the text. No other signature of this key fits it.
std::string signed_bytes(std::string_view text);
/// SHA-256 of the text, base64.
std::string text_hash(std::string_view text);

}  // namespace lastmile::records
