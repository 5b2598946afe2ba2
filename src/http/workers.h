#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lastmile::http {

/// A few threads for what must not run on an I/O thread: reports, hashing, PostgreSQL reads. The
/// queue is bounded: what does not fit is refused at once. Safe from any thread.
class Workers {
 public:
  using Work = std::function<void()>;

  Workers(int threads, std::size_t waiting_max);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when the queue is full or stopped; the work is then not done. It must not throw.
  bool offer(Work work);
  bool is_full() const;
  std::size_t waiting() const;
  /// Finishes what is queued, takes nothing new.
  void stop();

 private:
  void loop();

  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace lastmile::http
