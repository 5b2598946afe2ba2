// Fills a demo town with service records as years of work would leave them: for every four a
// closed need with four helpers, and for each record its first version, its leaf and its figures.
//   fill_town DIR 1000000
// Written straight through the stores and the journal, a few hundred rows a command, because played
// through the verbs a million records would take an hour.
#include <fmt/format.h>

#include "app/town.h"
#include "needs/need_facts.h"
#include "needs/need_moves.h"
#include "needs/need_number.h"
#include "needs/need_store.h"
#include "records/record_facts.h"
#include "records/record_store.h"

namespace lastmile {
namespace {

constexpr int helpers_each = 4;
constexpr int needs_a_command = 50;
constexpr std::int64_t five_years = 5LL * 365 * 24 * 60;  // minutes

const storage::Sql closed_needs{"bench.closed_needs", R"(
  select id from need where region = $1 and state = 'archived' order by id limit $2)"};
const storage::Sql everybody{"bench.everybody", R"(
  select person from volunteer where region = $1 and state = 'active' order by person)"};

struct Patterns {
  std::vector<needs::NeedRow> needs;
  std::vector<PersonId> volunteers;
};

Patterns read_patterns(app::Town& town) {
  Patterns p;
  const int region = town.settings().region;
  town.db().read([&](storage::Tx& tx) {
    for (const auto id : tx.rows<needs::NeedId>(closed_needs, region, 500)) {
      p.needs.push_back(needs::load_need(tx, region, id).value());
    }
    p.volunteers = tx.rows<PersonId>(everybody, region);
  });
  return p;
}

void enter_need(Call& call, needs::NeedRow& need, Instant at) {
  need.id = needs::NeedId::make(at, call.rng);
  need.details = needs::seal_text(call, need, "details", "想请人上门帮忙,谢谢。");
  need.address.reset();
  need.rating_words.reset();
  need.people_wanted = helpers_each;
  need.window_start = at + std::chrono::hours{20};
  need.window_end = *need.window_start + std::chrono::minutes{90};
  need.created_at = at;
  need.submitted_at = at;
  need.state_since = need.closed_at.emplace(*need.window_end + std::chrono::hours{2});
  do {
    need.number = needs::make_number(call.rng);
  } while (!call.tx.insert(need));
  call.journal.append(needs::NeedSubmitted{need.id, need.number, need.category, need.urgency,
                                           need.source, need.recipient, need.asker, need.site_path},
                      {need.id.uuid, need.site_path, {need.recipient}});
}

void enter_record(Call& call, const needs::NeedRow& need, PersonId volunteer) {
  const Instant from = *need.window_start, to = *need.window_end;
  call.tx.insert(needs::HelperRow{
      call.region(), need.id, volunteer, {}, needs::HelperState::served, need.created_at, to, {}});
  records::RecordRow r;
  r.region = call.region();
  r.id = records::RecordId::make(to, call.rng);
  r.state = records::RecordState::counted;
  r.grade = records::Grade::a;
  r.volunteer = volunteer;
  r.recipient = need.recipient;
  r.subject = need.id.uuid;
  r.category = need.category;
  r.site = need.site;
  r.site_path = need.site_path;
  r.from_at = from;
  r.to_at = to;
  r.intervals = {{from, to, attendance::Proof::code, attendance::Proof::code}};
  r.minutes = 90;
  r.proofs = "code-code";
  r.due_at = r.made_at = r.changed_at = to;
  call.tx.insert(r);
  call.tx.insert(records::VersionRow{
      r.region, r.id, 1, r.state, r.grade, r.minutes, r.intervals, "served", {}, {}, to});
  call.journal.append(records::RecordSet{r.id, 1, r.state, r.grade, volunteer, need.recipient,
                                         r.subject, r.category, r.site_path, r.minutes, from, to},
                      {r.id.uuid, r.site_path, {volunteer}});
}

void fill(app::Town& town, int records) {
  const Patterns patterns = read_patterns(town);
  if (patterns.needs.empty() || patterns.volunteers.empty()) {
    throw std::runtime_error("the town has no closed need to copy: seed the demo first");
  }
  Rng rng(20261122);
  const Instant now = town.commands().now();
  const int needs_in_all = records / helpers_each;
  for (int done = 0; done < needs_in_all;) {
    const auto piece = town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
      for (int i = 0; i < needs_a_command && done < needs_in_all; ++i, ++done) {
        // Spread evenly over the five years that ended last month.
        const auto ago = std::chrono::hours{24 * 31} +
                         std::chrono::minutes{five_years * (needs_in_all - done) / needs_in_all};
        needs::NeedRow need = patterns.needs[rng.below(patterns.needs.size())];
        enter_need(call, need, now - ago);
        const std::size_t first = rng.below(patterns.volunteers.size());
        for (std::size_t h = 0; h < helpers_each; ++h) {
          enter_record(call, need, patterns.volunteers[(first + h) % patterns.volunteers.size()]);
        }
      }
      return Done{};
    });
    if (!piece.ok()) throw std::runtime_error(std::string(piece.refused().refusal.code));
  }
}

}  // namespace
}  // namespace lastmile

int main(int argc, char** argv) {
  using namespace lastmile;
  if (argc != 3) {
    fmt::print(stderr, "fill_town DIR RECORDS\n");
    return 2;
  }
  app::TownOptions options;
  options.dir = argv[1];
  app::Town town(options);
  fill(town, std::stoi(argv[2]));
  jobs::drain(town.commands(), town.registry());
  return 0;
}
