#pragma once
#include <atomic>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "http/serve.h"
#include "http/server.h"
#include "jobs/jobs.h"
#include "notices/notice_jobs.h"
#include "notices/means.h"
#include "send/sms.h"

/// The composition root: the one place that knows every module and puts them together.
namespace lastmile::app {

/// Every route of the program.
void add_routes(http::Router& router);
/// All clocked work, queued work, followers and errands of the program.
void add_jobs(jobs::Registry& registry, send::SmsGateway& gateway, notices::FarEnds ends = {});

/// `backups` in town.conf: of those made by the program itself; what is left out is as said here.
struct BackupSettings {
  std::optional<std::string> folder = {};     // beside town.conf unless a whole path: backups
  std::optional<Bounded<1, 1000>> keep = {};  // the newest ones: 7
};
BOOST_DESCRIBE_STRUCT(BackupSettings, (), (folder, keep))

/// What a deployment decided once and keeps beside its data, in DIR/town.conf.
struct TownFile {
  int region = 4112;
  std::string zone = "Asia/Shanghai";
  bool demo = false;
  std::string public_url = {};  // empty: where it listens
  bool dengbao3 = false;
  std::optional<send::SmsProvider> sms;
  std::optional<send::MailServer> smtp = {};
  std::optional<notices::NoticeSettings> notices = {};
  std::vector<std::string> holidays = {};  // rows of `parse_calendar`, from a year's notice
  std::optional<Bounded<0, 100'000>> needs_a_day =
      {};  // that one person asks for; unless given 60, in a demo any
  std::optional<BackupSettings> backups = {};
};
BOOST_DESCRIBE_STRUCT(TownFile, (),
                      (region, zone, demo, public_url, dengbao3, sms, smtp, notices, holidays,
                       needs_a_day, backups))
/// Reads DIR/town.conf (JSON); the defaults when there is none. Throws std::runtime_error naming
/// each wrong field: also a region that is no city's code, an unknown zone, an address of no web.
TownFile read_town_file(const std::filesystem::path& dir);
void write_town_file(const std::filesystem::path& dir, const TownFile& file);
/// The same in a file of any name, as a backup carries it; nothing when there is none.
std::optional<TownFile> load_town_file(const std::filesystem::path& path);
void save_town_file(const std::filesystem::path& path, const TownFile& file);
/// Changes the public address in DIR/town.conf; every other character stays, and so does the file's
/// mode.
void set_public_url(const std::filesystem::path& dir, std::string_view url);
/// Whether there is a time zone of this name.
bool is_zone(const std::string& name);
/// The calendar of `holidays` as town.conf gives them; throws std::runtime_error naming the row.
WorkCalendar calendar_of(const std::vector<std::string>& holidays);
/// Whether DIR/town.conf is there.
bool has_town_file(const std::filesystem::path& dir);

/// Where a town lies and how it is opened.
struct TownOptions {
  std::filesystem::path dir = "data";
  std::string postgres;                    // URL; empty: SQLite in dir
  std::string listens_at = {};             // its address, for a town that names no public one
  std::function<Instant()> clock = {};     // the system's unless given
  std::optional<std::uint64_t> seed = {};  // random numbers from the system unless given
  bool create = false;                     // a new town where there is none: init alone
  bool restoring = false;                  // by the restore that is under way in dir
  std::optional<TownFile> file = {};       // in place of DIR/town.conf: of a town being made
};

/// There is no town where one was said to be: a mistyped folder makes none.
struct NoTown : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The data beside town.conf is not of the town that it says. The message names the remedy.
struct WrongTown : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The town lies in the other database: PostgreSQL where SQLite was asked for, or the other way
/// round. The message names the remedy.
struct WrongDatabase : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// There while a restore fills DIR: until it is done, the town opens for nobody else.
std::filesystem::path restoring_file(const std::filesystem::path& dir);

/// Throws NoTown when there is none, WrongDatabase when it is in the other one; writes nothing.
void require_town(const TownOptions& options);

/// A town opened: database migrated, keys, journal, commands. No threads but the writer lane.
class Town {
 public:
  /// Throws NoTown, and writes nothing, when there is none and none is to be made; WrongTown when
  /// the data is another region's, or was not begun as the demo it is said to be; WrongDatabase.
  explicit Town(const TownOptions& options);
  ~Town();

  storage::Db& db() { return *db_; }
  vault::Vault& vault() { return *vault_; }
  journal::Log& log() { return *log_; }
  jobs::Commands& commands() { return *commands_; }
  const Settings& settings() const { return settings_; }
  const TownFile& file() const { return file_; }
  const jobs::Registry& registry() const { return registry_; }
  const TownOptions& options() const { return options_; }
  /// True when no city was imported yet.
  bool is_empty();
  /// True when opening it made it: its data was empty.
  bool is_new() const { return is_new_; }
  /// From now on a verification or backup under way breaks off at its next step.
  void end_upkeep() { is_ending_ = true; }
  bool is_ending() const { return is_ending_; }

 private:
  void keep_to_region();
  void keep_to_demo();

  TownOptions options_;
  TownFile file_;
  Settings settings_;
  bool is_new_ = false;
  std::unique_ptr<storage::Db> db_;
  std::unique_ptr<vault::Vault> vault_;
  std::unique_ptr<journal::Log> log_;
  std::unique_ptr<jobs::Commands> commands_;
  std::unique_ptr<send::SmsGateway> sms_;
  std::unique_ptr<send::Mailer> mailer_;
  std::atomic<bool> is_ending_ = false;
  jobs::Registry registry_;
};

/// What a town can send, by its town.conf: by e-mail, by SMS, and its limits.
notices::Means notice_means(const TownFile& file);

/// Enters what every deployment starts with (dictionaries), and notes what this one can send.
Check prepare(Town& town);

/// Serves until told to stop (SIGINT, SIGTERM). Throws Broken when the journal has lost its head,
/// or a follower its place in it.
struct ServeTown {
  http::Listen listen;
  std::filesystem::path web;  // the built web app; empty: none
  std::string log_file;       // empty: standard error
};
int serve(Town& town, const ServeTown& how);

}  // namespace lastmile::app
