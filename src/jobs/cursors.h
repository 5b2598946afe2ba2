#pragma once
#include "jobs/job_store.h"
#include "vault/vault.h"

/// How far followers have come, sealed with a key outside the database as the journal's head is: a
/// cursor moved on by another hand would pass over facts, and nothing would tell of them again.
/// No mark in the journal can vouch for it: a leaf for each step would be the next thing to follow.
/// Each seal also names who had begun when it was put on, so that a row which is gone is missed by
/// the others, and a follower that an upgrade brought is not. Therefore no migration deletes a row,
/// or sets back one of a reactor.
namespace lastmile::jobs {

/// Whether the row is as the program left it.
bool is_sealed(const vault::Vault& vault, const FollowerRow& row);
/// Throws Broken, with the remedy, when it is not.
void check_seal(const vault::Vault& vault, const FollowerRow& row);
/// Throws Broken, with the remedy, for a reactor at the first leaf of which other rows know that it
/// had begun: what it read it would do a second time.
void check_first_reading(const vault::Vault& vault, const std::vector<FollowerRow>& all,
                         const Follower& follower);
/// The row with the seal that belongs to it beside all rows of its region.
FollowerRow sealed(const vault::Vault& vault, FollowerRow row, const std::vector<FollowerRow>& all);

}  // namespace lastmile::jobs
