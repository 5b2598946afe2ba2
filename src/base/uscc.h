#pragma once
#include <string>
#include <string_view>

#include "base/words.h"

/// The unified social credit code of an organization: 18 characters, GB 32100.
namespace lastmile {

/// In the order checked. Live codes that fail `wrong_check` exist: warn, and let a person override
/// with a reason; the other two are never a code.
enum class UsccCheck { ok, wrong_length, wrong_character, wrong_check };

UsccCheck check_uscc(std::string_view text);
/// As written on the certificate: upper case, half-width, no white space at the ends.
std::string tidy_uscc(std::string_view text);
/// What to do about it; empty for ok.
Words remedy(UsccCheck check);

}  // namespace lastmile
