#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.h"
#include "merkle/hash.h"
#include "storage/tx.h"

/// What a leaf is made of: the columns of an entry as they stand in the database, so that no edit
/// of their text goes unseen, and the digests of the sealed rows its command wrote.
namespace lastmile::journal {

/// Columns of an entry, unparsed, in the order of the leaf.
struct Leaf {
  std::int64_t at = 0;  // ms
  std::string kind;
  int version = 1;
  std::optional<std::string> actor;
  std::optional<std::string> on_behalf;
  std::string subject;
  std::string scope;
  std::string people;  // JSON
  std::string body;    // JSON
  std::string marks;
};
BOOST_DESCRIBE_STRUCT(Leaf, (),
                      (at, kind, version, actor, on_behalf, subject, scope, people, body, marks))

merkle::Hash hash_of(const Leaf& leaf);

/// "table key before>now;…": digests are base64url of 16 bytes, nothing before a new row, "-" for a
/// deleted one. Several marks of one row become one, from what the first found to what the last
/// left.
std::string marks_text(const std::vector<storage::Mark>& marks);

/// One mark as read back; `key` as in storage::Mark.
struct MarkView {
  std::string_view table;
  std::string_view key;     // still escaped: see unescaped
  std::string_view digest;  // "-" when the row was deleted
  // Empty when there was none; absent in leaves of the first form, which did not tell.
  std::optional<std::string_view> before;
};
/// Calls f for each mark in order; false when the text is not one that marks_text made.
bool each_mark(std::string_view text, const std::function<void(const MarkView&)>& f);

/// The space and semicolon of a key are written %20 and %3B in a mark.
std::string escaped_key(std::string_view key);
std::string unescaped_key(std::string_view key);

/// A row digest as a mark tells it.
std::string digest_text(const std::array<std::uint8_t, 16>& digest);

}  // namespace lastmile::journal
