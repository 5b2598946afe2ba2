import type { components } from '@/api/schema'
import { me } from '@/features/access/me'
import type { IconName } from '@/ui/icons'
import type { Key } from './words'

// Where one can go at the desk, who may, and the keys that lead there.
type Right = components['schemas']['access.Right']
export interface Place {
  to: string
  name: Key
  icon: IconName
  right: Right
  or?: Right // that opens it as well
  keys?: string
}

export const places: readonly Place[] = [
  { to: '/desk', name: 'desk.today', icon: 'home', right: 'need_read', keys: 'g h' },
  { to: '/desk/triage', name: 'desk.triage', icon: 'filter', right: 'need_triage', keys: 'g t' },
  { to: '/desk/dispatch', name: 'desk.dispatch', icon: 'board', right: 'need_dispatch', keys: 'g d' },
  { to: '/desk/needs', name: 'desk.needs', icon: 'list', right: 'need_read', keys: 'g l' },
  { to: '/desk/ask', name: 'desk.ask', icon: 'plus', right: 'need_assist', keys: 'g n' },
  { to: '/desk/records', name: 'desk.records', icon: 'clock', right: 'record_read', keys: 'g r' },
  { to: '/desk/people', name: 'desk.people', icon: 'people', right: 'people_read', keys: 'g p' },
  { to: '/desk/teams', name: 'desk.teams', icon: 'team', right: 'people_read' },
  { to: '/desk/places', name: 'desk.places', icon: 'map', right: 'need_read' },
  { to: '/desk/figures', name: 'desk.figures', icon: 'sort', right: 'stats_read', keys: 'g f' },
  { to: '/desk/notices', name: 'desk.notices', icon: 'bell', right: 'people_read',
    or: 'settings_manage' },
  { to: '/desk/users', name: 'desk.users', icon: 'person', right: 'role_grant' },
  { to: '/desk/settings', name: 'desk.settings', icon: 'sliders', right: 'settings_manage' },
  { to: '/desk/audit', name: 'desk.audit', icon: 'shield', right: 'audit_read' },
  { to: '/desk/system', name: 'desk.system', icon: 'plug', right: 'audit_read', or: 'debug' },
]

export function mayGo({ right, or }: Place): boolean {
  const rights = me.value?.rights ?? []
  return rights.includes(right) || (or !== undefined && rights.includes(or))
}
