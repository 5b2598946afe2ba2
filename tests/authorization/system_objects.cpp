#include "app/upkeep_store.h"
#include "world.h"

// Verification and backup: one at a time, so what an earlier line asked for is ended first.
namespace lastmile::authorization {
namespace {

using namespace app;

UpkeepId make_ended(World& world) {
  UpkeepId id;
  world.set_up([&](Call& call) -> Check {
    auto row = open_upkeep(call.tx, call.region());
    if (!row) {
      row = UpkeepRow{.region = call.region(), .id = call.make_id<UpkeepTag>()};
      call.tx.insert(*row);
    }
    row->state = UpkeepState::done;
    row->ended_at = call.now;
    call.tx.update(*row);
    id = row->id;
    return Done{};
  });
  return id;
}

Make asked(const char* target) {
  return [=](World& world, Where) {
    make_ended(world);
    return Try{target};
  };
}

Try ended(World& world, Where) { return {"/v1/system/upkeep/" + make_ended(world).text()}; }

const Objects objects{{{"verification_to_ask", asked("/v1/system/verify")},
                       {"backup_to_ask", asked("/v1/system/backups")},
                       {"upkeep", ended}}};

}  // namespace
}  // namespace lastmile::authorization
