#pragma once
#include <string>

namespace lastmile::demo {

/// Plays the whole loop over HTTP against a running demo server as four people — resident, station
/// worker, volunteer, the public — and prints each step with its journal leaf, then the
/// certificate's verification. Returns the exit code: 0 when every step went as it should.
int play(const std::string& url);

}  // namespace lastmile::demo
