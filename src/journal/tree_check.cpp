#include "journal/tree_check.h"

#include <algorithm>
#include <limits>

namespace lastmile::journal {
namespace {

constexpr std::int64_t alike_max = 100;

auto place_of(const merkle::Subtree& node) { return std::pair(node.level, node.index); }

bool is(const merkle::Hash& hash, const storage::Bytes& bytes) {
  return std::ranges::equal(hash, bytes_of(bytes.data));
}

}  // namespace

void Findings::add(std::string table, std::string row, std::string what) {
  if (++counts_[{table, what}] > alike_max) return;
  all_.push_back({std::move(table), std::move(row), std::move(what)});
}

std::vector<Finding> Findings::take() {
  for (const auto& [kind, count] : std::exchange(counts_, {})) {
    if (count <= alike_max) continue;
    all_.push_back({kind.first, fmt::format("and {} more", count - alike_max), kind.second});
  }
  return std::exchange(all_, {});
}

TreeCheck::TreeCheck(int region, std::vector<KnownHead> heads, Findings& findings)
    : region_(region), heads_(std::move(heads)), findings_(findings) {
  check_head();
}

void TreeCheck::Grown::add(const merkle::Hash& leaf) {
  for (const merkle::Subtree& done : frontier.append(leaf)) nodes.push_back(done);
}

void TreeCheck::add(const merkle::Hash& content, const merkle::Hash& stored) {
  content_.add(content);
  stored_.add(stored);
  check_head();
}

void TreeCheck::skip(std::int64_t count) {
  gaps_.push_back({size(), size() + count});
  for (std::int64_t i = 0; i < count; ++i) add({}, {});
}

void TreeCheck::check_head() {
  while (next_head_ < heads_.size() && heads_[next_head_].size == size()) {
    const KnownHead& head = heads_[next_head_++];
    const bool agrees =
        head.root == content_.frontier.root() || head.root == stored_.frontier.root();
    if (agrees) {
      good_size_ = head.size;
    } else if (!apart_ && !in_gap(0, head.size)) {
      findings_.add("journal_entry", row(good_size_, head.size), "tree");
    }
    apart_ = apart_ || !agrees;
  }
}

void TreeCheck::check_nodes(storage::Tx& tx) {
  std::ranges::sort(content_.nodes, {}, place_of);
  std::ranges::sort(stored_.nodes, {}, place_of);
  const auto& wanted = content_.nodes;
  std::size_t next = 0;
  const auto missing = [&] {
    const auto& node = wanted[next++];
    findings_.add("journal_node", fmt::format("{}/{}/{}", region_, node.level, node.index),
                  "missing");
  };
  NodeRow after{region_, std::numeric_limits<int>::min(), 0, {}};
  for (;;) {
    const auto rows = nodes_after(tx, after, 1000);
    if (rows.empty()) break;
    for (const NodeRow& r : rows) {
      const std::pair place(r.level, static_cast<std::uint64_t>(r.node));
      while (next < wanted.size() && place_of(wanted[next]) < place) missing();
      const std::string name = fmt::format("{}/{}/{}", region_, r.level, r.node);
      if (next == wanted.size() || place_of(wanted[next]) != place) {
        findings_.add("journal_node", name, "added");
        continue;
      }
      const auto first = static_cast<std::int64_t>(wanted[next].index << wanted[next].level);
      const auto last = first + (std::int64_t{1} << wanted[next].level);
      const bool right = is(wanted[next].hash, r.hash) || is(stored_.nodes[next].hash, r.hash);
      if (!right && !in_gap(first, last)) findings_.add("journal_node", name, "changed");
      ++next;
    }
    after = rows.back();
  }
  while (next < wanted.size()) missing();
}

bool TreeCheck::in_gap(std::int64_t first, std::int64_t last) const {
  return std::ranges::any_of(gaps_, [&](const Gap& g) { return g.first < last && first < g.last; });
}

std::string TreeCheck::row(std::int64_t first, std::int64_t last) const {
  return fmt::format("{}/{}-{}", region_, first, last - 1);
}

}  // namespace lastmile::journal
