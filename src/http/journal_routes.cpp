#include "http/journal_routes.h"

#include "journal/journal_errors.h"
#include "merkle/proof.h"

namespace lastmile::http {
namespace {

Result<journal::Head> show_head(Call& call, const ShowHead&) {
  return journal::head(call.tx, call.region());
}

Result<PastHeads> show_past_heads(Call& call, const ShowPastHeads& q) {
  const std::int64_t from = q.from ? q.from->value : 0;
  const int limit = q.limit ? static_cast<int>(q.limit->value) : 100;
  return PastHeads{journal::past_heads(call.tx, call.region(), from, limit)};
}

Result<journal::InclusionProof> prove_inclusion(Call& call, const ProveInclusion& q) {
  const std::int64_t size = q.tree_size ? q.tree_size->value : 0;
  return journal::prove_inclusion(call.tx, call.region(), q.leaf.value, size);
}

Result<journal::ConsistencyProof> prove_consistency(Call& call, const ProveConsistency& q) {
  const std::int64_t size = q.new_size ? q.new_size->value : 0;
  return journal::prove_consistency(call.tx, call.region(), q.old_size.value, size);
}

Result<Verifier> show_verifier(Call& call, const ShowHead&) {
  return Verifier{journal::verifier_line(call.vault, call.region())};
}

}  // namespace

void add_journal_routes(Router& r) {
  r.query("GET /v1/journal/head", show_head)
      .anyone()
      .says({"The journal's present size, root and signed checkpoint.",
             "账本当前的条数、根哈希和签名检查点。"});
  r.query("GET /v1/journal/heads", show_past_heads)
      .anyone()
      .says({"Signed checkpoints of the past, by size.", "历史签名检查点。"});
  r.query("GET /v1/journal/leaves/{leaf}/inclusion", prove_inclusion)
      .anyone()
      .says({"Proof that a leaf is in the tree (RFC 9162 §2.1.3).", "某一条确在账本中的证明。"})
      .refuses({merkle::leaf_beyond_tree, journal::tree_beyond_journal});
  r.query("GET /v1/journal/consistency", prove_consistency)
      .anyone()
      .says({"Proof that the tree only grew (RFC 9162 §2.1.4).", "账本只增不改的证明。"})
      .refuses({merkle::tree_sizes_reversed, journal::tree_beyond_journal});
  r.query("GET /v1/journal/verifier", show_verifier)
      .anyone()
      .says({"The public key that checkpoints are verified with.", "验证检查点用的公钥。"});
}

}  // namespace lastmile::http
