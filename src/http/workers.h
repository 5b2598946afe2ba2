#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lastmile::http {

/// A few threads for what must not run on an I/O thread: reports, hashing, PostgreSQL reads. Sheets
/// take long: they have a queue of their own and half of the threads, so that nothing quick waits
/// behind them. The queues are bounded: what does not fit is refused at once. Safe from any thread.
class Workers {
 public:
  using Work = std::function<void()>;
  using IsWanted = std::function<bool()>;  // of any thread; never again once it is not
  enum class Sort { quick, sheet };

  struct Limits {
    std::size_t quick_max = 256;  // waiting
    std::size_t sheets_max = 16;
    std::chrono::milliseconds wait_max{5000};  // no more come in while the first has waited longer
  };

  Workers(int threads, const Limits& limits);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when the queue is full or stopped; the work is then not done. It must not throw. Work
  /// that is wanted no more has only its end to tell: it holds no place, and who needs one runs it.
  bool offer(Sort sort, Work work, IsWanted is_wanted = {});
  bool is_full(Sort sort);
  std::size_t waiting() const;
  /// Finishes what is queued, takes nothing new.
  void stop();

 private:
  using Steady = std::chrono::steady_clock;
  struct Waiting {
    Work work;
    IsWanted is_wanted;
    Steady::time_point since;
  };
  struct Queue {
    std::size_t waiting_max;
    int running_max;
    int running = 0;
    std::deque<Waiting> waiting = {};

    bool may_run() const { return !waiting.empty() && running < running_max; }
  };

  void loop();
  void end_unwanted(Sort sort);
  bool is_full(const Queue& queue) const;
  Queue& queue_of(Sort sort) { return sort == Sort::sheet ? sheets_ : quick_; }
  /// Whose turn it is: of those that may run, the one whose first has waited longest.
  Queue* next();

  const std::chrono::milliseconds wait_max_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Queue quick_;
  Queue sheets_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace lastmile::http
