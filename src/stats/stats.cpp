#include "stats/stats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "jobs/jobs.h"
#include "needs/need_words.h"
#include "needs/needs.h"
#include "places/places.h"
#include "stats/round_store.h"
#include "stats/stat_asked.h"
#include "stats/stat_store.h"
#include "stats/turn_store.h"

namespace lastmile::stats {
namespace {

struct Named {
  Figure figure;
  Words name;
  Words unit;
  const char* rows;
};
constexpr std::array figures_named{
    Named{Figure::persons, {"persons who served", "服务人数"}, {"persons", "人"}, "persons"},
    Named{Figure::turns, {"turns of service", "服务人次"}, {"turns", "人次"}, "services"},
    Named{Figure::minutes, {"service time", "服务时长"}, {"minutes", "分钟"}, "services"},
    Named{Figure::recipient_turns,
          {"recipient turns", "受益人次"},
          {"turns", "人次"},
          "recipient-turns"},
    Named{Figure::recipients, {"people served", "受益人数"}, {"persons", "人"}, "recipients"},
    Named{Figure::needs, {"needs asked for", "需求总数"}, {"needs", "件"}, "needs"},
    Named{Figure::needs_open, {"needs still open", "办理中"}, {"needs", "件"}, "needs"},
    Named{Figure::needs_closed, {"needs closed", "办结需求数"}, {"needs", "件"}, "needs"},
    Named{Figure::needs_escalated, {"needs escalated", "督办"}, {"needs", "件"}, "needs"},
    Named{Figure::response_minutes,
          {"median time to the first answer", "首次响应时长中位数"},
          {"minutes", "分钟"},
          "needs"},
    Named{Figure::closing_minutes,
          {"median time to closing", "办结时长中位数"},
          {"minutes", "分钟"},
          "needs"},
    Named{Figure::rated, {"services rated", "已评价"}, {"services", "次"}, "needs"},
    Named{Figure::rating_percent, {"rated of those served", "评价率"}, {"%", "%"}, "needs"},
    Named{Figure::rating_mean_100,
          {"mean stars × 100", "平均星级 × 100"},
          {"stars/100", "星/100"},
          "needs"},
};

std::optional<std::int64_t> mean_stars_100(const RoundTotals& r) {
  return r.rated ? std::optional(rounded(r.stars * 100, r.rated)) : std::nullopt;
}

/// All that is counted in a slice.
struct Totals {
  ServiceTotals services;
  TurnTotals served;
  NeedTotals needs;
  RoundTotals rounds;
};

Totals count_all(Call& call, const Slice& slice) {
  return {count_services(call.tx, call.region(), slice), count_turns(call.tx, call.region(), slice),
          count_needs(call.tx, call.region(), slice), count_rounds(call.tx, call.region(), slice)};
}

std::optional<std::int64_t> value_of(Figure f, const Totals& all) {
  const auto& [s, served, n, r] = all;
  switch (f) {
    case Figure::persons:
      return s.persons;
    case Figure::turns:
      return s.turns;
    case Figure::minutes:
      return s.minutes;
    case Figure::recipient_turns:
      return served.turns;
    case Figure::recipients:
      return served.recipients;
    case Figure::needs:
      return n.needs;
    case Figure::needs_open:
      return n.open;
    case Figure::needs_closed:
      return n.closed;
    case Figure::needs_escalated:
      return n.escalated;
    case Figure::rated:
      return r.rated;
    case Figure::rating_percent:
      return r.served ? std::optional(rounded(r.rated * 100, r.served)) : std::nullopt;
    case Figure::rating_mean_100:
      return mean_stars_100(r);
    default:
      return std::nullopt;
  }
}

std::string rows_link(std::string_view rows, const Asked& a) {
  std::string link =
      fmt::format("/v1/stats/{}?from={}&to={}", rows, to_text(a.from), to_text(a.to));
  if (!a.slice.under.empty()) link += "&under=" + a.slice.under;
  if (!a.slice.category.empty()) link += "&category=" + a.slice.category;
  return link;
}

std::string rows_link(const Named& asked_for, const Asked& a) {
  const bool of_needs =
      std::string_view(asked_for.rows) == "needs" && asked_for.figure != Figure::needs;
  return rows_link(asked_for.rows, a) +
         (of_needs ? "&figure=" + std::string(to_text(asked_for.figure)) : "");
}

void add_states(Call& call, const Asked& a, std::vector<FigureView>& figures) {
  const auto totals = count_states(call.tx, call.region(), a.slice);
  const Lang lang = call.actor.lang;
  const std::string unit(Words{"needs", "件"}.in(lang));
  for (const auto state : all_of<needs::NeedState>()) {
    if (state == needs::NeedState::draft) continue;  // asked of nobody yet
    const auto total =
        std::ranges::find(totals, state, [](const StateTotal& t) { return t.state; });
    figures.push_back({Figure::needs_in_state, state, std::string(needs::words_of(state).in(lang)),
                       unit, total == totals.end() ? 0 : total->needs,
                       rows_link("needs", a) + "&state=" + std::string(to_text(state))});
  }
}

FigureLine line_of(Call& call, const Slice& slice, std::string key, std::string name) {
  const auto [s, served, n, r] = count_all(call, slice);
  return {std::move(key), std::move(name), s.persons, s.turns, s.minutes,
          served.turns,   n.needs,         n.closed,  r.rated, mean_stars_100(r)};
}

// Figures whose rows are services of needs, each with its own rating.
bool is_of_ratings(std::optional<Figure> figure) {
  return figure == Figure::rated || figure == Figure::rating_percent ||
         figure == Figure::rating_mean_100;
}

// How many '/' a path has: its level in the tree.
std::ptrdiff_t depth(std::string_view path) { return std::count(path.begin(), path.end(), '/'); }

template <class Row, class Load, class KeyOf, class Query>
Result<Page<Row>> page_of(Call& call, const Query& q, Load load, KeyOf key_of) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_rows));
  using Place = decltype(key_of(std::declval<Row>()));
  Place after{};
  if (q.cursor) {
    ASSIGN_OR_RETURN(after, q.cursor->template place<Place>());
  }
  const auto limit = items_asked(q.limit);
  return to_page(load(a.slice, after, static_cast<std::int64_t>(limit) + 1), limit, key_of);
}

struct AfterPerson {
  PersonId id;
};
BOOST_DESCRIBE_STRUCT(AfterPerson, (), (id))

// As far as the follower has come: it may have a whole journal before it, after an upgrade say.
std::int64_t leaves_counted(Call& call) {
  const auto all = jobs::lags(call.tx, call.region());
  const auto mine = std::ranges::find(all, "stats", &jobs::Lag::follower);
  return mine == all.end() ? 0 : mine->cursor;
}

}  // namespace

Result<FiguresView> show_figures(Call& call, const AskFigures& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_read));
  const Totals all = count_all(call, a.slice);
  FiguresView view{a.slice.under, a.from, a.to, a.slice.category, leaves_counted(call), {}};
  for (const auto& n : figures_named) {
    auto value = value_of(n.figure, all);
    if (n.figure == Figure::response_minutes)
      value = median_response(call.tx, call.region(), a.slice);
    if (n.figure == Figure::closing_minutes)
      value = median_closing(call.tx, call.region(), a.slice);
    view.figures.push_back({n.figure,
                            {},
                            std::string(n.name.in(call.actor.lang)),
                            std::string(n.unit.in(call.actor.lang)),
                            value,
                            rows_link(n, a)});
    if (n.figure == Figure::needs) add_states(call, a, view.figures);
  }
  return view;
}

Result<Page<FigureCell>> list_figures(Call& call, const AskFigures& q) {
  ASSIGN_OR_RETURN(const FiguresView view, show_figures(call, q));
  Page<FigureCell> page;
  for (const auto& f : view.figures) page.items.push_back({f.name, f.value, f.unit, f.rows});
  return page;
}

Result<Page<FigureLine>> figures_by_site(Call& call, const CompareFigures& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_read));
  Page<FigureLine> page;
  for (const auto& site : places::sites_under(call, a.slice.under)) {
    if (depth(site.path) != depth(a.slice.under) + 1) continue;
    Slice slice = a.slice;
    slice.under = site.path;
    page.items.push_back(line_of(call, slice, site.path, site.name));
  }
  return page;
}

Result<Page<FigureLine>> figures_by_category(Call& call, const CompareFigures& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_read));
  Page<FigureLine> page;
  for (const auto& code : load_categories(call.tx, call.region(), a.slice)) {
    Slice slice = a.slice;
    slice.category = code;
    const auto category = needs::find_category(call, code);
    const bool zh = call.actor.lang == Lang::zh;
    page.items.push_back(line_of(call, slice, code,
                                 !category.ok() ? code
                                 : zh           ? category->name_zh
                                                : category->name_en));
  }
  return page;
}

Result<Page<FigureLine>> figures_by_month(Call& call, const CompareFigures& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_read));
  constexpr int months_max = 120;
  if (a.to - a.from > std::chrono::days{months_max * 30}) {
    return bad_field("/to", "range", {"must lie within ten years of `from`", "时段不能超过十年"});
  }
  const Zone& zone = call.settings.zone;
  Page<FigureLine> page;
  auto month =
      std::chrono::year_month_day{a.from}.year() / std::chrono::year_month_day{a.from}.month();
  for (int i = 0; i <= months_max && Day{month / 1} <= a.to; ++i, month += std::chrono::months{1}) {
    Slice slice = a.slice;
    slice.from = std::max(slice.from, zone.at(Day{month / 1}, 0));
    slice.to = std::min(slice.to, zone.at(Day{(month + std::chrono::months{1}) / 1}, 0));
    const std::string key = to_text(Day{month / 1}).substr(0, 7);
    page.items.push_back(line_of(call, slice, key, key));
  }
  return page;
}

Result<Page<ServiceRow>> list_service_rows(Call& call, const ListServiceRows& q) {
  return page_of<ServiceRow>(
      call, q,
      [&](const Slice& s, const AfterService& after, std::int64_t n) {
        return load_services(call.tx, call.region(), s, after, n);
      },
      [](const ServiceRow& r) { return AfterService{r.site_path, r.from_at, r.record}; });
}

Result<Page<PersonRow>> list_person_rows(Call& call, const ListServiceRows& q) {
  return page_of<PersonRow>(
      call, q,
      [&](const Slice& s, const AfterPerson& after, std::int64_t n) {
        return load_persons(call.tx, call.region(), s, after.id, n);
      },
      [](const PersonRow& r) { return AfterPerson{r.volunteer}; });
}

Result<Page<PersonRow>> all_person_rows(Call& call, const ListServiceRows& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_rows));
  return Page<PersonRow>{load_persons(call.tx, call.region(), a.slice, {}, rows_at_once_max), {}};
}

Result<Page<TurnRow>> list_recipient_turns(Call& call, const ListServiceRows& q) {
  return page_of<TurnRow>(
      call, q,
      [&](const Slice& s, const AfterTurn& after, std::int64_t n) {
        return load_turns(call.tx, call.region(), s, after, n);
      },
      [](const TurnRow& r) { return AfterTurn{r.site_path, r.from_at, r.need, r.recipient}; });
}

Result<Page<RecipientRow>> list_recipient_rows(Call& call, const ListServiceRows& q) {
  return page_of<RecipientRow>(
      call, q,
      [&](const Slice& s, const AfterPerson& after, std::int64_t n) {
        return load_recipients(call.tx, call.region(), s, after.id, n);
      },
      [](const RecipientRow& r) { return AfterPerson{r.recipient}; });
}

Result<Page<RecipientRow>> all_recipient_rows(Call& call, const ListServiceRows& q) {
  ASSIGN_OR_RETURN(const Asked a, asked(call, q, access::Right::stats_rows));
  return Page<RecipientRow>{load_recipients(call.tx, call.region(), a.slice, {}, rows_at_once_max),
                            {}};
}

Result<Page<NeedRow>> list_need_rows(Call& call, const ListNeedRows& q) {
  NeedFilter filter;
  if (q.figure) filter.figure = to_text(*q.figure);
  if (q.state) filter.state = to_text(*q.state);
  return page_of<NeedRow>(
      call, q,
      [&](const Slice& s, const AfterNeed& after, std::int64_t n) {
        filter.after = after;
        filter.limit = n;
        if (is_of_ratings(q.figure)) return load_rounds(call.tx, call.region(), s, filter);
        return load_needs(call.tx, call.region(), s, filter);
      },
      [](const NeedRow& r) {
        return AfterNeed{r.site_path, r.submitted_at, r.need, r.round.value_or(0)};
      });
}

}  // namespace lastmile::stats
