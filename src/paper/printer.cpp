#include "paper/printer.h"

#include <cerrno>
#include <stdexcept>

#include "base/encode.h"
#include "paper/paper_errors.h"

namespace lastmile::paper {
namespace {

constexpr int retry_seconds = 2;

using Free = std::counting_semaphore<Printer::at_once>;

/// One of the places, given back when it goes.
class Place {
 public:
  Place(Free& free, std::chrono::milliseconds wait_max)
      : free_(free), is_mine_(free.try_acquire_for(wait_max)) {}
  ~Place() {
    if (is_mine_) free_.release();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool is_mine() const { return is_mine_; }

 private:
  Free& free_;
  const bool is_mine_;
};

std::runtime_error failure(const std::string& how, const Ended& ended) {
  return std::runtime_error("lastmile-paper " + how + (ended.err.empty() ? "" : ": " + ended.err));
}

Result<std::string> outcome_of(Ended ended) {
  using How = Ended::How;
  switch (ended.how) {
    case How::not_started:
      if (ended.code == ENOENT || ended.code == EACCES) return paper_not_set_up;
      throw failure("did not start, errno " + std::to_string(ended.code), ended);
    case How::too_late:
      throw failure("took too long", ended);
    case How::too_long:
      throw failure("wrote too much", ended);
    case How::signalled:
      throw failure("was ended by signal " + std::to_string(ended.code), ended);
    case How::exited:
      break;
  }
  if (ended.code == exit_letters) return Refused{letters_missing, {}, std::move(ended.out)};
  if (ended.code != 0) throw failure("ended with " + std::to_string(ended.code), ended);
  return std::move(ended.out);
}

}  // namespace

Printer::Printer(std::filesystem::path program, ChildLimits limits,
                 std::chrono::milliseconds wait_max)
    : program_(std::move(program)), limits_(limits), wait_max_(wait_max) {}

Result<std::string> Printer::print(const Document& document) {
  const Place place(free_, wait_max_);
  if (!place.is_mine()) return Refused{paper_busy, {}, {}, retry_seconds};
  return outcome_of(run_child(program_, to_json(document), limits_));
}

}  // namespace lastmile::paper
