#include "merkle/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "base/base64.h"

namespace lastmile::merkle {
namespace {

std::string text_of(const Checkpoint& checkpoint);
std::optional<Checkpoint> checkpoint_of(std::string_view text);
std::optional<std::uint64_t> size_of(std::string_view line);

}  // namespace

std::optional<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer) {
  const std::string text = text_of(checkpoint);
  // A newline inside a line would make it say something else to a reader.
  if (checkpoint_of(text) != checkpoint) return std::nullopt;
  return sign_note({text, {}}, signer);
}

std::optional<SignedCheckpoint> parse_checkpoint(std::string_view signed_text) {
  auto note = parse_note(signed_text);
  if (!note) return std::nullopt;
  auto checkpoint = checkpoint_of(note->text);
  if (!checkpoint) return std::nullopt;
  return SignedCheckpoint{std::move(*checkpoint), std::move(*note)};
}

bool verify_checkpoint(const SignedCheckpoint& received, const Verifier& verifier) {
  return text_of(received.checkpoint) == received.note.text && verify_note(received.note, verifier);
}

namespace {

std::string text_of(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + '\n' + std::to_string(checkpoint.head.size) + '\n' +
                     to_base64(checkpoint.head.root) + '\n';
  for (const std::string& line : checkpoint.extensions) text += line + '\n';
  return text;
}

std::optional<Checkpoint> checkpoint_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t length = text.find('\n');
    if (length == 0 || length == text.npos) return std::nullopt;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length + 1);
  }
  if (lines.size() < 3) return std::nullopt;
  const auto size = size_of(lines[1]);
  const auto root = from_base64(lines[2]);
  if (!size || !root || root->size() != sizeof(Hash)) return std::nullopt;
  Checkpoint checkpoint{std::string(lines[0]), {*size, {}}, {lines.begin() + 3, lines.end()}};
  std::ranges::copy(*root, checkpoint.head.root.begin());
  return checkpoint;
}

// Decimal without sign, space or leading zero, so that one size has one spelling.
std::optional<std::uint64_t> size_of(std::string_view line) {
  std::uint64_t size = 0;
  const char* end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data(), end, size);
  if (error != std::errc{} || stop != end || std::to_string(size) != line) return std::nullopt;
  return size;
}

}  // namespace
}  // namespace lastmile::merkle
