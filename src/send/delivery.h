#pragma once
#include <functional>
#include <string>

#include "base/describe.h"

/// What becomes of a message that is handed to a machine somewhere else. Nobody can be sure of a
/// far end that fell silent, so that case has a name of its own.
namespace lastmile::send {

enum class Outcome {
  taken,      // the far end said that it has it
  not_taken,  // surely not there: nothing was handed over, or it said "not now"
  refused,    // it said "never": to try again is to hear the same
  unknown,    // handed over, and no answer came: it may be there or not
};
BOOST_DESCRIBE_ENUM(Outcome, taken, not_taken, refused, unknown)

/// How it ended, and what the far end said, or what stood in the way: for staff, never a secret.
struct Delivery {
  Outcome outcome = Outcome::not_taken;
  std::string said = {};
};

/// Who sends keeps watch: what is told before the last byte lasts longer than this process.
struct Watch {
  /// Called once all but the last byte is there, before the far end can take the message. When it
  /// says no, or throws, nothing is handed over.
  std::function<bool()> hand_over = {};
  /// Called every second or so while the far end is waited for.
  std::function<void()> wait = {};
};

/// An answer of the far end on one line of at most 300 characters, control characters left out.
std::string one_line(std::string_view said);

}  // namespace lastmile::send
