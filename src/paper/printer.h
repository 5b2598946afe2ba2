#pragma once
#include <filesystem>
#include <semaphore>
#include <string>

#include "base/result.h"
#include "paper/child.h"
#include "paper/document.h"

namespace lastmile::paper {

/// Makes PDFs of documents, each by a program of its own: no font and no PDF library is ever
/// loaded into this one, and what breaks there breaks nothing here. Two at a time; others wait a
/// little. Safe from any thread; holds no state but the count.
class Printer {
 public:
  static constexpr int at_once = 2;

  Printer() : Printer(beside_this_program("lastmile-paper")) {}
  explicit Printer(std::filesystem::path program, ChildLimits limits = {},
                   std::chrono::milliseconds wait_max = std::chrono::seconds{5});

  /// The PDF. Refuses paper_busy, paper_not_set_up, letters_missing; throws std::runtime_error
  /// with what it said when the program failed. About a fifth of a second a page.
  Result<std::string> print(const Document& document);

 private:
  const std::filesystem::path program_;
  const ChildLimits limits_;
  const std::chrono::milliseconds wait_max_;  // for others to end
  std::counting_semaphore<at_once> free_{at_once};
};

}  // namespace lastmile::paper
