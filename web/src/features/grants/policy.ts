import type { components } from '@/api/schema'

// Who may what, to be read by people. The server's table (src/access/policy.cpp) is the one that
// holds; a test compares the two.
export type Role = components['schemas']['access.Role']
export type Right = components['schemas']['access.Right']

const station: Right[] = [
  'site_manage', 'people_read', 'people_write', 'team_manage', 'need_read', 'need_assist',
  'need_triage', 'need_dispatch', 'record_read', 'record_attest', 'stats_read', 'stats_rows',
]
export const rightsOf: Record<Role, readonly Right[]> = {
  station_worker: station,
  subcenter_staff: [...station, 'need_escalate', 'record_approve'],
  center_staff: [
    ...station, 'need_escalate', 'record_approve', 'identity_read', 'certificate_revoke',
    'settings_manage',
  ],
  city_office: [
    'site_manage', 'need_read', 'need_escalate', 'record_read', 'record_approve',
    'certificate_revoke', 'stats_read', 'stats_rows', 'settings_manage',
  ],
  auditor: ['need_read', 'record_read', 'stats_read', 'stats_rows', 'audit_read'],
  security_admin: ['role_grant', 'audit_read'],
  system_admin: ['settings_manage', 'debug'],
}
export const roles = Object.keys(rightsOf) as Role[]
export const rights: readonly Right[] = [
  'site_manage', 'people_read', 'people_write', 'identity_read', 'team_manage', 'need_read',
  'need_assist', 'need_triage', 'need_dispatch', 'need_escalate', 'record_read', 'record_attest',
  'record_approve', 'certificate_revoke', 'stats_read', 'stats_rows', 'settings_manage',
  'role_grant', 'audit_read', 'debug',
]

/** Those that oversee others: one person holds one of them, and two people must give it. */
export const overseers: readonly Role[] = ['auditor', 'security_admin', 'system_admin']
const wholeCity = (path: string) => path.split('/').length <= 2
export const needsSecond = (role: Role, path: string) =>
  overseers.includes(role) || wholeCity(path)
