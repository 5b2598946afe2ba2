#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::access {

/// Someone the demo offers on its sign-in page.
struct DemoRow {
  int region = 0;
  PersonId person;
  std::int64_t place = 0;  // in the list
  std::string name;
  std::string role_en;
  std::string role_zh;
  std::optional<std::string> phone;
  std::optional<std::string> phone_index;
  std::optional<std::string> login;
  std::optional<std::string> password;
  std::optional<std::string> totp_secret;
};
BOOST_DESCRIBE_STRUCT(DemoRow, (),
                      (region, person, place, name, role_en, role_zh, phone, phone_index, login,
                       password, totp_secret))

std::vector<DemoRow> demo_rows(storage::Tx& tx, int region);
std::optional<DemoRow> find_demo_row(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::DemoRow> {
  static constexpr std::string_view name = "demo_login";
  static constexpr std::size_t key_columns = 2;
};
