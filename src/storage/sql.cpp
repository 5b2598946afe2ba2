#include "storage/sql.h"

namespace lastmile::storage {
namespace {

std::vector<const Sql*>& registered() {
  static std::vector<const Sql*> all;
  return all;
}

}  // namespace

Sql::Sql(std::string_view name, std::string_view text) : name_(name), text_(text) {
  registered().push_back(this);
}

const std::vector<const Sql*>& Sql::all() { return registered(); }

}  // namespace lastmile::storage
