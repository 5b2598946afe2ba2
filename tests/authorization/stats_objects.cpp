#include "jobs/test_jobs.h"
#include "make_need.h"
#include "stats/stat_jobs.h"

// The objects of figures: a need of the place, counted in.
namespace lastmile::authorization {
namespace {

Make figures_at(const char* target) {
  return [=](World&, Where where) {
    return Try{fmt::format("/v1/stats{}?under={}", target, path_of(where))};
  };
}

// What one's own place counts, without saying where: no other place's need comes along.
Try need_rows(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::submitted);
  jobs::Registry registry;
  stats::add_stat_jobs(registry);
  jobs::drain(*jobs::commands_of(world.bench()), registry);
  Try about = about_need(need, "");
  about.target = "/v1/stats/needs?limit=200";
  about.marks["need"] = need.id.text();
  return about;
}

const Objects objects{{{"figures", figures_at("")},
                       {"figures_by_site", figures_at("/by-site")},
                       {"figures_by_category", figures_at("/by-category")},
                       {"figures_by_month", figures_at("/by-month")},
                       {"service_rows", figures_at("/services")},
                       {"person_rows", figures_at("/persons")},
                       {"recipient_turns", figures_at("/recipient-turns")},
                       {"recipient_rows", figures_at("/recipients")},
                       {"need_rows", figures_at("/needs")},
                       {"need_rows_of_own_scope", need_rows}}};

}  // namespace
}  // namespace lastmile::authorization
