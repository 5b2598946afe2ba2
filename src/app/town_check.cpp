#include "app/town_check.h"

#include "people/seal_check.h"

namespace lastmile::app {
namespace {

using Findings = std::vector<journal::Finding>;

void append(Findings& all, Findings more) { std::ranges::move(more, std::back_inserter(all)); }

Findings sealed_fields(Town& town) {
  return town.db().reading([&](storage::Tx& tx) {
    Findings all;
    for (auto& fault : people::seal_faults(tx, town.vault(), town.settings().region)) {
      all.push_back({"person", fault.person, "cannot be read: " + fault.why});
    }
    return all;
  });
}

Findings journal_findings(Town& town) {
  return town.db().reading([&](storage::Tx& tx) {
    return journal::verify(tx, town.vault(), town.settings().region, {});
  });
}

Findings cursors(Town& town) {
  return town.db().reading([&](storage::Tx& tx) {
    return jobs::cursor_faults(tx, town.vault(), town.settings().region);
  });
}

Findings derived_rows(Town& town) {
  Findings all;
  for (const auto& row : jobs::replay(town.commands(), town.registry(), false)) {
    all.push_back({row, "", "derived"});
  }
  return all;
}

/// One part of the check. An edited database may say what never was possible: that is a finding,
/// and not the end of the check.
class Part {
 public:
  Part(Town& town, TownReport& report) : town_(town), report_(report) {}

  void run(const std::string& name, Findings (*check)(Town&)) {
    try {
      append(report_.findings, check(town_));
    } catch (const storage::Damaged& fault) {
      cannot_be_read(name, fault.what());
    } catch (const storage::Unavailable& fault) {
      report_.not_checked.push_back(name + ": " + fault.what());
    } catch (const std::exception& fault) {
      cannot_be_read(name, fault.what());
    }
  }

 private:
  void cannot_be_read(const std::string& name, const std::string& why) {
    report_.findings.push_back({name, "", "cannot be checked to the end: " + why});
  }

  Town& town_;
  TownReport& report_;
};

}  // namespace

TownReport check_town(const TownOptions& options) {
  TownReport report;
  Town town(options);
  Part part(town, report);
  part.run("journal", journal_findings);
  part.run("person", sealed_fields);
  part.run("follower", cursors);
  part.run("replay", derived_rows);
  if (report.findings.empty()) {
    report.leaves = town.db().reading(
        [&](storage::Tx& tx) { return journal::size(tx, town.settings().region); });
  }
  return report;
}

}  // namespace lastmile::app
