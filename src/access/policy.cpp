#include "access/policy.h"

#include <algorithm>
#include <array>

namespace lastmile::access {
namespace {

// Least privilege: nobody gets what their day's work does not need. The admin roles (system,
// security) carry no right over people, needs or records; the auditor only reads.
constexpr std::array station_worker{Right::site_manage,   Right::people_read,   Right::people_write,
                                    Right::team_manage,   Right::need_read,     Right::need_assist,
                                    Right::need_triage,   Right::need_dispatch, Right::record_read,
                                    Right::record_attest, Right::stats_read,    Right::stats_rows};

constexpr std::array subcenter_staff{
    Right::site_manage,   Right::people_read, Right::people_write,  Right::team_manage,
    Right::need_read,     Right::need_assist, Right::need_triage,   Right::need_dispatch,
    Right::need_escalate, Right::record_read, Right::record_attest, Right::record_approve,
    Right::stats_read,    Right::stats_rows};

constexpr std::array center_staff{
    Right::site_manage,    Right::people_read,        Right::people_write, Right::identity_read,
    Right::team_manage,    Right::need_read,          Right::need_assist,  Right::need_triage,
    Right::need_dispatch,  Right::need_escalate,      Right::record_read,  Right::record_attest,
    Right::record_approve, Right::certificate_revoke, Right::stats_read,   Right::stats_rows,
    Right::settings_manage};

// The civilization office steers and answers for figures; it does not need people's contacts.
constexpr std::array city_office{
    Right::site_manage, Right::need_read,      Right::need_escalate,
    Right::record_read, Right::record_approve, Right::certificate_revoke,
    Right::stats_read,  Right::stats_rows,     Right::settings_manage};

constexpr std::array auditor{Right::need_read, Right::record_read, Right::stats_read,
                             Right::stats_rows, Right::audit_read};
constexpr std::array security_admin{Right::role_grant, Right::audit_read};
constexpr std::array system_admin{Right::settings_manage, Right::debug};

constexpr std::array worker_fields{FieldClass::basic, FieldClass::contact, FieldClass::address,
                                   FieldClass::health, FieldClass::minor};
constexpr std::array center_fields{FieldClass::basic,    FieldClass::contact, FieldClass::address,
                                   FieldClass::identity, FieldClass::health,  FieldClass::minor};
constexpr std::array masked_fields{FieldClass::basic};

constexpr bool oversees(Role role) {
  return role == Role::auditor || role == Role::security_admin || role == Role::system_admin;
}

// How many codes the path of a role's own kind of site has: city, center, subcenter, station.
constexpr int depth_max(Role role) {
  switch (role) {
    case Role::city_office:
      return 1;
    case Role::center_staff:
      return 2;
    case Role::subcenter_staff:
      return 3;
    case Role::station_worker:
    case Role::auditor:
    case Role::security_admin:
    case Role::system_admin:
      return 4;
  }
  return 0;
}

}  // namespace

std::span<const Right> rights_of(Role role) {
  switch (role) {
    case Role::station_worker:
      return station_worker;
    case Role::subcenter_staff:
      return subcenter_staff;
    case Role::center_staff:
      return center_staff;
    case Role::city_office:
      return city_office;
    case Role::auditor:
      return auditor;
    case Role::security_admin:
      return security_admin;
    case Role::system_admin:
      return system_admin;
  }
  return {};
}

bool carries(Role role, Right right) { return std::ranges::binary_search(rights_of(role), right); }

bool exclusive(Role a, Role b) { return a != b && oversees(a) && oversees(b); }

bool needs_second(Role role, std::string_view path) {
  const bool whole_city = std::ranges::count(path, '/') <= 1;
  return oversees(role) || whole_city;
}

// A center's rights over one station would let its worker approve what they attested themselves.
bool fits(Role role, std::string_view path) {
  return std::ranges::count(path, '/') <= depth_max(role);
}

std::span<const FieldClass> fields_of(Role role) {
  switch (role) {
    case Role::station_worker:
    case Role::subcenter_staff:
      return worker_fields;
    case Role::center_staff:
      return center_fields;
    case Role::city_office:
    case Role::auditor:
      return masked_fields;
    case Role::security_admin:
    case Role::system_admin:
      return {};
  }
  return {};
}

bool opens(Role role, FieldClass field) {
  return std::ranges::binary_search(fields_of(role), field);
}

}  // namespace lastmile::access
