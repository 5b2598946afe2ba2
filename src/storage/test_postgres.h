#pragma once
#include <memory>
#include <string>

namespace lastmile::storage {

/// A session on the test server that LASTMILE_TEST_POSTGRES names.
class TestServer;

/// A database on the test server for one test. Migrated ones are leased from a pool that outlives
/// the process: emptied and seeded anew at each lease, which is ten times faster than making one.
class TestPostgres {
 public:
  explicit TestPostgres(bool migrated);
  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;
  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<TestServer> server_;  // its session holds the lease
  std::string own_;                     // a database to drop at the end
  std::string url_;
};

}  // namespace lastmile::storage
