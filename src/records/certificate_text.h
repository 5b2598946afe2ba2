#pragma once
#include <string>
#include <string_view>

namespace lastmile::records {

inline constexpr std::string_view certificate_format = "lastmile-certificate-1";

/// What is signed: the format's name, a newline, the text. No other signature of this key fits it.
std::string signed_bytes(std::string_view text);
/// SHA-256 of the text, base64.
std::string text_hash(std::string_view text);

}  // namespace lastmile::records
