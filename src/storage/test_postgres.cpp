#include <libpq-fe.h>

#include <cstdlib>
#include <stdexcept>

#include "storage/schema_text.h"
#include "storage/test_postgres.h"
#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

const char* server_url() {
  const char* url = std::getenv("LASTMILE_TEST_POSTGRES");
  return url && *url ? url : nullptr;
}

/// One session on the server for making and dropping databases.
class Server {
 public:
  Server() {
    if (!server_url()) throw Unavailable("LASTMILE_TEST_POSTGRES must name a server for tests");
    c_ = PQconnectdb(server_url());
    if (PQstatus(c_) != CONNECTION_OK) throw Unavailable(PQerrorMessage(c_));
    PQsetNoticeProcessor(c_, [](void*, const char*) {}, nullptr);
  }
  ~Server() { PQfinish(c_); }
  Server(const Server&) = delete;

  int rows(const std::string& text) {
    PGresult* r = PQexec(c_, text.c_str());
    const ExecStatusType status = PQresultStatus(r);
    const int n = PQntuples(r);
    const std::string error = PQresultErrorMessage(r);
    PQclear(r);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw Unavailable(error);
    return n;
  }
  bool has(const std::string& database) {
    return rows("select 1 from pg_database where datname = '" + database + "'") > 0;
  }

 private:
  PGconn* c_ = nullptr;
};

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

/// Made once per server and schema, by whichever test process comes first.
std::string template_database(Server& server) {
  const std::string name =
      "lastmile_template_" + std::to_string(std::hash<std::string>{}(whole_schema()));
  server.rows("select pg_advisory_lock(4112)");
  if (!server.has(name)) {
    server.rows("drop database if exists " + name + "_new with (force)");
    server.rows("create database " + name + "_new" + empty_database);
    {
      const auto db = Db::open(Where{{}, url_of(name + "_new")});
      migrate(*db);
    }
    server.rows("alter database " + name + "_new rename to " + name);
  }
  server.rows("select pg_advisory_unlock(4112)");
  return name;
}

}  // namespace

bool is_available(On on) {
  return on == On::sqlite || server_url() || std::getenv("CI") != nullptr;
}

std::string create_test_database(const std::string& name, bool migrated) {
  Server server;
  drop_test_database(name);
  server.rows("create database " + name +
              (migrated ? " template " + template_database(server) : empty_database));
  return url_of(name);
}

void drop_test_database(const std::string& name) {
  Server().rows("drop database if exists " + name + " with (force)");
}

}  // namespace lastmile::storage
