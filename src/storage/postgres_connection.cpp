#include "storage/postgres_connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>

#include "storage/dialect.h"

namespace lastmile::storage {
namespace {

constexpr Oid oid_unknown = 0, oid_bytea = 17, oid_int8 = 20, oid_float8 = 701;

bool is_machine_fault(std::string_view state) {
  constexpr std::array classes{"08", "40", "53", "57", "58", "XX"};
  constexpr std::array states{"25006", "55P03"};  // read only (a standby), lock not free in time
  return std::ranges::any_of(classes, [&](auto c) { return state.starts_with(c); }) ||
         std::ranges::find(states, state) != states.end();
}

/// A plan made before a table changed under it (a server of another version migrated): a new
/// connection makes new ones.
bool is_stale_plan(std::string_view state) { return state == "0A000" || state == "26000"; }

}  // namespace

void FreeResult::operator()(pg_result* result) const { PQclear(result); }

/// The arguments as libpq takes them. Numbers carry their type, so that `$1 + 60000` is reckoned
/// in 64 bits; text goes untyped and becomes what the column is (uuid, text, an array).
struct PgConnection::Arguments {
  explicit Arguments(std::span<const Value> args) : texts(args.size()) {
    for (std::size_t i = 0; i < args.size(); ++i) add(args[i], texts[i]);
  }

  void add(const Value& value, std::string& kept) {
    Oid type = oid_unknown;
    bool is_null = false;
    if (const auto* n = std::get_if<std::int64_t>(&value)) {
      type = oid_int8;
      kept = std::to_string(*n);
    } else if (const auto* d = std::get_if<double>(&value)) {
      type = oid_float8;
      kept = fmt::format("{}", bound_real(*d));
    } else if (const auto* t = std::get_if<std::string>(&value)) {
      kept = bound_text(*t);
    } else if (const auto* b = std::get_if<Bytes>(&value)) {
      type = oid_bytea;
      kept = b->data;
    } else if (const auto* list = std::get_if<List>(&value)) {
      kept = list_text(*list, Dialect::postgres);
    } else {
      is_null = true;
    }
    types.push_back(type);
    values.push_back(is_null ? nullptr : kept.c_str());
    lengths.push_back(static_cast<int>(kept.size()));
    formats.push_back(type == oid_bytea ? 1 : 0);
  }
  int count() const { return static_cast<int>(texts.size()); }
  std::string signature() const {
    std::string out;
    for (const Oid t : types) {
      out += t == oid_int8 ? 'n' : t == oid_float8 ? 'd' : t == oid_bytea ? 'b' : '-';
    }
    return out;
  }

  std::vector<std::string> texts;
  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

PgConnection::PgConnection(const std::string& url) {
  try {
    connect(url);
    set_up();
  } catch (...) {
    PQfinish(c_);
    throw;
  }
}

PgConnection::~PgConnection() { PQfinish(c_); }

void PgConnection::connect(const std::string& url) {
  // What the URL says wins: it comes last and is taken apart in its place.
  const std::array names{"application_name", "connect_timeout", "keepalives_idle",
                         "tcp_user_timeout", "dbname",          static_cast<const char*>(nullptr)};
  const std::array values{"lastmile", "5",         "10",
                          "15000",    url.c_str(), static_cast<const char*>(nullptr)};
  c_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (PQstatus(c_) != CONNECTION_OK) lost("connect to PostgreSQL");
  PQsetNoticeProcessor(c_, [](void*, const char*) {}, nullptr);
  const char* encoding = PQparameterStatus(c_, "server_encoding");
  if (!encoding || std::string_view(encoding) != "UTF8") {
    throw Unavailable(
        "the PostgreSQL database must be in UTF8: create it with "
        "`createdb --encoding=UTF8 --template=template0`");
  }
  if (PQsetClientEncoding(c_, "UTF8") != 0 || PQenterPipelineMode(c_) != 1) lost("set up");
}

void PgConnection::set_up() {
  later("set timezone = 'UTC'");
  later("set extra_float_digits = 1");
  later("set bytea_output = 'hex'");
  later("set jit = off");
  // An acknowledged commit survives a power cut, whatever the server's own default is.
  later(
      "select set_config('synchronous_commit', 'on', false) "
      "where current_setting('synchronous_commit') = 'off'");
  flush();
  used_ = false;
}

const PgConnection::Kept* PgConnection::if_kept(const Sql& sql, const std::string& types) const {
  const auto at = kept_.find(&sql);
  if (at == kept_.end()) return nullptr;
  const auto kept = std::ranges::find(at->second, types, &Kept::types);
  return kept == at->second.end() ? nullptr : &*kept;
}

PgResult PgConnection::run(const Sql& sql, std::span<const Value> args) {
  if (args.size() != argument_count(sql.text())) {
    throw Broken(std::string(sql.name()) + " got " + std::to_string(args.size()) + " arguments");
  }
  const Arguments a(args);
  const std::string types = a.signature();
  const Kept* kept = if_kept(sql, types);
  const std::size_t waiting = later_.size();
  send_later();
  const std::string name = kept ? kept->name : "s" + std::to_string(names_++);
  if (!kept) {
    const std::string text = in_dialect(sql.text(), Dialect::postgres);
    sent(PQsendPrepare(c_, name.c_str(), text.c_str(), a.count(), a.types.data()));
  }
  sent(PQsendQueryPrepared(c_, name.c_str(), a.count(), a.values.data(), a.lengths.data(),
                           a.formats.data(), 0));
  sent(PQpipelineSync(c_));
  PgResult result = hear(sql.name(), waiting);
  if (!kept) kept_[&sql].push_back({types, name});
  return result;
}

PgResult PgConnection::run_text(const std::string& text, std::span<const Value> args) {
  const Arguments a(args);
  const std::size_t waiting = later_.size();
  send_later();
  const std::string local = in_dialect(text, Dialect::postgres);
  sent(PQsendQueryParams(c_, local.c_str(), a.count(), a.types.data(), a.values.data(),
                         a.lengths.data(), a.formats.data(), 0));
  sent(PQpipelineSync(c_));
  return hear(text, waiting);
}

void PgConnection::prepare_only(const Sql& sql) {
  const std::size_t waiting = later_.size();
  send_later();
  const std::string local = in_dialect(sql.text(), Dialect::postgres);
  sent(PQsendPrepare(c_, "", local.c_str(), 0, nullptr));
  sent(PQpipelineSync(c_));
  hear(sql.name(), waiting);
}

void PgConnection::later(std::string command) { later_.push_back(std::move(command)); }

void PgConnection::flush() {
  if (later_.empty() && unheard_ == 0) return;
  const std::size_t waiting = later_.size();
  send_later();
  sent(PQpipelineSync(c_));
  hear("transaction command", waiting);
}

void PgConnection::flush_unheard() {
  const std::size_t waiting = later_.size();
  send_later();
  sent(PQpipelineSync(c_));
  unheard_ = waiting;
}

bool PgConnection::alive() {
  try {
    settle();
  } catch (const Unavailable&) {
    return false;
  }
  // One look takes in the server's last words, the next one sees that it hung up.
  const bool open = PQconsumeInput(c_) == 1 && PQconsumeInput(c_) == 1;
  return open && !spoilt_ && PQstatus(c_) == CONNECTION_OK;
}

void PgConnection::settle() {
  if (unheard_ == 0) return;
  const std::size_t commands = std::exchange(unheard_, 0);
  hear("transaction command", commands);
}

void PgConnection::send_later() {
  settle();
  used_ = true;
  for (const auto& command : later_) {
    sent(PQsendQueryParams(c_, command.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  }
  later_.clear();
}

/// Reads up to the sync: `waiting` answers to transaction commands, then the statement's own.
PgResult PgConnection::hear(std::string_view what, std::size_t waiting) {
  PgResult own, error;
  std::size_t heard = 0, failed_at = 0;
  for (bool was_null = false;;) {
    PgResult r(PQgetResult(c_));
    if (!r) {
      if (was_null || PQstatus(c_) != CONNECTION_OK) lost(what);
      was_null = true;
      continue;
    }
    was_null = false;
    const ExecStatusType status = PQresultStatus(r.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_FATAL_ERROR) {
      if (!error) failed_at = heard, error = std::move(r);
    } else if (status != PGRES_PIPELINE_ABORTED) {
      own = std::move(r);
    }
    ++heard;
  }
  if (!error) return own;
  if (failed_at < waiting) lost(what);
  fault(error.get(), what);
}

void PgConnection::sent(int ok) {
  if (ok != 1) lost("send");
}

void PgConnection::fault(const pg_result* result, std::string_view what) {
  failed_ = true;
  const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = code ? code : "";
  const std::string text = std::string(what) + ": " + PQresultErrorMessage(result);
  spoilt_ = spoilt_ || is_stale_plan(state);
  if (state == "53100") throw DiskFull(text);
  if (is_machine_fault(state) || spoilt_) throw Unavailable(text);
  throw StatementFailed(text);
}

void PgConnection::lost(std::string_view what) {
  spoilt_ = failed_ = true;
  throw Unavailable(std::string(what) + ": " + PQerrorMessage(c_));
}

}  // namespace lastmile::storage
