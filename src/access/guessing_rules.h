#pragma once
#include <string_view>

/// What attackers try first: pure. Written after D. Wheeler, "zxcvbn: Low-Budget Password Strength
/// Estimation", USENIX Security 2016, kept to a yes or no.
namespace lastmile::access {

/// True for a password, in lower case, that is among the most used; one common word (or two run
/// together) with little around it, o written as 0 or not; steps along keyboard, alphabet or
/// digits; or a short thing repeated. Passphrases of several words pass.
bool is_guessable(std::string_view low);

}  // namespace lastmile::access
