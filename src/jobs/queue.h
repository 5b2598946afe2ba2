#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "jobs/job_store.h"

namespace lastmile::jobs {

/// The pause before try number `tries` + 1: 1 s, 2 s, 4 s … 5 min.
std::chrono::milliseconds pause_after(std::int64_t tries);

inline constexpr std::chrono::seconds lease_length{4};  // renewed each second while work computes

/// Takes work from the queue, one piece at a time. The two halves may be called from two threads.
class Queue {
 public:
  Queue(Commands& commands, const std::vector<Queued>& kinds);

  /// Does one piece of due work that computes nothing; false when there was none.
  bool do_short();
  /// Does one piece of due work that computes; false when there was none.
  bool do_long();
  /// Prolongs the leases of what do_long is computing.
  void renew_leases();

 private:
  struct Lease {
    Uuid id;
    std::string holder;
  };

  std::optional<JobRow> find_due(storage::Tx& tx, const storage::List& kinds) const;
  bool any_due(const storage::List& kinds) const;
  std::optional<JobRow> claim();
  void compute(const JobRow& row);
  void finish(const JobRow& row, const std::string& computed);
  void failed(Uuid id, const std::string& holder, const std::string& why);
  const Queued& kind_of(const JobRow& row) const;

  Commands& commands_;
  std::map<std::string, const Queued*> kinds_;
  storage::List short_;
  storage::List long_;
  std::mutex mutex_;
  std::vector<Lease> leases_;
};

}  // namespace lastmile::jobs
