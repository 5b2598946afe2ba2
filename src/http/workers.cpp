#include "http/workers.h"

#include <algorithm>

namespace lastmile::http {

Workers::Workers(int threads, const Limits& limits)
    : wait_max_(limits.wait_max),
      quick_{limits.quick_max, threads},
      sheets_{limits.sheets_max, std::max(1, threads / 2)} {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { loop(); });
}

Workers::~Workers() { stop(); }

bool Workers::offer(Sort sort, Work work, IsWanted is_wanted) {
  end_unwanted(sort);
  {
    const std::lock_guard lock(mutex_);
    Queue& queue = queue_of(sort);
    if (stopping_ || is_full(queue)) return false;
    queue.waiting.push_back({std::move(work), std::move(is_wanted), Steady::now()});
  }
  wake_.notify_one();
  return true;
}

bool Workers::is_full(Sort sort) {
  end_unwanted(sort);
  const std::lock_guard lock(mutex_);
  return is_full(queue_of(sort));
}

/// Looks through a queue only when somebody would be turned away for it.
void Workers::end_unwanted(Sort sort) {
  std::vector<Work> ended;
  {
    const std::lock_guard lock(mutex_);
    Queue& queue = queue_of(sort);
    if (!is_full(queue)) return;
    const auto unwanted = std::ranges::stable_partition(
        queue.waiting, [](const Waiting& w) { return !w.is_wanted || w.is_wanted(); });
    for (Waiting& w : unwanted) ended.push_back(std::move(w.work));
    queue.waiting.erase(unwanted.begin(), unwanted.end());
  }
  for (const Work& work : ended) work();
}

bool Workers::is_full(const Queue& queue) const {
  return queue.waiting.size() >= queue.waiting_max ||
         (!queue.waiting.empty() && Steady::now() - queue.waiting.front().since > wait_max_);
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return quick_.waiting.size() + sheets_.waiting.size();
}

void Workers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& t : threads_) {
    if (t.joinable()) t.join();
  }
}

Workers::Queue* Workers::next() {
  if (!sheets_.may_run()) return quick_.may_run() ? &quick_ : nullptr;
  if (!quick_.may_run()) return &sheets_;
  return sheets_.waiting.front().since < quick_.waiting.front().since ? &sheets_ : &quick_;
}

// Who ends a sheet looks for the next one itself, so nobody need be woken for it.
void Workers::loop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return stopping_ || next(); });
    Queue* queue = next();
    if (!queue) return;
    Work work = std::move(queue->waiting.front().work);
    queue->waiting.pop_front();
    ++queue->running;
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
    --queue->running;
  }
}

}  // namespace lastmile::http
