#pragma once
#include "journal/entry_store.h"
#include "merkle/checkpoint.h"
#include "vault/vault.h"

/// The head of the tree and its checkpoints: signed for the world, and sealed with a key outside
/// the database, so that an old head put back into its row does not pass for the present one.
namespace lastmile::journal {

/// The name of a region's journal in its checkpoints.
std::string origin_of(int region);
merkle::Signer signer_of(const vault::Vault& vault, int region);

/// The seal of a row over all its other columns.
std::string seal_of(const vault::Vault& vault, const HeadRow& row);
/// Of a town made before its followers' cursors were sealed, until they are (jobs/cursors.h). A
/// form of its own, so that a seal taken off a cursor does not pass for one never put on.
std::string first_seal_of(const vault::Vault& vault, const HeadRow& row);
bool is_sealed(const vault::Vault& vault, const HeadRow& row);
std::string seal_of(const vault::Vault& vault, const CheckpointRow& row);

/// The frontier of the row. Throws Broken when the row is not as the program wrote it.
merkle::Frontier trusted_frontier(const vault::Vault& vault, const HeadRow& row);

/// The row of a tree with this frontier; `before` lends what does not change.
HeadRow head_of(const vault::Vault& vault, const HeadRow& before, const merkle::Frontier& frontier,
                Instant at, const merkle::Signer& signer);

/// What a note says, when it is signed by this journal; nothing otherwise.
std::optional<merkle::TreeHead> signed_head(const std::string& note,
                                            const merkle::Verifier& verifier);

}  // namespace lastmile::journal
