#pragma once
#include "people/organization.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::people::OrganizationRow> {
  static constexpr std::string_view name = "organization";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::people::OrganizationLeaderRow> {
  static constexpr std::string_view name = "organization_leader";
  static constexpr std::size_t key_columns = 3;
};

namespace lastmile::people {

std::optional<OrganizationRow> load_organization(storage::Tx& tx, int region, OrganizationId id);
std::optional<OrganizationRow> load_organization_by_uscc(storage::Tx& tx, int region,
                                                         std::string_view uscc);
/// The organization and all its branches, outermost first.
std::vector<OrganizationRow> load_organizations_within(storage::Tx& tx, int region,
                                                       std::string_view path);

struct OrganizationFilter {
  std::string lo = {};
  std::string hi = {};
  std::string name_part = {};
  std::string key = {};
  std::string parent = {};
  OrganizationId after = {};
  std::int64_t limit = 50;
};
std::vector<OrganizationRow> load_organization_page(storage::Tx& tx, int region,
                                                    const OrganizationFilter& filter);

/// True when the person leads any of these organizations.
bool leads_any_organization(storage::Tx& tx, int region, PersonId person,
                            const std::vector<OrganizationId>& organizations);
std::vector<OrganizationLeaderRow> load_led_organizations(storage::Tx& tx, int region,
                                                          PersonId person);

}  // namespace lastmile::people
