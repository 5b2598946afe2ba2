#pragma once
#include <mutex>
#include <unordered_map>
#include <vector>

#include "call/call.h"
#include "http/admission.h"

namespace lastmile::http {

/// Whose names were shown to whom in lists lately, by this process. A desk looks at the same list
/// all day: a name seen again within ten minutes of its logged reading is that same reading.
/// Bounded; what was forgotten is logged anew.
class NamesShown {
 public:
  /// Takes out of `readings` the names of lists that stand in the log for this reader already.
  void fold(const Actor& reader, std::vector<Reading>& readings, Steady::time_point now) const;
  /// These are durably logged.
  void remember(const Actor& reader, const std::vector<Reading>& readings, Steady::time_point now);

 private:
  static constexpr std::chrono::minutes same_reading{10};
  static constexpr std::size_t kept_max = 200'000;  // pairs, some 20 MB
  using Shown = std::unordered_map<PersonId, Steady::time_point>;

  mutable std::mutex mutex_;
  std::unordered_map<PersonId, Shown> by_reader_;
  std::size_t kept_ = 0;
};

}  // namespace lastmile::http
