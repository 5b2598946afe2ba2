#pragma once
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "dispatch/test_town.h"
#include "needs/categories.h"
#include "needs/need_facts.h"
#include "places/site_store.h"
#include "records/record_facts.h"
#include "stats/stat_jobs.h"
#include "stats/stats.h"

namespace lastmile::stats {

using dispatch::given;
using S = needs::NeedState;

inline const std::vector<std::string> paths{"4112/",
                                            "4112/411202/",
                                            "4112/411202/411202001/",
                                            "4112/411202/411202001/411202001001/",
                                            "4112/411202/411202001/411202001002/",
                                            "4112/411202/411202002/",
                                            "4112/411202/411202002/411202002001/",
                                            "4112/411203/"};
inline const std::vector<std::string> categories{"0401", "0405", "0601", "0101"};

/// What the facts told, kept the naive way.
struct Told {
  struct Service {
    records::RecordSet last;
  };
  struct Need {
    std::string path, category, state;
    Instant submitted, responded, served, closed;
    std::vector<std::int64_t> rounds = {};  // stars of each service; 0: said nothing
    bool escalated = false;
  };
  std::map<records::RecordId, records::RecordSet> services;
  std::map<needs::NeedId, Need> needs;
};

/// A journal told fact by fact, and the figures of it.
struct StatsTown : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    commands_ = jobs::commands_of(bench());
    add_stat_jobs(registry_);
    bench().set_now("2026-01-10T09:00:00+08:00");
    ASSERT_TRUE(bench().run(TestBench::system(), found).ok());
  }
  /// The sites and categories that facts are told of.
  static Check found(Call& call) {
    needs::enter_categories(call);
    for (const auto& path : paths) {
      places::SiteRow site;
      site.region = call.region();
      site.id = call.make_id<places::SiteTag>();
      const auto last = path.rfind('/', path.size() - 2);
      site.code = path.substr(last + 1, path.size() - last - 2);
      site.path = path;
      site.name = site.area = site.code;
      ASSERT(call.tx.insert(site));
    }
    return Done{};
  }
  template <class F>
  void tell(const F& fact, Uuid subject, const std::string& scope) {
    ASSERT_TRUE(bench()
                    .run(TestBench::system(),
                         [&](Call& call) -> Result<Done> {
                           call.journal.append(fact, {subject, scope});
                           return Done{};
                         })
                    .ok());
  }
  void drain() { jobs::drain(*commands_, registry_); }
  Actor staff(const std::string& path = "4112/") {
    return TestBench::person(PersonId::make(bench().now(), bench().rng()),
                             {{"city_office", path}, {"any", path}});
  }
  FiguresView figures(const AskFigures& q) {
    auto r = bench().look(staff(), [&](Call& call) { return show_figures(call, q); });
    EXPECT_TRUE(r.ok());
    return std::move(r).value();
  }
  std::optional<std::int64_t> figure(const FiguresView& v, Figure f) {
    for (const auto& one : v.figures) {
      if (one.figure == f) return one.value;
    }
    ADD_FAILURE() << "no figure";
    return {};
  }
  std::int64_t in_state(const FiguresView& v, S state) {
    for (const auto& one : v.figures) {
      if (one.state == state) return *one.value;
    }
    ADD_FAILURE() << "no figure of " << to_text(state);
    return 0;
  }
  void tell_service(records::RecordSet r) {
    told_.services[r.record] = r;
    tell(r, r.record.uuid, r.site_path);
  }
  void submit(needs::NeedId id, const std::string& path, const std::string& category) {
    told_.needs[id] = {path, category, "submitted", bench().now(), {}, {}, {}};
    tell(
        needs::NeedSubmitted{
            id, "1", category, needs::Urgency::same_day, needs::Source::self, {}, {}, path},
        id.uuid, path);
  }
  void move(needs::NeedId id, S from, S to, std::string category = "") {
    auto& n = told_.needs[id];
    if (!category.empty()) n.category = category;
    n.state = to_text(to);
    const auto now = bench().now();
    if (from == S::submitted && to != S::withdrawn && n.responded == Instant{}) n.responded = now;
    if (to == S::awaiting_confirmation) n.served = now;
    if (from == S::awaiting_confirmation && (to == S::awaiting_rating || to == S::archived))
      n.rounds.push_back(0);
    const std::set<S> final{S::archived, S::refused, S::referred, S::withdrawn, S::merged};
    if (final.contains(to))
      n.closed = n.closed == Instant{} ? now : n.closed;
    else
      n.closed = {};
    const auto responded = n.responded == Instant{} ? std::nullopt : std::optional(n.responded);
    tell(needs::NeedMoved{id, from, to, "", {}, n.category, responded}, id.uuid, n.path);
  }
  /// Said of the last service, which it is the only rating of.
  void rate(needs::NeedId id, std::int64_t stars) {
    told_.needs[id].rounds.back() = stars;
    tell(needs::NeedRated{id, stars, "self"}, id.uuid, told_.needs[id].path);
  }
  /// Not satisfied, served anew and confirmed.
  void do_again(needs::NeedId id, std::int64_t stars) {
    move(id, S::awaiting_rating, S::awaiting_dispatch);
    rate(id, stars);
    bench().tick(std::chrono::minutes{90});
    move(id, S::in_service, S::awaiting_confirmation);
    move(id, S::awaiting_confirmation, S::awaiting_rating);
  }
  /// A second one who helped in the same need, before or after and perhaps at another site.
  void help_too(records::RecordSet r, PersonId volunteer, Rng& rng) {
    r.record = records::RecordId::make(bench().now(), rng);
    r.record_version = 1;
    r.volunteer = volunteer;
    r.minutes = static_cast<std::int64_t>(rng.below(300));
    r.from += std::chrono::hours{24} * (static_cast<std::int64_t>(rng.below(40)) - 20);
    r.to = r.from;
    if (rng.below(2)) r.site_path = paths[rng.below(paths.size())];
    if (rng.below(2)) r.state = records::RecordState::counted;
    tell_service(r);
  }
  /// Random lives of needs and services over a year.
  void live(std::uint64_t seed, int things) {
    Rng rng(seed);
    std::vector<PersonId> people;
    for (int i = 0; i < 12; ++i) people.push_back(PersonId::make(bench().now(), rng));
    const auto pick = [&](const auto& all) { return all[rng.below(all.size())]; };
    for (int i = 0; i < things; ++i) {
      bench().tick(std::chrono::minutes{rng.below(2000)});
      const auto id = needs::NeedId::make(bench().now(), rng);
      submit(id, pick(paths), pick(categories));
      bench().tick(std::chrono::minutes{rng.below(300)});
      const auto fate = rng.below(6);
      if (fate == 0) {
        move(id, S::submitted, S::withdrawn);
        continue;
      }
      if (fate == 1) {
        move(id, S::submitted, rng.below(2) ? S::refused : S::referred);
        continue;
      }
      move(id, S::submitted, S::awaiting_dispatch, pick(categories));
      if (fate == 2) continue;
      if (rng.below(3) == 0) {
        told_.needs[id].escalated = true;
        tell(needs::NeedEscalated{id, 1, "overdue"}, id.uuid, told_.needs[id].path);
      }
      if (rng.below(4) == 0) {
        told_.needs[id].path = pick(paths);
        tell(needs::NeedChanged{id, "site", "moved"}, id.uuid, told_.needs[id].path);
      }
      bench().tick(std::chrono::minutes{rng.below(500)});
      move(id, S::in_service, S::awaiting_confirmation);
      records::RecordSet r{};
      r.record = records::RecordId::make(bench().now(), rng);
      r.record_version = 1;
      r.state = rng.below(5) ? records::RecordState::counted : records::RecordState::pending;
      r.grade = records::Grade::b;
      r.volunteer = pick(people);
      r.recipient = rng.below(4) ? pick(people) : PersonId{};
      r.subject = id.uuid;
      r.category = told_.needs[id].category;
      r.site_path = told_.needs[id].path;
      r.minutes = static_cast<std::int64_t>(rng.below(300));
      r.from = bench().now();
      r.to = bench().now();
      tell_service(r);
      if (rng.below(4) == 0) {  // corrected, counted late, or taken out
        r.record_version = 2;
        r.minutes += 5;
        r.state = pick(std::vector{records::RecordState::counted, records::RecordState::void_,
                                   records::RecordState::disputed});
        tell_service(r);
      }
      if (rng.below(3) == 0) help_too(r, pick(people), rng);
      if (fate == 3) continue;
      if (rng.below(5) == 0) {
        move(id, S::awaiting_confirmation, S::archived);  // waited out
        continue;
      }
      move(id, S::awaiting_confirmation, S::awaiting_rating);
      while (rng.below(4) == 0) do_again(id, static_cast<std::int64_t>(1 + rng.below(2)));
      move(id, S::awaiting_rating, S::archived);
      for (auto said = rng.below(3); said > 0; --said)
        rate(id, static_cast<std::int64_t>(1 + rng.below(5)));
    }
  }
  static std::int64_t half_up(double x) { return static_cast<std::int64_t>(std::floor(x + 0.5)); }
  /// The first of what counts in each need, recipient by recipient.
  std::map<std::pair<Uuid, PersonId>, records::RecordSet> first_stays() const {
    std::map<std::pair<Uuid, PersonId>, records::RecordSet> first;
    for (const auto& [id, r] : told_.services) {
      if (r.state != records::RecordState::counted || r.recipient.is_nil()) continue;
      const auto [at, is_new] = first.try_emplace({r.subject, r.recipient}, r);
      if (!is_new && r.from < at->second.from) at->second = r;  // services stand by record
    }
    return first;
  }
  /// The figures counted the naive way.
  std::map<Figure, std::optional<std::int64_t>> counted(const AskFigures& q) {
    const Zone& zone = bench().settings.zone;
    const Instant from = zone.at(*q.from, 0), to = zone.at(*q.to + std::chrono::days{1}, 0);
    const std::string under = q.under ? q.under->str() : "4112/",
                      category = q.category ? q.category->str() : "";
    const auto within = [&](const std::string& path, Instant at, const std::string& code) {
      return path.starts_with(under) && at >= from && at < to && code.starts_with(category);
    };
    std::set<PersonId> persons, recipients;
    std::map<Figure, std::optional<std::int64_t>> f;
    for (const Figure one : all_of<Figure>()) {
      if (one != Figure::needs_in_state) f[one] = 0;
    }
    for (const auto& [id, r] : told_.services) {
      if (r.state != records::RecordState::counted || !within(r.site_path, r.from, r.category))
        continue;
      persons.insert(r.volunteer);
      ++*f[Figure::turns];
      *f[Figure::minutes] += r.minutes;
    }
    for (const auto& [id, r] : first_stays()) {
      if (!within(r.site_path, r.from, r.category)) continue;
      recipients.insert(r.recipient);
      ++*f[Figure::recipient_turns];
    }
    f[Figure::persons] = static_cast<std::int64_t>(persons.size());
    f[Figure::recipients] = static_cast<std::int64_t>(recipients.size());
    std::vector<std::int64_t> responses, closings;
    std::int64_t served = 0, stars = 0;
    for (const auto& [id, n] : told_.needs) {
      if (!within(n.path, n.submitted, n.category)) continue;
      ++*f[Figure::needs];
      const std::set<std::string> ended{"archived", "refused", "referred", "withdrawn", "merged"};
      if (!ended.contains(n.state)) ++*f[Figure::needs_open];
      if (n.state == "archived") ++*f[Figure::needs_closed];
      if (n.escalated) ++*f[Figure::needs_escalated];
      if (n.responded != Instant{}) responses.push_back((n.responded - n.submitted).count());
      if (n.state == "archived") closings.push_back((n.closed - n.submitted).count());
      served += static_cast<std::int64_t>(n.rounds.size());
      for (const auto said : n.rounds) {
        if (said > 0) ++*f[Figure::rated], stars += said;
      }
    }
    const auto median = [](std::vector<std::int64_t> v) -> std::optional<std::int64_t> {
      if (v.empty()) return std::nullopt;
      std::sort(v.begin(), v.end());
      const auto between = static_cast<double>(v[(v.size() - 1) / 2] + v[v.size() / 2]) / 2;
      return half_up(between / 60'000);
    };
    f[Figure::response_minutes] = median(responses);
    f[Figure::closing_minutes] = median(closings);
    const auto rated = *f[Figure::rated];
    f[Figure::rating_percent] = served ? std::optional(half_up(100.0 * static_cast<double>(rated) /
                                                               static_cast<double>(served)))
                                       : std::nullopt;
    f[Figure::rating_mean_100] = rated ? std::optional(half_up(100.0 * static_cast<double>(stars) /
                                                               static_cast<double>(rated)))
                                       : std::nullopt;
    return f;
  }
  AskFigures slice(Rng& rng) {
    AskFigures q;
    q.from = given<Day>("2026-01-01") + std::chrono::days{rng.below(200)};
    q.to = *q.from + std::chrono::days{rng.below(300)};
    q.under = given<access::SitePath>(paths[rng.below(paths.size())]);
    const std::vector<std::string> some{"", "04", "0405", "06", "07"};
    const auto& category = some[rng.below(some.size())];
    if (!category.empty()) q.category = given<Text<2, 4>>(category);
    return q;
  }
  /// All rows of a list, page after page.
  template <class Row, class Query, class List>
  std::vector<Row> all_rows(Query q, List list) {
    std::vector<Row> all;
    const Actor who = staff();
    q.limit = PageLimit{7};
    for (;;) {
      auto page = bench().look(who, [&](Call& call) { return list(call, q); });
      EXPECT_TRUE(page.ok());
      for (auto& row : page->items) all.push_back(std::move(row));
      if (!page->next) return all;
      q.cursor = Cursor{*page->next};
    }
  }
  jobs::Commands& commands() { return *commands_; }
  jobs::Registry& registry() { return registry_; }

 private:
  std::unique_ptr<jobs::Commands> commands_;
  jobs::Registry registry_;
  Told told_;
};

}  // namespace lastmile::stats
