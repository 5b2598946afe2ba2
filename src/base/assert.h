#pragma once
#include <stdexcept>
#include <string>

namespace lastmile {

/// A broken invariant: a bug of ours. The transaction is rolled back, the log is loud.
struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void broken(const char* what, const char* file, int line) {
  throw Broken(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

/// On in release builds too.
#define ASSERT(condition)                                                 \
  do {                                                                    \
    if (!(condition)) ::lastmile::broken(#condition, __FILE__, __LINE__); \
  } while (false)

}  // namespace lastmile
