#pragma once
#include "jobs/job_store.h"
#include "vault/vault.h"

/// How far followers have come, sealed with a key outside the database as the journal's head is: a
/// cursor moved on by another hand would pass over facts, and nothing would tell of them again.
/// No mark in the journal can vouch for it: a leaf for each step would be the next thing to follow.
namespace lastmile::jobs {

/// Whether the row is as the program left it.
bool is_sealed(const vault::Vault& vault, const FollowerRow& row);
/// Throws Broken, with the remedy, when it is not.
void check_seal(const vault::Vault& vault, const FollowerRow& row);
/// The row with the seal that belongs to it.
FollowerRow sealed(const vault::Vault& vault, FollowerRow row);

}  // namespace lastmile::jobs
