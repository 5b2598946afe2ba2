import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// The households of a site. Their addresses stand sealed, so the server cannot search them: a
// site's are read (and the reading is noted) and narrowed here.
export type Household = components['schemas']['places.HouseholdView']
export type AddingHousehold = components['schemas']['places.AddHousehold.Body']
export type ChangingHousehold = components['schemas']['places.ChangeHousehold.Body']

const pagesMost = 10 // 2,000 households: more than any station has

export async function householdsOf(site: string, grid?: string): Promise<Household[]> {
  const all: Household[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesMost; page += 1) {
    const piece = await take(api.GET('/v1/sites/{site}/households', { params: {
      path: { site },
      query: { limit: 200, ...grid ? { grid } : {}, ...cursor ? { cursor } : {} },
    } }))
    all.push(...piece.items)
    cursor = piece.next
    if (!cursor) break
  }
  return all
}
export const showHousehold = (household: string): Promise<Household> =>
  take(api.GET('/v1/households/{household}', { params: { path: { household } } }))
export const addHousehold = (body: AddingHousehold): Promise<Household> =>
  take(api.POST('/v1/households', { body }))
export const changeHousehold = (household: string, body: ChangingHousehold): Promise<Household> =>
  take(api.POST('/v1/households/{household}', { params: { path: { household } }, body }))

/** Those whose address holds each of the typed parts. */
export function fitting(all: readonly Household[], typed: string): Household[] {
  const parts = typed.trim().toLowerCase().split(/\s+/)
  return all.filter(({ address, note }) => {
    const text = `${address} ${note ?? ''}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  })
}
