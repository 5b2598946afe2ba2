#pragma once
#include <string>

namespace lastmile {

/// A file on its way in or out: bytes with their media type. Verbs take and return it; http carries
/// it.
struct Blob {
  std::string content_type;
  std::string name;  // for Content-Disposition; empty shows it inline
  std::string bytes;
};

}  // namespace lastmile
