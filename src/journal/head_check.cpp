#include "journal/head_check.h"

#include <limits>
#include <ranges>

#include "journal/log.h"

namespace lastmile::journal {
namespace {

using storage::Sql;
using storage::Tx;

const Sql all_heads_sql{"journal.all_heads",
                        "select region, size, at, frontier, note, kept, seal from journal_head "
                        "where region >= $1"};

constexpr std::int64_t none = -1;

struct Reader {
  Tx& tx;
  const vault::Vault& vault;
  const int region;
  Findings& findings;
  const merkle::Verifier verifier = merkle::verifier_of(signer_of(vault, region));

  /// The tree a row speaks of, when its note is ours and says the row's size.
  std::optional<KnownHead> known(const std::string& note, std::int64_t size) const {
    const auto head = signed_head(note, verifier);
    if (!head || head->size != static_cast<std::uint64_t>(size)) return std::nullopt;
    return KnownHead{size, head->root};
  }

  std::optional<KnownHead> check_head_row(const HeadRow& row) const {
    const auto frontier = merkle::Frontier::from_bytes(bytes_of(row.frontier.data));
    const auto head = known(row.note, row.size);
    if (head && frontier && is_sealed(vault, row) && frontier->root() == head->root) {
      return head;
    }
    findings.add("journal_head", std::to_string(row.region), "changed");
    return std::nullopt;
  }

  /// Heads of regions that have none are as false as an edited one.
  void check_other_heads() const {
    tx.each<HeadRow>(
        all_heads_sql,
        [&](const HeadRow& row) {
          if (row.region != region && !is_sealed(vault, row)) {
            findings.add("journal_head", std::to_string(row.region), "changed");
          }
        },
        std::numeric_limits<int>::min());
  }

  /// The rows that are as the program wrote them, in order of size.
  std::vector<CheckpointRow> right_checkpoints() const {
    std::vector<CheckpointRow> right;
    for (std::int64_t from = std::numeric_limits<std::int64_t>::min();;) {
      auto page = checkpoints(tx, region, from, 1000);
      if (page.empty()) return right;
      from = page.back().size + 1;
      for (CheckpointRow& row : page) {
        if (row.seal == seal_of(vault, row) && known(row.note, row.size)) {
          right.push_back(std::move(row));
        } else {
          findings.add("checkpoint", fmt::format("{}/{}", region, row.size), "signature");
        }
      }
    }
  }

  /// Follows the chain of names from the newest to the first; reports what it names in vain.
  void check_chain(const std::vector<CheckpointRow>& right, std::int64_t newest) const {
    const auto is_there = [&](std::int64_t size) {
      return find_checkpoint(tx, region, size).has_value();
    };
    std::int64_t wanted = newest;
    for (const CheckpointRow& row : std::views::reverse(right)) {
      if (row.size != wanted && wanted != none && !is_there(wanted)) {
        findings.add("checkpoint", fmt::format("{}/{}", region, wanted), "missing");
      }
      wanted = row.previous;
    }
    if (wanted != none && !is_there(wanted)) {
      findings.add("checkpoint", fmt::format("{}/{}", region, wanted), "missing");
    }
  }
};

}  // namespace

TrustedHeads check_heads(Tx& tx, const vault::Vault& vault, int region, Findings& findings) {
  const Reader reader{tx, vault, region, findings};
  const auto row = find_head(tx, region);
  if (!row) findings.add("journal_head", std::to_string(region), "missing");
  reader.check_other_heads();
  const auto present = row ? reader.check_head_row(*row) : std::nullopt;
  const auto kept = reader.right_checkpoints();
  TrustedHeads trusted;
  for (const auto& c : kept) trusted.heads.push_back(*reader.known(c.note, c.size));
  if (!present) return trusted;
  reader.check_chain(kept, row->kept);
  trusted.size = present->size;
  trusted.heads.push_back(*present);
  return trusted;
}

}  // namespace lastmile::journal
