#include "audit.h"

#include <fmt/format.h>

#include <set>

#include "base/decode.h"
#include "jobs/jobs.h"
#include "journal/log.h"

namespace lastmile::fault {
namespace {

using storage::Sql;
using storage::Tx;

constexpr int region = 4112;
constexpr int page = 1000;

const Sql count_answers{"fault.count_answers",
                        "select count(*) from idempotency where region = $1"};
const Sql count_records{"fault.count_records", "select count(*) from record where region = $1"};
const Sql count_sittings{"fault.count_sittings", "select count(*) from sitting where region = $1"};
const Sql count_offers{"fault.count_offers", "select count(*) from offer where region = $1"};
const Sql state_of_need{"fault.state_of_need",
                        "select state from need where region = $1 and id = $2"};
const Sql offers_of_need{"fault.offers_of_need",
                         "select state, count(*) from offer where region = $1 and need = $2 "
                         "group by state order by state"};
const Sql records_of_need{"fault.records_of_need",
                          "select volunteer, minutes from record where region = $1 "
                          "and subject = $2"};
const Sql sittings_of_need{"fault.sittings_of_need",
                           "select count(*) from sitting where region = $1 and subject = $2 "
                           "and to_at is not null"};
const Sql state_of_run{"fault.state_of_run",
                       "select state from dispatch_run where region = $1 and id = $2"};
const Sql texts_by_state{"fault.texts_by_state",
                         "select state, count(*) from text_message where region = $1 "
                         "and purpose <> '' group by state order by state"};

struct Group {
  std::string state;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Group, (), (state, count))

std::string text_of(const std::vector<Group>& groups) {
  std::string text;
  for (const auto& g : groups)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", g.count, g.state);
  return text;
}

struct RecordOf {
  PersonId volunteer;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(RecordOf, (), (volunteer, minutes))

/// Facts since the baseline, by subject.
struct Facts {
  std::map<std::string, std::map<std::string, int>> kinds;             // subject → kind → how often
  std::map<std::string, int> offers_ended;                             // offer → how often
  std::map<std::int64_t, std::pair<std::string, std::string>> leaves;  // actor, subject
};

Facts read_facts(Tx& tx, std::int64_t from) {
  Facts facts;
  for (;;) {
    const auto some = journal::entries(tx, region, from, page);
    for (const auto& e : some) {
      const auto subject = e.subject.text();
      ++facts.kinds[subject][e.kind];
      facts.leaves[e.seq] = {e.actor ? e.actor->text() : "", subject};
      if (e.kind != "offer_ended") continue;
      const auto body = parse_json(e.body);
      ++facts.offers_ended[std::string(body.value().as_object().at("offer").as_string())];
    }
    if (some.size() < page) return facts;
    from = some.back().seq + 1;
  }
}

/// One audit: what is compared with what.
struct Audit {
  Tx& tx;
  const Facts& facts;
  Findings& findings;

  void expect(std::int64_t seen, std::int64_t wanted, const std::string& what) {
    if (seen != wanted) findings.add(fmt::format("{}: {}, not {}", what, seen, wanted));
  }
  void expect(const std::string& seen, const std::string& wanted, const std::string& what) {
    if (seen != wanted) findings.add(fmt::format("{}: \"{}\", not \"{}\"", what, seen, wanted));
  }
  int times(const std::string& subject, const std::string& kind) const {
    const auto at = facts.kinds.find(subject);
    if (at == facts.kinds.end()) return 0;
    const auto found = at->second.find(kind);
    return found == at->second.end() ? 0 : found->second;
  }

  bool is_about(const Done& done) const;
  void check_acknowledged(const std::vector<const Diary*>& diaries);
  void check_life(const Life& life, std::set<std::string>& needs);
};

/// A command tells several facts one after another, and is told the leaf of the last.
bool Audit::is_about(const Done& done) const {
  constexpr std::int64_t facts_max = 12;
  for (std::int64_t leaf = done.leaf; leaf > done.leaf - facts_max; --leaf) {
    const auto at = facts.leaves.find(leaf);
    if (at == facts.leaves.end() || at->second.first != done.who) return false;
    if (at->second.second == done.subject) return true;
  }
  return false;
}

/// Every acknowledged leaf stands, by that person and about that subject, and no two commands
/// were told the same one.
void Audit::check_acknowledged(const std::vector<const Diary*>& diaries) {
  std::set<std::int64_t> told;
  for (const Diary* diary : diaries) {
    for (const Done& done : diary->done) {
      if (!told.insert(done.leaf).second) {
        findings.add(fmt::format("leaf {} was told for two commands", done.leaf));
      }
      const auto at = facts.leaves.find(done.leaf);
      if (at == facts.leaves.end()) {
        findings.add(fmt::format("lost: leaf {} on {}", done.leaf, done.subject));
        continue;
      }
      expect(at->second.first, done.who, fmt::format("leaf {} by", done.leaf));
      if (!done.subject.empty() && !is_about(done)) {
        findings.add(fmt::format("leaf {} tells nothing of {}", done.leaf, done.subject));
      }
    }
  }
}

std::string offers_wanted(const Life& life) {
  switch (life.story) {
    case Story::served:
      return "1 accepted, 2 outrun";
    case Story::withdrawn:
      return life.taken ? "1 accepted, 2 outrun" : "3 withdrawn";
    case Story::declined:
      return "3 declined";
    default:
      return "3 expired";
  }
}

void Audit::check_life(const Life& life, std::set<std::string>& needs) {
  const std::string what = "need " + life.subject;
  if (life.story == Story::matched) {
    const auto run = tx.row<std::string>(state_of_run, region, Uuid::parse(life.subject).value());
    expect(run.value_or("lost"), "proposed", "matching run " + life.subject);
    expect(times(life.subject, "dispatch_run_set"), 2, "steps of run " + life.subject);
    return;
  }
  if (!needs.insert(life.subject).second) findings.add(what + " was told for two asks");
  const Uuid need = Uuid::parse(life.subject).value();
  expect(tx.row<std::string>(state_of_need, region, need).value_or("lost"), life.state, what);
  expect(times(life.subject, "need_submitted"), 1, what + " submitted");
  expect(text_of(tx.rows<Group>(offers_of_need, region, need)), offers_wanted(life), what);
  expect(times(life.subject, "offer_made"), 3, what + " offers made");
  expect(times(life.subject, "offer_ended"), 3, what + " offers ended");
  for (const auto& offer : life.offers) {
    const auto at = facts.offers_ended.find(offer);
    expect(at == facts.offers_ended.end() ? 0 : at->second, 1, "offer " + offer + " ended");
  }
  expect(times(life.subject, "need_taken"), life.taken ? 1 : 0, what + " taken");
  const bool served = life.story == Story::served;
  for (const char* kind : {"need_served", "need_confirmed", "need_rated"}) {
    expect(times(life.subject, kind), served ? 1 : 0, what + " " + kind);
  }
  expect(tx.row<std::int64_t>(sittings_of_need, region, need).value_or(-1), served ? 1 : 0,
         what + " stays");
  const auto records = tx.rows<RecordOf>(records_of_need, region, need);
  expect(static_cast<std::int64_t>(records.size()), served ? 1 : 0, what + " records");
}

std::int64_t count(Tx& tx, const Sql& sql) {
  return tx.row<std::int64_t>(sql, region).value_or(-1);
}

void check_totals(Audit& a, const Baseline& before, const std::vector<const Diary*>& diaries) {
  std::int64_t kept = 0, served = 0, needs = 0;
  for (const Diary* diary : diaries) {
    kept += diary->kept;
    for (const Life& life : diary->lives) {
      served += life.story == Story::served ? 1 : 0;
      needs += life.story == Story::matched ? 0 : 1;
    }
  }
  a.expect(count(a.tx, count_answers), before.answers + kept, "answers kept");
  a.expect(count(a.tx, count_records), before.records + served, "records");
  a.expect(count(a.tx, count_sittings), before.sittings + served, "stays");
  a.expect(count(a.tx, count_offers), before.offers + 3 * needs, "offers");
  const auto texts = a.tx.rows<Group>(texts_by_state, region);
  a.expect(static_cast<std::int64_t>(texts.size()), 1,
           "states of text messages: " + text_of(texts));
  if (!texts.empty()) a.expect(texts.front().state, "sent", "text messages");
  const auto queue = jobs::queue_count(a.tx, region);
  a.expect(queue.waiting + queue.running, 0, "work left");
  a.expect(queue.dead, 0, "work given up");
  for (const auto& lag : jobs::lags(a.tx, region)) {
    // Not how far: a clocked step may have told a fact while the server stopped.
    a.expect(lag.error, "", "error of " + lag.follower);
  }
}

}  // namespace

storage::Where where(const Place& place) { return {place.data / "lastmile.db", place.postgres}; }

Baseline baseline_of(const storage::Where& where) {
  const auto db = storage::Db::open(where);
  return db->reading([](Tx& tx) {
    return Baseline{journal::size(tx, region), count(tx, count_answers), count(tx, count_records),
                    count(tx, count_sittings), count(tx, count_offers)};
  });
}

std::int64_t work_left(const storage::Where& where) {
  const auto db = storage::Db::open(where);
  return db->reading([](Tx& tx) {
    const auto queue = jobs::queue_count(tx, region);
    return queue.waiting + queue.running;
  });
}

void audit(const storage::Where& where, const Baseline& before,
           const std::vector<const Diary*>& diaries, Findings& findings) {
  const auto db = storage::Db::open(where);
  db->read([&](Tx& tx) {
    const Facts facts = read_facts(tx, before.leaves);
    Audit a{tx, facts, findings};
    a.check_acknowledged(diaries);
    std::set<std::string> needs;
    for (const Diary* diary : diaries) {
      for (const Life& life : diary->lives) a.check_life(life, needs);
    }
    check_totals(a, before, diaries);
    if (db->is_postgres()) return;
    const auto s = tx.start_text("pragma integrity_check", {});
    a.expect(s->step() ? std::string(s->text(0)) : "", "ok", "integrity");
  });
}

}  // namespace lastmile::fault
