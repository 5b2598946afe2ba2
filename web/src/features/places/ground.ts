import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { listed } from '@/features/desk_people/listed'
import { remember, type Site } from './sites'

// What the desk changes of a site, and what stands on its ground: grids and partner units.
type Schemas = components['schemas']
export type ChangingSite = Schemas['places.ChangeSite.Body']
export type Hours = Schemas['places.OpeningHours']
export type Contact = Schemas['places.SiteContact']
export type Grid = Schemas['places.GridView']
export type Unit = Schemas['places.UnitView']
export type UnitKind = Unit['kind']

export const unitKinds: readonly UnitKind[] =
  ['agency', 'enterprise', 'school', 'clinic', 'association', 'troops', 'other']

const at = (site: string) => ({ params: { path: { site } } })

export const changeSite = (site: string, body: ChangingSite): Promise<Site> =>
  take(api.POST('/v1/sites/{site}', { ...at(site), body })).then(remember)
export const openSite = (body: Schemas['places.OpenSite.Body']): Promise<Site> =>
  take(api.POST('/v1/sites', { body })).then(remember)
export async function closeSite(
  site: string, reason: string,
): Promise<{ site: Site; needs: number }> {
  const closed = await take(api.POST('/v1/sites/{site}/close', { ...at(site), body: { reason } }))
  return { site: remember(closed.site), needs: closed.open_needs }
}
export const reopenSite = (site: string): Promise<Site> =>
  take(api.POST('/v1/sites/{site}/reopen', at(site))).then(remember)

export async function gridsOf(site: string): Promise<Grid[]> {
  return (await take(api.GET('/v1/sites/{site}/grids', at(site)))).items
}
export const addGrid = (body: Schemas['places.AddGrid.Body']): Promise<Grid> =>
  take(api.POST('/v1/grids', { body }))
export const changeGrid = (grid: string, body: Schemas['places.ChangeGrid.Body']): Promise<Grid> =>
  take(api.POST('/v1/grids/{grid}', { params: { path: { grid } }, body }))

export const listUnits = (under: string, search: string, cursor?: string) =>
  take(api.GET('/v1/units', { params: { query: {
    under, limit: 30, ...search ? { search } : {}, ...cursor ? { cursor } : {},
  } } }))
export const addUnit = (body: Schemas['places.AddUnit.Body']): Promise<Unit> =>
  take(api.POST('/v1/units', { body }))
export const changeUnit = (unit: string, body: Schemas['places.ChangeUnit.Body']): Promise<Unit> =>
  take(api.POST('/v1/units/{unit}', { params: { path: { unit } }, body }))

/** "09:30" of minutes, and back. The last minute of a day is written 24:00. */
export const clockOf = (minutes: number) => [Math.floor(minutes / 60), minutes % 60]
  .map((part) => String(part).padStart(2, '0')).join(':')
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Days that open alike, said once: "一至五 09:00–17:00" as a pair of days and a clock. */
export function spansOf(hours: readonly Hours[]): { from: number; to: number; clock: string }[] {
  const clocks = [0, 1, 2, 3, 4, 5, 6].map((weekday) => listed(hours
    .filter((each) => each.weekday === weekday)
    .map((each) => `${clockOf(each.from_minute)}–${clockOf(each.to_minute)}`)))
  const spans: { from: number; to: number; clock: string }[] = []
  clocks.forEach((clock, weekday) => {
    const last = spans[spans.length - 1]
    if (!clock) return
    if (last && last.clock === clock && last.to === weekday - 1) last.to = weekday
    else spans.push({ from: weekday, to: weekday, clock })
  })
  return spans
}
