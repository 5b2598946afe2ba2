#include "storage/test_postgres.h"

#include <cstdlib>

#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

const char* server_url() {
  const char* url = std::getenv("LASTMILE_TEST_POSTGRES");
  return url && *url ? url : nullptr;
}

}  // namespace

bool is_available(On on) {
  return on == On::sqlite || server_url() || std::getenv("CI") != nullptr;
}

std::string create_test_database(const std::string&, bool) {
  throw Unavailable("set LASTMILE_TEST_POSTGRES to the URL of a server for tests");
}

void drop_test_database(const std::string&) {}

}  // namespace lastmile::storage
