#include "stats/stat_jobs.h"

#include "needs/need_facts.h"
#include "people/person_facts.h"
#include "records/record_facts.h"
#include "stats/round_store.h"

namespace lastmile::stats {
namespace {

template <class F>
std::optional<F> fact(const journal::Entry& entry) {
  if (entry.kind != F::kind) return std::nullopt;
  auto read = from_json<F>(entry.body);
  ASSERT(read.ok());
  return std::move(read).value();
}

void on_submitted(Call& call, const journal::Entry& e, const needs::NeedSubmitted& s) {
  NeedRow row{s.need, s.category, s.source, s.site_path, needs::NeedState::submitted, e.at};
  write_need(call.tx, call.region(), row);
}

// Confirmed, or rated in the recipient's name, and yet it did not happen.
bool is_denied_after_all(const needs::NeedMoved& m) {
  return m.reason_code == "did_not_happen" && m.from != needs::NeedState::awaiting_confirmation;
}

// A service is rated once it was confirmed, or closed in silence; who asks for another rates the
// one that was. What was denied after all was none.
void on_round(Call& call, const needs::NeedMoved& m, std::optional<Instant> served_at) {
  using S = needs::NeedState;
  const bool ended =
      m.from == S::awaiting_confirmation && (m.to == S::awaiting_rating || m.to == S::archived);
  if (ended) add_round(call.tx, call.region(), m.need, served_at);
  if (is_denied_after_all(m)) drop_round(call.tx, call.region(), m.need);
}

void on_moved(Call& call, const journal::Entry& e, const needs::NeedMoved& m) {
  using S = needs::NeedState;
  auto row = load_need(call.tx, call.region(), m.need);
  if (!row) return;  // a draft: not asked for yet
  row->state = m.to;
  row->category = m.category;
  row->site_path = e.scope;
  const bool answered = m.from == S::submitted && m.to != S::withdrawn;
  if (e.version > 1)
    row->responded_at = m.responded_at;
  else if (answered && !row->responded_at)
    row->responded_at = e.at;
  if (m.to == S::awaiting_confirmation) row->served_at = e.at;
  const bool denied = m.from == S::awaiting_confirmation && m.to == S::awaiting_dispatch;
  if (denied || m.reason_code == "did_not_happen") row->served_at.reset();
  on_round(call, m, row->served_at);
  // A rating archives: one that was denied while it was waited for had none.
  if (is_denied_after_all(m) && m.from == S::archived) row->stars.reset();
  const bool final = m.to == S::archived || m.to == S::refused || m.to == S::referred ||
                     m.to == S::withdrawn || m.to == S::merged;
  if (!final)
    row->closed_at.reset();
  else if (!row->closed_at)
    row->closed_at = e.at;
  write_need(call.tx, call.region(), *row);
}

void on_need(Call& call, const journal::Entry& e, const std::function<void(NeedRow&)>& change) {
  auto row = load_need(call.tx, call.region(), needs::NeedId{e.subject});
  if (!row) return;
  change(*row);
  write_need(call.tx, call.region(), *row);
}

void follow(Call& call, const journal::Entry& e) {
  if (const auto f = fact<needs::NeedSubmitted>(e)) return on_submitted(call, e, *f);
  if (const auto f = fact<needs::NeedMoved>(e)) return on_moved(call, e, *f);
  if (const auto f = fact<needs::NeedRated>(e)) {
    rate_round(call.tx, call.region(), f->need, f->stars);
    return on_need(call, e, [&](NeedRow& row) { row.stars = f->stars; });
  }
  if (fact<needs::NeedEscalated>(e)) {
    return on_need(call, e, [](NeedRow& row) { row.escalated = true; });
  }
  if (const auto f = fact<needs::NeedChanged>(e); f && f->what == "site") {
    return on_need(call, e, [&](NeedRow& row) { row.site_path = e.scope; });
  }
  if (const auto f = fact<records::RecordSet>(e)) {
    const auto recipient = f->recipient.is_nil() ? std::nullopt : std::optional(f->recipient);
    write_service(call.tx, call.region(),
                  {{f->record, f->volunteer, recipient, f->category, f->site_path, f->from,
                    f->minutes, f->grade},
                   f->subject,
                   std::string(to_text(f->state))});
  }
  if (const auto f = fact<people::PersonsMerged>(e))
    join_persons(call.tx, call.region(), f->kept, f->gone);
  if (const auto f = fact<people::MergeUndone>(e)) part_persons(call.tx, call.region(), f->gone);
}

}  // namespace

void add_stat_jobs(jobs::Registry& registry) {
  registry.followers.push_back(
      {"stats",
       {"stat_service", "stat_turn", "stat_person", "stat_need", "stat_round"},
       follow,
       true});
}

}  // namespace lastmile::stats
