#pragma once
#include <string>
#include <vector>

#include "world.h"

/// The table of who may do what, as people read and change it: `table.txt`.
namespace lastmile::authorization {

/// One reason to be let through; any one is enough.
///   anyone            also without signing in
///   signed_in         whoever is
///   is:resident       that caller: the object is theirs
///   holds:need_read   holds the right over some site
///   over:need_read    holds the right over the object's site or above it
struct Reason {
  enum class Kind { anyone, signed_in, is, holds, over } kind = Kind::anyone;
  Who who = Who::anonymous;
  access::Right right = access::Right::debug;
};

/// What of the object appears in the answer, for whom: exactly those.
struct Shows {
  std::string mark;
  std::vector<Reason> reasons;
};

struct Row {
  int line = 0;
  std::string method;
  std::string pattern;
  std::string object;              // "-": about no object of a site
  std::vector<Reason> reasons;
  /// What others get when signed in: 403 or 404; with a right R before it, 403 for those who hold
  /// R over the object (they see it) and 404 for the rest: "need_read?403:404".
  int otherwise = 403;
  std::optional<access::Right> visible_by;
  /// An answer those let through may get as well, from the object's state: "or 409".
  std::optional<int> also;
  std::vector<Shows> shows;
};

/// Reads the table; throws std::runtime_error naming the line that cannot be read.
std::vector<Row> read_table(const std::string& file);
std::vector<Row> read_rows(const std::string& text);

}  // namespace lastmile::authorization
