#include "app/journal_routes.h"

#include "access/access.h"
#include "access/access_errors.h"
#include "jobs/jobs.h"
#include "journal/head.h"
#include "journal/journal_errors.h"
#include "journal/log.h"
#include "merkle/note.h"
#include "merkle/proof.h"

namespace lastmile::app {

struct AskJournal {};
BOOST_DESCRIBE_STRUCT(AskJournal, (), ())
struct JournalView {
  std::int64_t size = 0;
  std::string root;
  std::string checkpoint;
  std::string key;  // the verifier line: what `lastmile verify-certificate --key` takes
};
BOOST_DESCRIBE_STRUCT(JournalView, (), (size, root, checkpoint, key))

struct AskInclusion {
  Bounded<0, 9'000'000'000'000'000> leaf;
  std::optional<Bounded<0, 9'000'000'000'000'000>> size;  // 0, as none: the present one
};
BOOST_DESCRIBE_STRUCT(AskInclusion, (), (leaf, size))
struct AskConsistency {
  Bounded<0, 9'000'000'000'000'000> old_size;
  std::optional<Bounded<0, 9'000'000'000'000'000>> new_size;
};
BOOST_DESCRIBE_STRUCT(AskConsistency, (), (old_size, new_size))

struct ListEntries {
  std::optional<Bounded<0, 9'000'000'000'000'000>> from;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListEntries, (), (from, limit))

struct ListLags {};
BOOST_DESCRIBE_STRUCT(ListLags, (), ())

namespace {

Result<JournalView> show_journal(Call& call, const AskJournal&) {
  const auto head = journal::head(call.tx, call.region());
  const auto line =
      merkle::verifier_line({journal::origin_of(call.region()), call.vault.public_key()});
  return JournalView{head.size, head.root, head.checkpoint, line.value_or("")};
}

Result<journal::InclusionProof> prove_leaf(Call& call, const AskInclusion& q) {
  return journal::prove_inclusion(call.tx, call.region(), q.leaf, q.size ? q.size->value : 0);
}

Result<journal::ConsistencyProof> prove_growth(Call& call, const AskConsistency& q) {
  return journal::prove_consistency(call.tx, call.region(), q.old_size,
                                    q.new_size ? q.new_size->value : 0);
}

// The whole journal names everybody's ids: for auditors.
Result<Page<journal::Entry>> list_entries(Call& call, const ListEntries& q) {
  RETURN_IF_REFUSED(
      access::require(call, access::Right::audit_read, std::to_string(call.region()) + "/"));
  Page<journal::Entry> page;
  page.items = journal::entries(call.tx, call.region(), q.from ? q.from->value : 0,
                                static_cast<int>(items_asked(q.limit)));
  return page;
}

Result<Page<jobs::Lag>> list_lags(Call& call, const ListLags&) {
  RETURN_IF_REFUSED(
      access::require(call, access::Right::debug, std::to_string(call.region()) + "/"));
  Page<jobs::Lag> page;
  page.items = jobs::lags(call.tx, call.region());
  return page;
}

}  // namespace

void add_journal_routes(http::Router& r) {
  r.query("GET /v1/journal", show_journal)
      .anyone()
      .says({"The journal's size, root, signed head and public key.",
             "存证日志的规模、根、签名与公钥。"});
  r.query("GET /v1/journal/inclusion", prove_leaf)
      .anyone()
      .says({"Proof that a leaf stands in the tree (RFC 9162).", "叶子的包含证明。"})
      .about("/leaf", {merkle::leaf_beyond_tree})
      .about("/size", {journal::tree_beyond_journal});
  r.query("GET /v1/journal/consistency", prove_growth)
      .anyone()
      .says({"Proof that the tree only grew.", "日志只增不改的一致性证明。"})
      .about("/old_size", {merkle::tree_sizes_reversed})
      .about("/new_size", {journal::tree_beyond_journal});
  r.query("GET /v1/journal/entries", list_entries)
      .granted(to_text(access::Right::audit_read))
      .says({"The entries themselves, for auditors.", "日志条目（审计）。"})
      .refuses({access::not_yours});
  r.query("GET /v1/journal/followers", list_lags)
      .granted(to_text(access::Right::debug))
      .says({"How far each follower is behind.", "各跟随者进度。"})
      .refuses({access::not_yours});
}

}  // namespace lastmile::app
