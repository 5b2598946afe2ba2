import type { LocationQuery } from 'vue-router'
import type { components } from '@/api/schema'
import type { Line, State } from '@/features/desk/needs'
import { categoryName } from '@/features/needs/categories'

// What narrows the list of needs; it stands in the address, so that a list can be handed on.
export type Urgency = components['schemas']['needs.Urgency']
export interface Filter {
  state: State | ''
  category: string
  urgency: Urgency | ''
  overdue: boolean
  mine: boolean // those whose step waits for whoever looks
  search: string
}

export const states: readonly State[] = ['submitted', 'returned', 'accepted', 'awaiting_dispatch',
  'offered', 'taken', 'scheduled', 'in_service', 'awaiting_confirmation', 'awaiting_rating',
  'archived', 'refused', 'referred', 'withdrawn', 'merged']
export const urgencies: readonly Urgency[] = ['now', 'same_day', 'three_days', 'appointment']

const text = (query: LocationQuery, key: string) =>
  (typeof query[key] === 'string' ? query[key] : '')

export function filterIn(query: LocationQuery): Filter {
  const state = text(query, 'state')
  const urgency = text(query, 'urgency')
  return {
    state: states.find((each) => each === state) ?? '',
    category: text(query, 'category'),
    urgency: urgencies.find((each) => each === urgency) ?? '',
    overdue: query.overdue === 'true',
    mine: query.mine === 'true',
    search: text(query, 'search'),
  }
}

/** The same in an address; what narrows nothing is left out. */
export function addressOf(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter)
    .filter(([, value]) => value !== '' && value !== false)
    .map(([key, value]) => [key, String(value)]))
}

type Right = components['schemas']['access.Right']
const waitsFor: readonly [Right, State[]][] = [
  ['need_triage', ['submitted', 'accepted']],
  ['need_dispatch', ['awaiting_dispatch']],
  ['need_assist', ['awaiting_confirmation']],
]
/** The states in which the next step is one's own to take. */
export function statesOfMine(rights: readonly Right[]): State[] {
  return waitsFor.filter(([right]) => rights.includes(right)).flatMap(([, all]) => all)
}

/** As the server is asked. */
export function queryOf(filter: Filter, under: string, rights: readonly Right[]) {
  const state = filter.state ? [filter.state] : filter.mine ? statesOfMine(rights) : []
  return {
    under,
    ...state.length ? { state } : {},
    ...filter.category ? { category: filter.category } : {},
    ...filter.urgency ? { urgency: filter.urgency } : {},
    ...filter.overdue ? { overdue: true } : {},
  }
}

export const narrowed = (filter: Filter): number =>
  Object.keys(addressOf({ ...filter, search: '' })).length

/** Words look at what is shown: a need's own words are sealed, and no index holds them. */
export function found(line: Line, typed: string): boolean {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const held = `${line.number} ${line.recipient_name} ${categoryName(line.category)}`.toLowerCase()
  return words.every((word) => held.includes(word))
}

export function sheetOf(query: ReturnType<typeof queryOf>, format: 'csv' | 'xlsx'): string {
  const asked = Object.entries(query).map(([key, value]) => [key, String(value)])
  return `/v1/needs?${new URLSearchParams([...asked, ['format', format]]).toString()}`
}
