#include <cstdio>

#include "app/town_check.h"
#include "cli/cli.h"

/// verify, replay: what anyone does who wants to be sure.
namespace lastmile::cli {
namespace {

// Apart from 1, which says that it was looked at and something is wrong with it.
constexpr int not_checked = 2;

/// What a finding of the journal means, for who reads it first.
std::string_view meaning(std::string_view what) {
  if (what == "changed") return "changed: edited behind the program's back";
  if (what == "missing") return "missing: deleted behind the program's back";
  if (what == "added") return "added: put in behind the program's back";
  if (what == "overwritten") {
    return "overwritten: edited or deleted behind the program's back, then written by a command";
  }
  if (what == "leaf_changed") return "leaf_changed: a fact of the journal was edited";
  if (what == "gap") return "gap: facts of the journal are gone";
  if (what == "derived") return "differs from what the journal says";
  if (what == "gone") {
    return "gone: no fact of the journal is left, so no row can be judged; restore a backup";
  }
  if (what == "tree") return "tree: not what the signed checkpoint says";
  if (what == "signature") return "signature: not signed by this town, or for another size";
  return what;
}

// What is wrong with a town ends with 1; where there is none nothing was looked at.
int looked_at(const std::function<int()>& look) {
  try {
    return look();
  } catch (const app::NoTown& none) {
    std::fprintf(stderr, "lastmile: %s\n", none.what());
    return not_checked;
  }
}

// 1: something is wrong; 2: that cannot be said, as a part could not be looked at.
int verify(const Store& store) {
  const app::TownReport report = app::check_town(store.options());
  for (const auto& f : report.findings) {
    const std::string what(meaning(f.what));
    std::printf("%s%s%s: %s\n", f.table.c_str(), f.row.empty() ? "" : " ", f.row.c_str(),
                what.c_str());
  }
  for (const auto& part : report.not_checked) std::printf("not checked: %s\n", part.c_str());
  const std::size_t count = report.findings.size();
  if (count > 0) {
    std::printf("%zu finding%s.\n", count, count == 1 ? "" : "s");
    return 1;
  }
  if (!report.not_checked.empty()) {
    std::printf("Nothing wrong in what could be checked; run it again once the rest can be.\n");
    return not_checked;
  }
  std::printf("OK: %lld leaves, every sealed row and every derived row as the journal says.\n",
              static_cast<long long>(report.leaves));
  return 0;
}

int replay(const Store& store, bool keep) {
  app::Town town(store.options());
  const auto differing = jobs::replay(town.commands(), town.registry(), keep);
  for (const auto& row : differing) std::printf("%s: differed\n", row.c_str());
  std::printf("%zu derived rows differed%s.\n", differing.size(),
              keep ? "; the rebuilt ones now stand" : "");
  return differing.empty() || keep ? 0 : 1;
}

}  // namespace

void add_proof_commands(CLI::App& app, Action& action) {
  {
    auto store = std::make_shared<Store>();
    auto* sub =
        app.add_subcommand("verify", "Prove every row against the signed journal; names each edit");
    add_store(*sub, *store);
    sub->callback([store, &action] {
      action = [store] { return looked_at([store] { return verify(*store); }); };
    });
  }
  {
    auto store = std::make_shared<Store>();
    auto keep = std::make_shared<bool>(false);
    auto* sub =
        app.add_subcommand("replay", "Rebuild every derived table from the journal and compare");
    add_store(*sub, *store);
    sub->add_flag("--keep", *keep, "Let the rebuilt rows stand");
    sub->callback([store, keep, &action] {
      action = [store, keep] { return looked_at([&] { return replay(*store, *keep); }); };
    });
  }
}

}  // namespace lastmile::cli
