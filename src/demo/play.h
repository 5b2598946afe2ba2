#pragma once
#include <string>

namespace lastmile::demo {

/// Plays the whole loop over HTTP against a running demo server as resident, station worker,
/// volunteer, the two who settle the hours, and the public, and prints each step with its journal
/// leaf, then the verification of a certificate that holds the service played. Takes some seconds.
/// Returns the exit code: 0 when every step went as it should.
int play(const std::string& url);

}  // namespace lastmile::demo
