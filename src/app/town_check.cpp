#include "app/town_check.h"

#include <algorithm>

#include "people/seal_check.h"
#include "storage/inspect.h"

namespace lastmile::app {
namespace {

using Findings = std::vector<journal::Finding>;

void append(Findings& all, Findings more) { std::ranges::move(more, std::back_inserter(all)); }

/// The first hundred, and how many more: a robbed table of keys would fill many screens.
Findings shortened(Findings all, const journal::Finding& rest) {
  constexpr std::size_t alike_max = 100;
  if (all.size() <= alike_max) return all;
  const std::size_t more = all.size() - alike_max;
  all.resize(alike_max);
  all.push_back({rest.table, fmt::format("and {} more", more), rest.what});
  return all;
}

Findings sealed_fields(Town& town, const CheckProgress&) {
  return town.db().reading([&](storage::Tx& tx) {
    Findings all;
    for (auto& fault : people::seal_faults(tx, town.vault(), town.settings().region)) {
      all.push_back({"person", fault.person, "cannot be read: " + fault.why});
    }
    return shortened(std::move(all), {"person", "", "cannot be read"});
  });
}

Findings keys_held(Town& town, const CheckProgress&) {
  return town.db().reading([&](storage::Tx& tx) {
    Findings all;
    for (auto& fault : people::key_faults(tx, town.settings().region)) {
      all.push_back({"person_key", fault.person, std::move(fault.why)});
    }
    return shortened(std::move(all), {"person_key", "", "should not be there"});
  });
}

Findings journal_findings(Town& town, const CheckProgress& progress) {
  const int region = town.settings().region;
  return town.db().reading([&](storage::Tx& tx) {
    const std::int64_t all = journal::size(tx, region);
    return journal::verify(tx, town.vault(), region,
                           [&](std::int64_t done) { progress("journal", done, all); });
  });
}

Findings cursors(Town& town, const CheckProgress&) {
  return town.db().reading([&](storage::Tx& tx) {
    return jobs::cursor_faults(tx, town.vault(), town.registry(), town.settings().region);
  });
}

Findings derived_rows(Town& town, const CheckProgress&) {
  Findings all;
  for (const auto& row : jobs::replay(town.commands(), town.registry(), false)) {
    all.push_back({row, "", "derived"});
  }
  return shortened(std::move(all), {"derived rows", "", "derived"});
}

/// The file and the schema, before the program itself trusts either.
void check_database(storage::Db& db, TownReport& report) {
  for (auto& fault : storage::file_faults(db)) {
    report.findings.push_back({"lastmile.db", "", "damaged: " + fault});
  }
  for (auto& fault : storage::schema_faults(db)) {
    report.findings.push_back({"schema", std::move(fault.part), std::move(fault.what)});
  }
}

void check_closed_database(const TownOptions& options, TownReport& report) {
  const auto db = storage::Db::open({options.dir / "lastmile.db", options.postgres});
  check_database(*db, report);
  db->close();
}

/// One part of the check. An edited database may say what never was possible: that is a finding,
/// and not the end of the check.
bool attempt(const std::string& part, TownReport& report, const std::function<void()>& f) {
  const auto cannot_be_read = [&](const std::exception& fault) {
    report.findings.push_back(
        {part, "", std::string("cannot be checked to the end: ") + fault.what()});
    return false;
  };
  try {
    f();
    return true;
  } catch (const storage::Damaged& fault) {
    return cannot_be_read(fault);
  } catch (const storage::Unavailable& fault) {
    report.not_checked.push_back(part + ": " + fault.what());
    return false;
  } catch (const WrongDatabase&) {
    throw;  // nothing of this town was looked at
  } catch (const std::exception& fault) {
    return cannot_be_read(fault);
  }
}

bool is_journal_gone(const TownReport& report) {
  return std::ranges::any_of(report.findings, [](const auto& f) { return f.what == "gone"; });
}

void check_rows(Town& town, TownReport& report, const CheckProgress& progress) {
  const auto add = [&](const std::string& part, Findings (*check)(Town&, const CheckProgress&)) {
    progress(part, 0, 0);
    attempt(part, report, [&] { append(report.findings, check(town, progress)); });
  };
  add("journal", journal_findings);
  add("person", sealed_fields);
  add("person_key", keys_held);
  add("follower", cursors);
  if (is_journal_gone(report)) {
    // Each derived row would be called wrong, for want of the facts that say what it should be.
    report.not_checked.push_back("derived rows: no fact of the journal is left to compare them to");
  } else {
    add("replay", derived_rows);
  }
  attempt("journal_head", report, [&] {
    report.leaves = town.db().reading(
        [&](storage::Tx& tx) { return journal::size(tx, town.settings().region); });
  });
}

}  // namespace

TownReport check_town(const TownOptions& options) {
  require_town(options);
  read_town_file(options.dir);  // what it says wrong concerns the operator, not the data
  TownReport report;
  if (!attempt("database", report, [&] { check_closed_database(options, report); })) {
    return report;
  }
  std::optional<Town> town;
  if (attempt("town", report, [&] { town.emplace(options); })) {
    check_rows(*town, report, [](std::string_view, std::int64_t, std::int64_t) {});
  }
  return report;
}

TownReport check_open_town(Town& town, const CheckProgress& progress) {
  TownReport report;
  progress("database", 0, 0);
  if (attempt("database", report, [&] { check_database(town.db(), report); })) {
    check_rows(town, report, progress);
  }
  return report;
}

}  // namespace lastmile::app
