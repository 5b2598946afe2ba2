#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/encode.h"
#include "base/id.h"
#include "storage/db.h"

/// The append-only account of all that happened: each command's facts go in with the command's own
/// transaction, in one order, as leaves of an RFC 6962 Merkle tree. One journal is outbox, audit
/// trail, feed of followers and event stream.
namespace lastmile::journal {

/// What a fact is about and who may see that it happened.
struct About {
  Uuid subject{};                     // the thing, e.g. the need
  std::string scope = {};             // path of the site it belongs to; empty: nobody by grant
  std::vector<PersonId> people = {};  // those it concerns, who may see it without a grant
};

/// A fact: past tense, immutable, versioned, a described struct with
///   static constexpr std::string_view kind = "need_taken";
///   static constexpr int version = 1;
template <class T>
concept Fact = DescribedStruct<T> && requires {
  { T::kind } -> std::convertible_to<std::string_view>;
  { T::version } -> std::convertible_to<int>;
};

namespace detail {
inline std::set<std::string_view>& kinds() {
  static std::set<std::string_view> all;
  return all;
}
template <Fact F>
inline const bool is_listed = kinds().insert(F::kind).second;
}  // namespace detail
/// The kinds of facts that this program can tell, complete before main begins: the call that
/// appends a fact lists its kind.
inline const std::set<std::string_view>& kinds_told() { return detail::kinds(); }

/// One leaf as stored.
struct Entry {
  int region = 0;
  std::int64_t seq = 0;  // leaf index, from 0, without gaps
  Instant at{};
  std::string kind;
  int version = 1;
  std::optional<PersonId> actor;
  std::optional<PersonId> on_behalf;
  Uuid subject{};
  std::string scope;
  std::vector<PersonId> people;
  std::string body;   // the fact, JSON
  std::string marks;  // digests of the sealed rows its command wrote (on the command's last fact)
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (region, seq, at, kind, version, actor, on_behalf, subject, scope, people,
                       body, marks))

/// The facts of one command, kept until it is decided; serve() writes them at its end.
class Book {
 public:
  template <Fact F>
  void append(const F& fact, About about) {
    static_cast<void>(&detail::is_listed<F>);
    pending_.push_back({std::string(F::kind), F::version, to_json(fact), std::move(about)});
  }
  struct Pending {
    std::string kind;
    int version;
    std::string body;
    About about;
  };
  std::vector<Pending> take() { return std::exchange(pending_, {}); }
  bool empty() const { return pending_.empty(); }

 private:
  std::vector<Pending> pending_;
};

}  // namespace lastmile::journal
