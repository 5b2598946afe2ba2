#pragma once
#include <map>
#include <string>
#include <vector>

#include "access/access.h"
#include "world.h"

/// The table of who may do what, as people read and change it: `table.txt`.
namespace lastmile::authorization {

/// One reason to be let through; any one is enough.
///   anyone            also without signing in
///   signed_in         whoever is
///   is:resident       that caller: the object is theirs
///   holds:need_read   holds the right over some site
///   over:need_read    holds the right over the object's site or above it
///   above:need_read   holds the right over the site above the object's, or above that
///   city:need_read    holds the right over the whole city
///   field:address     a role over the object's site opens this class of fields
///   sees_need         any reason of that `let`
struct Reason {
  enum class Kind { anyone, signed_in, is, holds, over, above, city, field } kind = Kind::anyone;
  Who who = Who::anonymous;
  access::Right right = access::Right::debug;
  access::FieldClass field = access::FieldClass::basic;
};

/// What of the object appears in the answer, for whom: exactly those. A mark the factory names and
/// no line shows must appear for nobody.
struct Shows {
  std::string mark;
  std::vector<Reason> reasons;
};

/// For whom a reading of this class of the object's person is logged: exactly those.
struct Logs {
  std::string field_class;
  std::vector<Reason> reasons;
};

/// What an answer tells, shared by the routes that answer with the same view.
struct View {
  std::vector<Shows> shows;
  std::vector<Logs> logs;
};

struct Row {
  int line = 0;
  std::string method;
  std::string pattern;
  std::string object;  // "-": about no object of a site
  std::vector<Reason> reasons;
  /// What others get when signed in. Who has one of these reasons sees the object and gets 403, the
  /// rest `otherwise`: "sees_need?403:404"; plain "403" or "404" without.
  int otherwise = 403;
  std::vector<Reason> visible_by;
  /// An answer those let through may get as well, from the object's state: "or 409".
  std::optional<int> also;
  View view;
};

/// Reads the table; throws std::runtime_error naming the line that cannot be read.
std::vector<Row> read_table(const std::string& file);
std::vector<Row> read_rows(const std::string& text);

}  // namespace lastmile::authorization
