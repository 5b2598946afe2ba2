#include "people/organization_store.h"

#include "places/paths.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define ORGANIZATION_COLUMNS                                                                  \
  "region, id, name, keys, kind, parent, path, depth, site, site_path, uscc, uscc_override, " \
  "about, state, created_by, created_at from organization "

const Sql organization_by_id{"organization_by_id",
                             "select " ORGANIZATION_COLUMNS "where region = $1 and id = $2"};

const Sql organization_by_uscc{"organization_by_uscc",
                               "select " ORGANIZATION_COLUMNS "where region = $1 and uscc = $2"};

const Sql organizations_within{"organizations_within",
                               "select " ORGANIZATION_COLUMNS
                               "where region = $1 and path >= $2 and path < $3 order by path"};

const Sql organization_page{"organization_page", "select " ORGANIZATION_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path < $3 and id > $4 and state = 'active'
    and ($5 = '' or name like '%' || $5 || '%'
      or keys like $6 || '%' or keys like '% ' || $6 || '%')
    and ($7 = '' or cast(parent as text) = $7)
  order by id limit $8)"};

const Sql leading_any_organization{"leading_any_organization", R"(
  select count(*) from organization_leader
  where region = $1 and person = $2 and organization {in $3})"};

const Sql organizations_led{"organizations_led", R"(
  select region, organization, person, since
  from organization_leader
  where region = $1 and person = $2 order by organization)"};

}  // namespace

std::optional<OrganizationRow> load_organization(storage::Tx& tx, int region, OrganizationId id) {
  return tx.row<OrganizationRow>(organization_by_id, region, id);
}

std::optional<OrganizationRow> load_organization_by_uscc(storage::Tx& tx, int region,
                                                         std::string_view uscc) {
  return tx.row<OrganizationRow>(organization_by_uscc, region, uscc);
}

std::vector<OrganizationRow> load_organizations_within(storage::Tx& tx, int region,
                                                       std::string_view path) {
  const auto range = places::subtree(path);
  return tx.rows<OrganizationRow>(organizations_within, region, range.lo, range.hi);
}

std::vector<OrganizationRow> load_organization_page(storage::Tx& tx, int region,
                                                    const OrganizationFilter& f) {
  return tx.rows<OrganizationRow>(organization_page, region, f.lo, f.hi, f.after, f.name_part,
                                  f.key, f.parent, f.limit);
}

bool leads_any_organization(storage::Tx& tx, int region, PersonId person,
                            const std::vector<OrganizationId>& organizations) {
  if (organizations.empty()) return false;
  return tx.row<std::int64_t>(leading_any_organization, region, person,
                              storage::in_list(organizations))
             .value_or(0) > 0;
}

std::vector<OrganizationLeaderRow> load_led_organizations(storage::Tx& tx, int region,
                                                          PersonId person) {
  return tx.rows<OrganizationLeaderRow>(organizations_led, region, person);
}

}  // namespace lastmile::people
