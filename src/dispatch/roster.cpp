#include "dispatch/roster.h"

#include <set>

#include "journal/log.h"

namespace lastmile::dispatch {
namespace {

using Picture = Roster::Picture;

constexpr std::int64_t changes_max = 20'000;  // beyond it a fresh reading is quicker
constexpr std::chrono::seconds loads_kept{60};
constexpr std::chrono::hours load_window{24 * 30};

void read_loads(Call& call, Picture& p) {
  for (auto& glance : p.glances) glance.load = 0;
  for (const auto& load : needs::loads_since(call, call.now - load_window)) {
    const auto at = p.place.find(load.person);
    if (at == p.place.end()) continue;
    p.glances[at->second].load =
        static_cast<std::uint16_t>(std::min<std::int64_t>(load.times, 0xffff));
  }
  p.loads_at = call.now;
}

std::shared_ptr<Picture> read_all(Call& call) {
  auto p = std::make_shared<Picture>();
  people::each_volunteer(call.tx, call.region(), "", [&](const people::VolunteerProfile& v) {
    p->set(p->volunteers.size(), std::make_shared<people::VolunteerProfile>(v));
  });
  read_loads(call, *p);
  return p;
}

// Facts after which somebody's profile may be another (see people/volunteer_facts.h), and those of
// profiles joined, parted and erased.
bool concerns_volunteers(std::string_view kind) {
  return kind.starts_with("volunteer_") || kind.starts_with("licence_") || kind == "training_set" ||
         kind == "membership_set" || kind == "person_changed" || kind == "person_erased" ||
         kind == "persons_merged" || kind == "merge_undone";
}

std::set<PersonId> changed_since(Call& call, std::int64_t from, std::int64_t to) {
  std::set<PersonId> changed;
  constexpr int page = 1000;
  for (std::int64_t at = from; at < to; at += page) {
    for (const auto& entry : journal::entries(call.tx, call.region(), at, page)) {
      if (!concerns_volunteers(entry.kind)) continue;
      changed.insert(PersonId{entry.subject});
      changed.insert(entry.people.begin(), entry.people.end());
    }
  }
  return changed;
}

void read_again(Call& call, Picture& p, PersonId person) {
  Picture::Profile fresh;
  if (auto v = people::find_volunteer(call, person); v.ok() && v->active && v->person == person) {
    fresh = std::make_shared<people::VolunteerProfile>(std::move(v).value());
  }
  const auto at = p.place.find(person);
  if (at != p.place.end())
    p.set(at->second, std::move(fresh));
  else if (fresh)
    p.set(p.volunteers.size(), std::move(fresh));
}

// Replaced glances leave their hours behind in the pool; now and then all are written anew.
bool is_littered(const Picture& p) {
  constexpr std::size_t few = 100'000;
  return p.book.pool.size() > few && p.book.pool.size() > 40 * p.volunteers.size();
}

}  // namespace

void Roster::Picture::set(std::size_t at, Profile profile) {
  if (at == volunteers.size()) {
    ASSERT(profile != nullptr);
    volunteers.emplace_back();
    glances.emplace_back();
    place[profile->person] = at;
  }
  active += (profile ? 1 : 0) - (volunteers[at] ? 1 : 0);
  const std::uint16_t load = glances[at].load;
  glances[at] = profile ? book.glance(*profile) : Glance{};
  glances[at].load = load;
  volunteers[at] = std::move(profile);
}

std::shared_ptr<const Picture> Roster::picture(Call& call) {
  const std::int64_t size = journal::size(call.tx, call.region());
  const bool may_keep = !call.tx.writable();
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Picture> p = now_;
  const bool afresh = !p || size - seen_ > changes_max || is_littered(*p);
  // Facts of the journal's own transaction follow its writes: a writer's may still be to come.
  if (afresh) {
    p = read_all(call);
  } else {
    const auto changed = changed_since(call, seen_, size);
    const bool loads_old = call.now - p->loads_at >= loads_kept || call.now < p->loads_at;
    // Nobody else holds it (others get theirs under the lock): it may change in place.
    const bool alone = may_keep && p.use_count() == 2;
    if ((!changed.empty() || loads_old) && !alone) p = std::make_shared<Picture>(*p);
    for (const auto person : changed) read_again(call, *p, person);
    if (loads_old) read_loads(call, *p);
  }
  if (may_keep) {
    now_ = p;
    seen_ = std::max(seen_, size);
  }
  return p;
}

}  // namespace lastmile::dispatch
