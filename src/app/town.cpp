#include "app/town.h"

#include "app/journal_routes.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "access/access_jobs.h"
#include "access/access_routes.h"
#include "app/chosen_categories.h"
#include "app/issuer.h"
#include "app/own_phone.h"
#include "app/site_closing.h"
#include "app/staff_scopes.h"
#include "attendance/attendance_jobs.h"
#include "dispatch/dispatch_jobs.h"
#include "dispatch/dispatch_routes.h"
#include "http/idempotency.h"
#include "journal/head.h"
#include "merkle/note.h"
#include "needs/categories.h"
#include "needs/need_jobs.h"
#include "needs/need_routes.h"
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
  add_own_phone(router);
  add_staff_scopes(router);
  add_site_closing(router);
  add_chosen_categories(router);
  add_journal_routes(router);
}

void add_jobs(jobs::Registry& registry, access::SmsGateway& gateway) {
  registry.clocked.push_back(http::purge_of_answers());
  access::add_access_jobs(registry, gateway);
  people::add_people_jobs(registry);
  attendance::add_attendance_jobs(registry);
  needs::add_need_jobs(registry);
  dispatch::add_dispatch_jobs(registry);
  records::add_record_jobs(registry);
  stats::add_stat_jobs(registry);
}

namespace {

[[noreturn]] void throw_bad(std::string what, const Refused& refused) {
  for (const auto& bad : refused.fields) what += " " + bad.path + " " + bad.en + ";";
  throw std::runtime_error(what);
}

WorkCalendar calendar_of(const TownFile& file) {
  std::string rows;
  for (const auto& row : file.holidays) rows += row + "\n";
  auto calendar = parse_calendar(rows);
  if (!calendar.ok()) throw_bad("town.conf: holidays:", calendar.refused());
  return std::move(calendar).value();
}

}  // namespace

std::optional<TownFile> load_town_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  std::stringstream text;
  text << in.rdbuf();
  auto file = from_json<TownFile>(text.str());
  if (!file.ok()) throw_bad(path.string() + ":", file.refused());
  calendar_of(*file);
  return std::move(file).value();
}

void save_town_file(const std::filesystem::path& path, const TownFile& file) {
  vault::replace_file(path, to_json(file) + "\n", 0644);
}

namespace {

std::filesystem::path town_file(const std::filesystem::path& dir) { return dir / "town.conf"; }

// What every town has on this machine; with PostgreSQL the rows lie elsewhere.
void refuse_where_none_is(const TownOptions& options) {
  std::vector<std::filesystem::path> parts{town_file(options.dir), options.dir / "keys"};
  if (options.postgres.empty()) parts.push_back(options.dir / "lastmile.db");
  for (const auto& part : parts) {
    if (std::filesystem::exists(part)) continue;
    throw NoTown(fmt::format("no town in {}: run lastmile init, or put back {} if there was one",
                             options.dir.string(), part.string()));
  }
}

Settings settings_of(const TownFile& file, const TownOptions& options) {
  Settings s;
  s.region = file.region;
  s.zone = Zone(file.zone);
  s.calendar = calendar_of(file);
  s.demo = file.demo;
  if (!options.listens_at.empty()) s.public_url = options.listens_at;
  if (!file.public_url.empty()) s.public_url = file.public_url;
  s.dengbao3 = file.dengbao3;
  return s;
}

// A deployment without a gateway cannot send codes: it says so at each attempt and keeps them
// queued.
class NoGateway : public access::SmsGateway {
 public:
  void send(const access::TextMessage&) override {
    throw storage::Unavailable("no SMS gateway is set up: give `sms` in town.conf");
  }
};

std::unique_ptr<access::SmsGateway> gateway_of(const TownFile& file, const Settings& settings) {
  if (file.sms) return access::make_http_gateway(*file.sms);
  if (file.demo) return access::make_log_gateway(settings, [](const std::string&) {});
  return std::make_unique<NoGateway>();
}

std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return in ? text.str() : std::string();
}

// Public, and only for the convenience of verify-certificate: on a full disk it waits for the next
// start.
void publish_issuer(const std::filesystem::path& dir, const Settings& s, const vault::Vault& v) {
  const auto line = merkle::verifier_line({journal::origin_of(s.region), v.public_key()});
  ASSERT(line.has_value());
  if (text_of_file(issuer_file(dir)) == *line + "\n") return;
  try {
    vault::replace_file(issuer_file(dir), *line + "\n", 0644);
  } catch (const storage::Unavailable&) {
    // Serving matters more: what is missing is written at the next start.
  }
}

}  // namespace

std::filesystem::path issuer_file(const std::filesystem::path& dir) { return dir / "issuer.txt"; }

TownFile read_town_file(const std::filesystem::path& dir) {
  return load_town_file(town_file(dir)).value_or(TownFile{});
}

void write_town_file(const std::filesystem::path& dir, const TownFile& file) {
  std::filesystem::create_directories(dir);
  save_town_file(town_file(dir), file);
}

// Only a key at the top is written so: within a value the quotes would be escaped.
constexpr std::string_view public_url_key = "\"public_url\"";

void set_public_url(const std::filesystem::path& dir, std::string_view url) {
  const auto path = town_file(dir);
  std::string text = text_of_file(path);
  std::string value;
  encode_string(value, url);
  if (const auto key = text.find(public_url_key); key != text.npos) {
    const auto from = text.find('"', key + public_url_key.size());
    const auto to = text.find('"', from + 1);
    ASSERT(to != text.npos);
    text.replace(from, to - from + 1, value);
  } else {
    const auto open = text.find('{');
    ASSERT(open != text.npos);
    const bool alone = text.find('"') == text.npos;
    text.insert(open + 1, std::string(public_url_key) + ":" + value + (alone ? "" : ","));
  }
  const auto mode = std::filesystem::status(path).permissions();
  vault::replace_file(path, text, static_cast<mode_t>(mode));
}

bool has_town_file(const std::filesystem::path& dir) {
  return std::filesystem::exists(town_file(dir));
}

void require_town(const TownOptions& options) { refuse_where_none_is(options); }

// Folding back a full log of SQLite, and some ten thousand readings of personal data.
constexpr std::int64_t reserve_bytes = 8 << 20;

Town::Town(const TownOptions& options) : options_(options), file_(read_town_file(options.dir)) {
  if (!options_.create) refuse_where_none_is(options_);
  settings_ = settings_of(file_, options_);
  std::filesystem::create_directories(options_.dir);
  db_ = storage::Db::open({options_.dir / "lastmile.db", options_.postgres});
  storage::keep_reserve(*db_, reserve_bytes);
  storage::migrate(*db_);
  vault_ = vault::Vault::open(options_.dir / "keys", *db_);
  log_ = journal::Log::open(*db_, *vault_, settings_.region);
  commands_ = jobs::make_commands(*db_, *log_, *vault_, settings_, options_.clock, options_.seed);
  jobs::seal_cursors(*db_, *vault_, settings_.region);
  publish_issuer(options_.dir, settings_, *vault_);
  sms_ = gateway_of(file_, settings_);
  add_jobs(registry_, *sms_);
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

Check prepare(Town& town) {
  return town.commands().run(Actor{.system = true}, [](Call& call) -> Check {
    needs::enter_categories(call);
    return Done{};
  });
}

}  // namespace lastmile::app
