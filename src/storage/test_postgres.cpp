#include "storage/test_postgres.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "storage/schema_text.h"
#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

const char* server_url() {
  const char* url = std::getenv("LASTMILE_TEST_POSTGRES");
  return url && *url ? url : nullptr;
}

/// The server's URL with another database at its end.
std::string url_of(const std::string& database) {
  const std::string url = server_url();
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return url + " dbname=" + database;
  const std::size_t query = std::min(url.find('?'), url.size());
  const std::size_t slash = std::min(url.find('/', host + 3), query);
  return url.substr(0, slash) + "/" + database + url.substr(query);
}

constexpr auto empty_database = " template template0 encoding 'UTF8' locale 'C.UTF-8'";
constexpr int pool_max = 64;

// Beside the migrated tables a pooled database keeps what the migrations seeded.
constexpr auto keep_seed = R"(do $$ declare t record; n bigint; begin
  create schema seed;
  create table seed.tables as select tablename from pg_tables where schemaname = 'public';
  for t in select tablename from seed.tables loop
    execute format('select count(*) from public.%I', t.tablename) into n;
    if n > 0 then
      execute format('create table seed.%I as table public.%I', t.tablename, t.tablename);
    end if;
  end loop;
end $$)";
constexpr auto drop_others = R"(do $$ declare t record; begin
  for t in select tablename from pg_tables where schemaname = 'public'
      and tablename not in (select tablename from seed.tables) loop
    execute format('drop table public.%I cascade', t.tablename);
  end loop;
end $$)";
constexpr auto back_to_seed = R"(do $$ declare t record; begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('delete from public.%I', t.tablename);
  end loop;
  for t in select tablename from pg_tables where schemaname = 'seed'
      and tablename not in ('tables', 'shape') loop
    execute format('insert into public.%I select * from seed.%I', t.tablename, t.tablename);
  end loop;
end $$)";
// A test may have dropped a table or an index: what is not as it was made is of no more use.
constexpr auto shape = R"(select md5(string_agg(part, ',' order by part)) from (
  select c.relname || '.' || a.attname || ' ' || a.atttypid as part
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0
    and not a.attisdropped
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select tgname from pg_trigger where not tgisinternal) parts)";
constexpr auto end_other_sessions =
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()";

}  // namespace

class TestServer {
 public:
  explicit TestServer(const std::string& url) : c_(PQconnectdb(url.c_str())) {
    PQsetNoticeProcessor(c_, [](void*, const char*) {}, nullptr);
    if (PQstatus(c_) == CONNECTION_OK) return;
    const std::string why = PQerrorMessage(c_);
    PQfinish(c_);
    throw Unavailable(why);
  }
  ~TestServer() { PQfinish(c_); }
  TestServer(const TestServer&) = delete;

  /// The first value of the answer; empty without one.
  std::string ask(const std::string& text) {
    PGresult* r = PQexec(c_, text.c_str());
    const ExecStatusType status = PQresultStatus(r);
    const bool any = PQntuples(r) > 0 && PQnfields(r) > 0;
    const std::string value = any ? PQgetvalue(r, 0, 0) : "";
    const std::string error = PQresultErrorMessage(r);
    PQclear(r);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw Unavailable(error);
    return value;
  }
  bool has(const std::string& database) {
    return !ask("select 1 from pg_database where datname = '" + database + "'").empty();
  }

 private:
  PGconn* c_;
};

namespace {

std::string schema_name() {
  return "lastmile_" + std::to_string(std::hash<std::string>{}(whole_schema()));
}

void keep_as_made(const std::string& url) {
  TestServer made(url);
  made.ask(keep_seed);
  made.ask("create table seed.shape (shape text)");
  made.ask(std::string("insert into seed.shape ") + shape);
}

/// Made once per server and schema, by whichever test process comes first.
std::string template_database(TestServer& server) {
  const std::string name = schema_name() + "_template";
  if (server.has(name)) return name;
  server.ask("select pg_advisory_lock(4112)");
  if (!server.has(name)) {
    server.ask("drop database if exists " + name + "_new with (force)");
    server.ask("create database " + name + "_new" + empty_database);
    migrate(*Db::open(Where{{}, url_of(name + "_new")}));
    keep_as_made(url_of(name + "_new"));
    server.ask("alter database " + name + "_new rename to " + name);
  }
  server.ask("select pg_advisory_unlock(4112)");
  return name;
}

}  // namespace

/// A pooled database, and a session in it that knows its tables already: emptying is then quick.
struct TestLease {
  std::string name;
  std::unique_ptr<TestServer> inside;
};

namespace {

/// False when a test left the schema changed.
bool empty(TestLease& lease) {
  const auto try_it = [&] {
    if (!lease.inside) lease.inside = std::make_unique<TestServer>(url_of(lease.name));
    lease.inside->ask(end_other_sessions);
    lease.inside->ask(drop_others);
    if (lease.inside->ask(shape) != lease.inside->ask("select shape from seed.shape")) return false;
    lease.inside->ask(back_to_seed);
    return true;
  };
  try {
    return try_it();
  } catch (const Unavailable&) {  // a test that ends all sessions ended this one too
    lease.inside.reset();
    return try_it();
  }
}

/// The databases this process has leased. One session holds the locks until the process ends; it
/// is never closed, for a forked child would end it for its parent.
class Leases {
 public:
  static Leases& all() {
    static auto* leases = new Leases;
    return *leases;
  }

  std::unique_ptr<TestLease> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return lease_another();
    auto lease = std::move(idle_.back());
    idle_.pop_back();
    if (!empty(*lease)) make(*lease);
    return lease;
  }

  void give_back(std::unique_ptr<TestLease> lease) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(lease));
  }

 private:
  std::unique_ptr<TestLease> lease_another() {
    for (; next_ < pool_max; ++next_) {
      const auto key = std::to_string(next_);
      if (server_.ask("select pg_try_advisory_lock(4113, " + key + ")") != "t") continue;
      ++next_;
      auto lease = std::make_unique<TestLease>(schema_name() + "_" + key, nullptr);
      if (!server_.has(lease->name) || !empty(*lease)) make(*lease);
      return lease;
    }
    throw Unavailable("all test databases are taken");
  }

  void make(TestLease& lease) {
    lease.inside.reset();
    server_.ask("drop database if exists " + lease.name + " with (force)");
    server_.ask("create database " + lease.name + " template " + template_database(server_));
  }

  std::mutex mutex_;
  TestServer server_{server_url()};
  int next_ = 0;
  std::vector<std::unique_ptr<TestLease>> idle_;
};

}  // namespace

bool is_available(On on) {
  return on == On::sqlite || server_url() || std::getenv("CI") != nullptr;
}

TestPostgres::TestPostgres(bool migrated) {
  if (!server_url()) throw Unavailable("LASTMILE_TEST_POSTGRES must name a server for tests");
  if (migrated) {
    lease_ = Leases::all().take();
    url_ = url_of(lease_->name);
    return;
  }
  server_ = std::make_unique<TestServer>(server_url());
  static std::atomic<int> count{0};
  own_ = "lastmile_empty_" + std::to_string(::getpid()) + "_" + std::to_string(count++);
  server_->ask("drop database if exists " + own_ + " with (force)");
  server_->ask("create database " + own_ + empty_database);
  url_ = url_of(own_);
}

TestPostgres::~TestPostgres() {
  if (lease_) Leases::all().give_back(std::move(lease_));
  if (server_) server_->ask("drop database if exists " + own_ + " with (force)");
}

}  // namespace lastmile::storage
