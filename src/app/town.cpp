#include "app/town.h"

#include "app/journal_routes.h"

#include <algorithm>
#include <fstream>

#include "access/access_jobs.h"
#include "access/access_routes.h"
#include "app/chosen_categories.h"
#include "app/demo_mark.h"
#include "app/folder.h"
#include "app/issuer.h"
#include "app/own_phone.h"
#include "app/site_closing.h"
#include "app/staff_scopes.h"
#include "app/system_routes.h"
#include "app/town_database.h"
#include "app/town_store.h"
#include "app/upkeep_job.h"
#include "app/upkeep_store.h"
#include "app/web_address.h"
#include "attendance/attendance_jobs.h"
#include "dispatch/dispatch_jobs.h"
#include "dispatch/dispatch_routes.h"
#include "http/idempotency.h"
#include "journal/head.h"
#include "merkle/note.h"
#include "needs/categories.h"
#include "needs/need_jobs.h"
#include "needs/need_routes.h"
#include "notices/notice_routes.h"
#include "people/people_jobs.h"
#include "people/people_routes.h"
#include "places/place_routes.h"
#include "places/site_store.h"
#include "records/record_jobs.h"
#include "records/record_routes.h"
#include "stats/stat_jobs.h"
#include "stats/stat_routes.h"
#include "storage/reserve.h"
#include "vault/file.h"

namespace lastmile::app {

void add_routes(http::Router& router) {
  access::add_access_routes(router);
  places::add_place_routes(router);
  people::add_people_routes(router);
  needs::add_need_routes(router);
  dispatch::add_dispatch_routes(router);
  records::add_record_routes(router);
  stats::add_stat_routes(router);
  notices::add_notice_routes(router);
  add_own_phone(router);
  add_staff_scopes(router);
  add_site_closing(router);
  add_chosen_categories(router);
  add_journal_routes(router);
  add_system_routes(router);
}

void add_jobs(jobs::Registry& registry, send::SmsGateway& gateway, notices::FarEnds ends) {
  registry.clocked.push_back(http::purge_of_answers());
  access::add_access_jobs(registry, gateway);
  people::add_people_jobs(registry);
  attendance::add_attendance_jobs(registry);
  needs::add_need_jobs(registry);
  dispatch::add_dispatch_jobs(registry);
  records::add_record_jobs(registry);
  stats::add_stat_jobs(registry);
  notices::add_notice_jobs(registry, ends);
}

namespace {

// What every town has on this machine; with PostgreSQL the rows lie elsewhere.
void refuse_where_none_is(const TownOptions& options) {
  for (const char* part : {"town.conf", "keys"}) {
    if (is_there(options.dir / part)) continue;
    throw NoTown(fmt::format("no town in {}: run lastmile init, or put back {} if there was one",
                             options.dir.string(), (options.dir / part).string()));
  }
  // Not told to run init: it would make a second, empty town with the keys of this one.
  const auto rows = options.dir / "lastmile.db";
  if (!options.postgres.empty() || is_there(rows)) return;
  throw NoTown(fmt::format(
      "the town in {} has no data there: give --postgres URL if it is on PostgreSQL; else put back "
      "{}, or restore a backup into a new folder (lastmile restore)",
      options.dir.string(), rows.string()));
}

// Its people's keys are not there yet, nor are those erased since who must be erased again.
void refuse_half_restored(const TownOptions& options) {
  std::ifstream in(restoring_file(options.dir));
  std::string backup, file;
  if (options.restoring || !in) return;
  std::getline(in, backup);
  std::getline(in, file);
  throw NoTown(
      fmt::format("a restore of {1} into {0} was broken off: run lastmile restore {1} "
                  "--data {0} again, it goes on where it stopped",
                  options.dir.string(), file));
}

Settings settings_of(const TownFile& file, const TownOptions& options) {
  Settings s;
  s.region = file.region;
  s.zone = Zone(file.zone);
  s.calendar = calendar_of(file.holidays);
  s.demo = file.demo;
  if (!options.listens_at.empty()) s.public_url = options.listens_at;
  if (const auto url = web_address(file.public_url)) s.public_url = *url;
  s.dengbao3 = file.dengbao3;
  // In a demo town a few people try what many do elsewhere.
  const int usual = file.demo ? 0 : 60;
  s.needs_a_day = file.needs_a_day ? file.needs_a_day->value : usual;
  return s;
}

// A deployment without a gateway cannot send codes: it says so at each attempt and keeps them
// queued.
class NoGateway : public send::SmsGateway {
 public:
  send::Delivery send(const send::TextMessage&, const send::Watch&) override {
    return {send::Outcome::not_taken, "no SMS gateway is set up: give `sms` in town.conf"};
  }
};

std::unique_ptr<send::SmsGateway> gateway_of(const TownFile& file) {
  if (file.sms) return send::make_http_gateway(*file.sms);
  if (file.demo) return send::make_log_gateway(true, [](const std::string&) {});
  return std::make_unique<NoGateway>();
}

std::unique_ptr<send::Mailer> mailer_of(const TownFile& file) {
  if (file.smtp) return send::make_smtp_mailer(*file.smtp);
  if (file.demo) return send::make_log_mailer([](const std::string&) {});
  return nullptr;
}

// Public, and only for the convenience of verify-certificate: on a full disk it waits for the next
// start.
void publish_issuer(const std::filesystem::path& dir, const Settings& s, const vault::Vault& v) {
  const auto line = merkle::verifier_line({journal::origin_of(s.region), v.public_key()});
  ASSERT(line.has_value());
  std::ifstream in(issuer_file(dir));
  if (std::string(std::istreambuf_iterator<char>(in), {}) == *line + "\n") return;
  try {
    vault::replace_file(issuer_file(dir), *line + "\n", 0644);
  } catch (const storage::Unavailable&) {
    // Serving matters more: what is missing is written at the next start.
  }
}

struct Regions {
  int own;
  int other;
  bool both;  // journals of both stand in the data
};

std::string of_another_region(const std::filesystem::path& dir, const Regions& r) {
  if (r.both) {
    return fmt::format(
        "the data of {} holds the journals of two regions, {} and {}: a second town was begun in "
        "it. Restore the newest backup from before that into a new folder (lastmile restore)",
        dir.string(), r.own, r.other);
  }
  return fmt::format(
      "the data of {0} is of region {1}, not {2}: give it \"region\": {1} in {0}/town.conf "
      "(init: --city {1}), or name the folder (and database) of the town of {2}. Nothing was "
      "written",
      dir.string(), r.other, r.own);
}

}  // namespace

std::filesystem::path restoring_file(const std::filesystem::path& dir) { return dir / "restoring"; }

std::filesystem::path issuer_file(const std::filesystem::path& dir) { return dir / "issuer.txt"; }

void require_town(const TownOptions& options) {
  require_database(options);
  refuse_half_restored(options);
  refuse_where_none_is(options);
}

// Folding back a full log of SQLite, and some ten thousand readings of personal data.
constexpr std::int64_t reserve_bytes = 8 << 20;

Town::Town(const TownOptions& options)
    : options_(options), file_(options.file ? *options.file : read_town_file(options.dir)) {
  require_database(options_);
  refuse_half_restored(options_);
  if (!options_.create) refuse_where_none_is(options_);
  settings_ = settings_of(file_, options_);
  make_folder(options_.dir);
  db_ = storage::Db::open({options_.dir / "lastmile.db", options_.postgres});
  refuse_second_town(options_, *db_);
  storage::keep_reserve(*db_, reserve_bytes);
  storage::migrate(*db_);
  keep_to_region();
  vault_ = vault::Vault::open(options_.dir / "keys", *db_);
  log_ = journal::Log::open(*db_, *vault_, settings_.region);
  commands_ = jobs::make_commands(*db_, *log_, *vault_, settings_, options_.clock, options_.seed);
  jobs::seal_cursors(*db_, *vault_, settings_.region);
  publish_issuer(options_.dir, settings_, *vault_);
  keep_to_demo();
  sms_ = gateway_of(file_);
  mailer_ = mailer_of(file_);
  const bool has_sms = notice_means(file_).sms;
  add_jobs(registry_, *sms_, {mailer_.get(), has_sms ? sms_.get() : nullptr});
  add_upkeep(registry_, *this);
  mark_database(options_);  // last: now the keys are known to fit the rows
}

// Before a key or a head is made: rows are keyed by region, and a second town begun in the data of
// another spoils the journal of both for good.
void Town::keep_to_region() {
  const int own = settings_.region;
  db_->read([&](storage::Tx& tx) {
    is_new_ = !has_journal(tx, own);
    const auto other = region_beside(tx, own);
    if (other) throw WrongTown(of_another_region(options_.dir, {own, *other, !is_new_}));
  });
}

// A town of real people is not to become one that tells their codes, by one word in a file.
void Town::keep_to_demo() {
  const int own = settings_.region;
  if (!file_.demo || db_->reading([&](storage::Tx& tx) { return is_demo(tx, own); })) return;
  if (options_.create && mark_as_demo(*commands_)) return;
  throw WrongTown(fmt::format(
      "the data of {0} was not begun as a demo, and a demo tells sign-in codes to anybody: set "
      "\"demo\": false in {0}/town.conf again; lastmile init --demo --data NEW-FOLDER makes a demo",
      options_.dir.string()));
}

Town::~Town() {
  if (db_) db_->close();
}

bool Town::is_empty() {
  return db_->reading([&](storage::Tx& tx) {
    return !places::load_site_by_code(tx, settings_.region, std::to_string(settings_.region))
                .has_value();
  });
}

notices::Means notice_means(const TownFile& file) {
  notices::Means means = notices::means_of(file.notices.value_or(notices::NoticeSettings{}));
  means.email = file.smtp || file.demo;
  means.sms = file.sms || file.demo;
  return means;
}

namespace {

Premises premises_of(const Town& town) {
  const auto asked = town.file().backups.value_or(BackupSettings{});
  Premises premises;
  premises.dir = town.options().dir.string();
  premises.backups = (town.options().dir / asked.folder.value_or("backups")).string();
  if (asked.keep) premises.backups_kept = *asked.keep;
  return premises;
}

}  // namespace

Check prepare(Town& town) {
  return town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
    needs::enter_categories(call);
    notices::note_means(call, notice_means(town.file()));
    note_premises(call, premises_of(town));
    return Done{};
  });
}

}  // namespace lastmile::app
