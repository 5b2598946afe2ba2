#pragma once
#include <string>

namespace lastmile::storage {

/// Creates a database on the test server; migrated ones are copied from a template that is made
/// once per schema. Returns its URL.
std::string create_test_database(const std::string& name, bool migrated);
void drop_test_database(const std::string& name);

}  // namespace lastmile::storage
