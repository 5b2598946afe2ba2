#pragma once
#include <unordered_map>

#include "storage/savepoints.h"

struct pg_conn;
struct pg_result;

namespace lastmile::storage {

struct FreeResult {
  void operator()(pg_result* result) const;
};
using PgResult = std::unique_ptr<pg_result, FreeResult>;

/// One connection, in pipeline mode: transaction commands (BEGIN, SAVEPOINT, RELEASE) wait for the
/// next statement and travel with it, so that they cost no round trip of their own.
/// Used by one thread at a time.
class PgConnection {
 public:
  /// Connects. Throws Unavailable when it cannot, or when the database is not in UTF-8.
  explicit PgConnection(const std::string& url);
  ~PgConnection();
  PgConnection(const PgConnection&) = delete;

  /// Prepared once per connection and sort of arguments, then run.
  PgResult run(const Sql& sql, std::span<const Value> args);
  PgResult run_text(const std::string& text, std::span<const Value> args);
  void prepare_only(const Sql& sql);
  /// Sent with the next statement, or by flush(). Must be a command that cannot fail by itself.
  void later(std::string command);
  void flush();
  /// Sends what waits without staying for the answer, which the next use collects.
  void flush_unheard();
  /// Forgets what waits and was not sent.
  void forget_later() { later_.clear(); }

  /// False once the connection is lost; looks at the socket, does not ask the server.
  bool alive();
  /// A statement failed: until a rollback the server takes no other.
  bool failed() const { return failed_; }
  void mend() { failed_ = false; }
  /// Whether something was sent since the last call.
  bool was_used() { return std::exchange(used_, false); }

 private:
  struct Arguments;
  struct Kept {
    std::string types;
    std::string name;
  };

  void connect(const std::string& url);
  void set_up();
  const Kept* if_kept(const Sql& sql, const std::string& types) const;
  void settle();  // hears what flush_unheard() left
  void send_later();
  PgResult hear(std::string_view what, std::size_t waiting);
  void sent(int ok);
  [[noreturn]] void fault(const pg_result* result, std::string_view what);
  [[noreturn]] void lost(std::string_view what);

  pg_conn* c_ = nullptr;
  std::vector<std::string> later_;
  std::size_t unheard_ = 0;  // commands sent by flush_unheard()
  std::unordered_map<const Sql*, std::vector<Kept>> kept_;
  int names_ = 0;
  bool failed_ = false;
  bool spoilt_ = false;
  bool used_ = false;
};

/// A transaction on a connection; the Db opens and ends it.
class PgTx final : public SavepointTx {
 public:
  PgTx(PgConnection& connection, bool writable) : connection_(connection), writable_(writable) {}
  bool writable() const override { return writable_; }
  std::unique_ptr<Statement> start(const Sql& sql, std::span<const Value> args) override;
  std::unique_ptr<Statement> start_text(const std::string& text,
                                        std::span<const Value> args) override;
  void prepare_only(const Sql& sql) override;

 protected:
  void command(SavepointCommand what, std::size_t depth) override;

 private:
  void refuse_failed() const;

  PgConnection& connection_;
  const bool writable_;
};

}  // namespace lastmile::storage
