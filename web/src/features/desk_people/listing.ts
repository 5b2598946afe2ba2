import { api } from '@/api/client'
import { take } from '@/api/problem'
import { findByNumber, numberIn, type Group, type Resident, type VolunteerLine } from './people'

// The list of the desk: residents or volunteers, narrowed as the address of the page says.
export type Of = 'residents' | 'volunteers'
export type Row = (Resident & { is: 'resident' }) | (VolunteerLine & { is: 'volunteer' })
export const filterNames = ['search', 'group', 'state', 'skill', 'licence', 'language'] as const
export type Filters = Partial<Record<(typeof filterNames)[number], string>>

const fields: Record<Of, readonly (keyof Filters)[]> = {
  residents: ['search', 'group'],
  volunteers: ['search', 'state', 'skill', 'licence', 'language'],
}

/** Those filters that this list knows. */
export function narrowing(of: Of, filters: Filters): Filters {
  return Object.fromEntries(fields[of].flatMap((field) => {
    const value = filters[field]?.trim()
    return value ? [[field, value]] : []
  }))
}

export async function listPeople(of: Of, under: string, filters: Filters, cursor?: string) {
  const number = of === 'residents' ? numberIn(filters.search ?? '') : null
  if (number) {
    return { items: (await findByNumber(number)).map((row): Row => ({ ...row, is: 'resident' })) }
  }
  const query = { under, limit: 30, ...narrowing(of, filters), ...cursor ? { cursor } : {} }
  if (of === 'volunteers') {
    const page = await take(api.GET('/v1/volunteers', {
      params: { query: query as typeof query & { state?: VolunteerLine['state'] } },
    }))
    return { items: page.items.map((row): Row => ({ ...row, is: 'volunteer' })), next: page.next }
  }
  const page = await take(api.GET('/v1/people', {
    params: { query: query as typeof query & { group?: Group } },
  }))
  return { items: page.items.map((row): Row => ({ ...row, is: 'resident' })), next: page.next }
}

/** Where the same list comes as a file. */
export function fileOf(of: Of, under: string, filters: Filters, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ under, format, ...narrowing(of, filters) })
  return `/v1/${of === 'volunteers' ? 'volunteers' : 'people'}?${query.toString()}`
}
