#pragma once
#include "jobs/job_store.h"

namespace lastmile::jobs {

/// Throws Broken when names clash or a projection writes a table that is not derived.
void check_followers(const std::vector<Follower>& followers);

/// Hands some waiting entries to each follower that is behind and not pausing after a failure:
/// those that stand together read them once, in one command. True when any got one.
bool catch_up_some(Commands& commands, const std::vector<Follower>& followers);

/// Hands one entry over within the transaction of `call`, and records what a reactor told.
void hand_over(Call& call, journal::Log& log, const Follower& follower,
               const journal::Entry& entry);

/// Throws Broken: a journal with a hole is not passed over, for what lay there was to be counted,
/// or done.
[[noreturn]] void leaf_missing(std::int64_t seq);

/// Why the first failing follower stands still; empty when none does.
std::string failing_follower(Commands& commands, const std::vector<Follower>& followers);

}  // namespace lastmile::jobs
