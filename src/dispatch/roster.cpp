#include "dispatch/roster.h"

#include <set>

#include "journal/log.h"

namespace lastmile::dispatch {
namespace {

using Picture = Roster::Picture;

constexpr std::int64_t changes_max = 20'000;          // beyond it a fresh reading is quicker
constexpr std::chrono::seconds loads_kept{60};
constexpr std::chrono::hours load_window{24 * 30};

void read_loads(Call& call, Picture& p) {
  p.loads.clear();
  for (const auto& load : needs::loads_since(call, call.now - load_window)) p.loads[load.person] = load.times;
  p.loads_at = call.now;
}

void index_points(Picture& p) {
  std::vector<geo::Point> points;
  p.with_point.clear();
  for (std::size_t i = 0; i < p.volunteers.size(); ++i) {
    if (!p.volunteers[i] || !p.volunteers[i]->point) continue;
    points.push_back({p.volunteers[i]->point->lat, p.volunteers[i]->point->lon});
    p.with_point.push_back(i);
  }
  p.nearest = std::make_shared<geo::NearestIndex>(points);
}

std::shared_ptr<Picture> read_all(Call& call) {
  auto p = std::make_shared<Picture>();
  p->seen = journal::size(call.tx, call.region());
  people::each_volunteer(call.tx, call.region(), "", [&](const people::VolunteerProfile& v) {
    p->place[v.person] = p->volunteers.size();
    p->volunteers.push_back(std::make_shared<people::VolunteerProfile>(v));
  });
  index_points(*p);
  read_loads(call, *p);
  return p;
}

// Facts about the person behind a profile: their subject or people name whom to read again.
bool concerns_volunteers(std::string_view kind) {
  return kind.starts_with("volunteer_") || kind.starts_with("licence_") || kind.starts_with("person") ||
         kind.starts_with("membership_") || kind == "merge_undone" || kind == "training_set";
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

bool same_point(const Picture::Profile& a, const Picture::Profile& b) {
  const bool has_a = a && a->point, has_b = b && b->point;
  if (has_a != has_b) return false;
  return !has_a || (a->point->lat == b->point->lat && a->point->lon == b->point->lon);
}

// Reads one volunteer again; true when their place on the map changed.
bool read_again(Call& call, Picture& p, PersonId person) {
  Picture::Profile fresh;
  if (auto v = people::find_volunteer(call, person); v.ok()) {
    fresh = std::make_shared<people::VolunteerProfile>(std::move(v).value());
  }
  const auto at = p.place.find(person);
  if (at == p.place.end()) {
    if (!fresh) return false;
    p.place[person] = p.volunteers.size();
    p.volunteers.push_back(fresh);
    return true;
  }
  const bool moved = !same_point(p.volunteers[at->second], fresh);
  p.volunteers[at->second] = std::move(fresh);
  return moved;
}

std::shared_ptr<const Picture> brought_up(Call& call, const std::shared_ptr<const Picture>& old) {
  const std::int64_t size = journal::size(call.tx, call.region());
  const bool loads_fresh = call.now - old->loads_at < loads_kept && call.now >= old->loads_at;
  if (size <= old->seen && loads_fresh) return old;
  if (size - old->seen > changes_max) return read_all(call);
  const auto changed = changed_since(call, old->seen, size);
  if (changed.empty() && loads_fresh) {
    auto same = std::make_shared<Picture>(*old);
    same->seen = size;
    return same;
  }
  auto p = std::make_shared<Picture>(*old);
  p->seen = size;
  bool moved = false;
  for (const auto person : changed) moved = read_again(call, *p, person) || moved;
  if (moved) index_points(*p);
  if (!loads_fresh) read_loads(call, *p);
  return p;
}

}  // namespace

std::shared_ptr<const Picture> Roster::picture(Call& call) {
  const std::lock_guard lock(mutex_);
  now_ = now_ ? brought_up(call, now_) : read_all(call);
  return now_;
}

}  // namespace lastmile::dispatch
