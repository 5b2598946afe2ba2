#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/words.h"

namespace lastmile {

/// What sort of "no" a refusal is; only http turns it into a status code.
enum class Kind {
  invalid,          // the request itself is wrong: fix it and send again
  unauthenticated,  // nobody is signed in, or the session is over
  forbidden,        // visible, but not yours to do
  missing,          // there is no such thing, or none you may see
  conflict,         // the thing is in a state that does not allow it
  too_large,        // over a stated limit
  too_many,         // too often: come back later
  unavailable,      // the machine cannot now (overload, disk full): try again
};

/// An expected "no", declared once as a constant: a stable code for programs, words for people.
struct Refusal {
  Kind kind;
  std::string_view code;
  std::string_view en;
  std::string_view zh;

  constexpr std::string_view text(Lang lang) const { return lang == Lang::zh ? zh : en; }
  friend constexpr bool operator==(const Refusal& a, const Refusal& b) { return a.code == b.code; }
};

/// One bad field: where (JSON Pointer), which rule (code), and what to do about it.
struct BadField {
  std::string path;
  std::string code;
  std::string en;
  std::string zh;

  const std::string& text(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

/// A refusal as it happened: the constant, and what makes this case concrete.
struct Refused {
  Refusal refusal;
  std::vector<BadField> fields = {};  // every bad field, not only the first
  std::string seen = {};              // the state met, e.g. who was first; empty if none
  std::optional<int> retry_after_seconds = std::nullopt;
  bool keeps_writes = false;  // what the command wrote stands all the same: a wrong try, counted
};

/// A value, or the refusal that stood in its way. Faults (disk, network) are exceptions instead.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : v_(std::move(value)) {}
  Result(const Refusal& refusal) : v_(Refused{refusal}) {}
  Result(Refused refused) : v_(std::move(refused)) {}

  bool ok() const { return v_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(v_); }
  const T& value() const& { return std::get<0>(v_); }
  T&& value() && { return std::get<0>(std::move(v_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Refused& refused() const& { return std::get<1>(v_); }
  Refused&& refused() && { return std::get<1>(std::move(v_)); }

 private:
  std::variant<T, Refused> v_;
};

/// The value of a verb or check that has nothing to say but "yes".
struct Done {};
using Check = Result<Done>;

#define LASTMILE_JOIN2(a, b) a##b
#define LASTMILE_JOIN(a, b) LASTMILE_JOIN2(a, b)

/// `ASSIGN_OR_RETURN(const Need need, access_need(...));` declares or sets, or returns the no.
#define ASSIGN_OR_RETURN(target, ...) \
  ASSIGN_OR_RETURN_AS(LASTMILE_JOIN(result_, __COUNTER__), target, __VA_ARGS__)
#define ASSIGN_OR_RETURN_AS(name, target, ...)      \
  auto name = (__VA_ARGS__);                        \
  if (!name.ok()) return std::move(name).refused(); \
  target = std::move(name).value()

/// `RETURN_IF_REFUSED(check);` goes on only when the check said yes.
#define RETURN_IF_REFUSED(...) RETURN_IF_AS(LASTMILE_JOIN(result_, __COUNTER__), __VA_ARGS__)
#define RETURN_IF_AS(name, ...) \
  if (auto name = (__VA_ARGS__); !name.ok()) return std::move(name).refused()

/// The one refusal that carries bad fields from rules beyond the codec's.
inline constexpr Refusal bad_request{Kind::invalid, "bad_request",
                                     "Some fields need mending; see `errors`.",
                                     "有内容需要修改，见 errors。"};

/// A bad request over one field, found by a rule rather than by the codec.
inline Refused bad_field(std::string path, std::string code, Words words) {
  return Refused{
      bad_request,
      {{std::move(path), std::move(code), std::string(words.en), std::string(words.zh)}}};
}

/// A named refusal over a field that only the rule knows, e.g. the third of a list.
inline Refused at_field(std::string path, const Refusal& refusal) {
  return Refused{refusal,
                 {{std::move(path), std::string(refusal.code), std::string(refusal.en),
                   std::string(refusal.zh)}}};
}

}  // namespace lastmile
