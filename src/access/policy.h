#pragma once
#include <span>
#include <string_view>

#include "base/describe.h"

/// The policy table: which role carries which right. The one place that says so; the generated
/// authorization test reads it.
namespace lastmile::access {

enum class Role {
  station_worker,   // 社区工作者
  subcenter_staff,  // 所
  center_staff,     // 中心
  city_office,      // 文明办
  auditor,          // reads logs and samples, changes nothing
  security_admin,   // grants roles, sees who read what; no personal data
  system_admin,     // settings, keys, debug; no personal data
};
BOOST_DESCRIBE_ENUM(Role, station_worker, subcenter_staff, center_staff, city_office, auditor,
                    security_admin, system_admin)

enum class Right {
  site_manage,    // sites, grids, opening hours, partner units
  people_read,    // residents and volunteers of the scope
  people_write,   // enter and mend them, with consent
  identity_read,  // the whole ID number: reason, log, daily cap
  team_manage,
  need_read,
  need_assist,  // ask on another's behalf at the counter or by phone
  need_triage,
  need_dispatch,
  need_escalate,  // act on what was escalated, answer objections, approve extensions
  record_read,
  record_attest,   // first of the two people behind a C or D record
  record_approve,  // the second; never the same person
  certificate_revoke,
  stats_read,
  stats_rows,       // open a figure to the rows behind it
  settings_manage,  // due times, categories, thresholds
  role_grant,
  audit_read,  // who read what, journal
  debug,
};
BOOST_DESCRIBE_ENUM(Right, site_manage, people_read, people_write, identity_read, team_manage,
                    need_read, need_assist, need_triage, need_dispatch, need_escalate, record_read,
                    record_attest, record_approve, certificate_revoke, stats_read, stats_rows,
                    settings_manage, role_grant, audit_read, debug)

/// The rights of a role, in the order of the enum.
std::span<const Right> rights_of(Role role);
bool carries(Role role, Right right);
/// Roles that one person may not hold together (system admin, security admin, auditor).
bool exclusive(Role a, Role b);
/// Whether a second person must approve this grant: of a role that oversees others, or of any over
/// the whole city.
bool needs_second(Role role, std::string_view path);

/// Whether a role may be given over this path: city_office over the city, center_staff over a
/// center or above, subcenter_staff over a subcenter or above; the others anywhere.
bool fits(Role role, std::string_view path);

/// Kinds of personal data; what a role may see of the people in its scope.
enum class FieldClass {
  basic,     // masked name, home community, skills
  contact,   // full name and phone
  address,   // the door
  identity,  // the whole ID number: besides this, a reason and a daily cap
  health,    // frailty, illness, disability
  minor,     // anything of a person under 18 beyond basic
};
BOOST_DESCRIBE_ENUM(FieldClass, basic, contact, address, identity, health, minor)

/// The field classes open to a role, in the order of the enum; none for the admin roles.
std::span<const FieldClass> fields_of(Role role);
bool opens(Role role, FieldClass field);

}  // namespace lastmile::access
