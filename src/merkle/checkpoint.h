#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merkle/hash.h"
#include "merkle/note.h"

namespace lastmile::merkle {

/// A log's word at one moment: which log, how many leaves, which root.
/// A log must never sign two that no consistency path joins.
struct Checkpoint {
  std::string origin;  // the log's name; best equal to the signer's
  TreeHead head;
  std::vector<std::string> extensions = {};  // further lines; kept when read, best left out

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// A checkpoint as received: what it says, and the note whose signatures are still to be verified.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;
};

/// The checkpoint as a signed note; nothing when a line is empty, holds a newline or a control
/// character, or is not UTF-8, or when the signer's name may not stand in a note.
/// Source: c2sp.org/tlog-checkpoint@v1.0.0.
std::optional<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer);

/// What this text says, nothing verified yet; nothing when its form is wrong in any byte.
std::optional<SignedCheckpoint> parse_checkpoint(std::string_view signed_text);

/// True only if the checkpoint is the note's own and the note is signed by this key.
bool verify_checkpoint(const SignedCheckpoint& received, const Verifier& verifier);

}  // namespace lastmile::merkle
