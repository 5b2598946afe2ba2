#include "app/upkeep.h"

#include "access/access.h"
#include "access/access_errors.h"
#include "app/upkeep_errors.h"
#include "app/upkeep_facts.h"
#include "app/upkeep_store.h"

namespace lastmile::app {
namespace {

std::string city_path(const Call& call) { return std::to_string(call.region()) + "/"; }

UpkeepView view(const UpkeepRow& row) {
  UpkeepView v;
  v.id = row.id;
  v.kind = row.kind;
  v.state = row.state;
  v.asked_at = row.asked_at;
  v.started_at = row.started_at;
  v.ended_at = row.ended_at;
  v.part = row.part;
  v.done = row.done;
  v.total = row.total;
  v.leaves = row.leaves;
  v.findings = row.findings;
  v.not_checked = row.not_checked;
  v.file = row.file;
  v.bytes = row.bytes;
  v.error = row.error;
  return v;
}

std::optional<UpkeepView> view(const std::optional<UpkeepRow>& row) {
  return row ? std::optional(view(*row)) : std::nullopt;
}

Result<UpkeepView> ask(Call& call, UpkeepKind kind) {
  if (open_upkeep(call.tx, call.region())) return upkeep_under_way;
  UpkeepRow row;
  row.region = call.region();
  row.id = call.make_id<UpkeepTag>();
  row.kind = kind;
  row.asked_at = call.now;
  row.asked_by = call.actor.person;
  ASSERT(call.tx.insert(row));
  call.journal.append(UpkeepAsked{kind}, {row.id.uuid, city_path(call)});
  return view(row);
}

}  // namespace

Check sees_system(const Call& call) {
  if (access::may(call.actor, access::Right::audit_read, city_path(call))) return Done{};
  return access::require(call, access::Right::debug, city_path(call));
}

Result<UpkeepView> ask_verification(Call& call, const AskVerification&) {
  RETURN_IF_REFUSED(sees_system(call));
  return ask(call, UpkeepKind::verification);
}

Result<UpkeepView> ask_backup(Call& call, const AskBackup&) {
  RETURN_IF_REFUSED(access::require(call, access::Right::debug, city_path(call)));
  return ask(call, UpkeepKind::backup);
}

Result<UpkeepView> show_upkeep(Call& call, const ShowUpkeep& query) {
  RETURN_IF_REFUSED(sees_system(call));
  const auto row = load_upkeep(call.tx, call.region(), query.upkeep);
  if (!row) return upkeep_unknown;
  return view(*row);
}

UpkeepNow upkeep_now(Call& call) {
  return {view(open_upkeep(call.tx, call.region())),
          view(last_upkeep(call.tx, call.region(), UpkeepKind::verification)),
          view(last_upkeep(call.tx, call.region(), UpkeepKind::backup))};
}

}  // namespace lastmile::app
