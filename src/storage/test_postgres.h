#pragma once
#include <memory>
#include <string>

namespace lastmile::storage {

/// A session on the test server that LASTMILE_TEST_POSTGRES names.
class TestServer;
struct TestLease;

/// A database on the test server for one test. Migrated ones are leased from a pool that outlives
/// the process: emptied and seeded anew for each test, which is ten times faster than making one.
class TestPostgres {
 public:
  explicit TestPostgres(bool migrated);
  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;
  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<TestLease> lease_;
  std::unique_ptr<TestServer> server_;  // where `own_` is to be dropped
  std::string own_;
  std::string url_;
};

}  // namespace lastmile::storage
