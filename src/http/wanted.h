#pragma once
#include <functional>

namespace lastmile::http {

/// Whether anybody still waits for what this thread makes. Serve says so around every query; a
/// sheet asks before each row. No verb sees it, so what is answered in JSON is made to its end.
class Wanted {
 public:
  /// Holds on this thread for as long as it lives.
  explicit Wanted(std::function<bool()> is_wanted);
  ~Wanted();
  Wanted(const Wanted&) = delete;
  Wanted& operator=(const Wanted&) = delete;

  static bool still();

 private:
  const std::function<bool()> is_wanted_;
};

}  // namespace lastmile::http
