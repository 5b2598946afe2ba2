import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Node } from '@/ui/AreaTree.vue'
import type { Site } from './sites'

// The divisions of the country, 665,000 of them: a branch is fetched when it is opened, and found
// by its name, pinyin or initials without opening any.
export type Area = components['schemas']['places.Area']
export type AreaView = components['schemas']['places.AreaView']

const known = new Map<string, Promise<AreaView>>()

export function showArea(area: string): Promise<AreaView> {
  const asked = known.get(area) ?? take(api.GET('/v1/areas/{area}', { params: { path: { area } } }))
  known.set(area, asked)
  asked.catch(() => { known.delete(area) })
  return asked
}

export async function searchAreas(search: string, under?: string): Promise<Area[]> {
  const page = await take(api.GET('/v1/areas', {
    params: { query: { search, limit: 12, ...under ? { under } : {} } },
  }))
  return page.items
}

const nodeOf = ({ code, name, level }: Area): Node => ({ id: code, text: name, leaf: level === 'village' })

/** The branches of a tree that begins with one division. */
export const branchesFrom = (root: string) => async (parent: string | null): Promise<Node[]> => {
  if (parent === null) return [nodeOf((await showArea(root)).area)]
  return ((await showArea(parent)).children ?? []).map(nodeOf)
}

/** From the root down to a division: the branches to open. */
export function pathFrom(root: string, { area, above = [] }: AreaView): string[] {
  const codes = [...above.map(({ code }) => code), area.code]
  return codes.slice(Math.max(0, codes.indexOf(root)))
}

/** The path of the site that stands for a division: the codes from the region down. */
export const sitePathOf = (region: string, view: AreaView): string =>
  `${pathFrom(region, view).join('/')}/`

const kinds: Partial<Record<Area['level'], Site['kind']>> =
  { city: 'city', county: 'center', township: 'subcenter', village: 'station' }

/** All sites of a division; most have one. */
export async function sitesOf(region: string, view: AreaView): Promise<Site[]> {
  const { code, level } = view.area
  if (!code.startsWith(region)) return []
  const own = sitePathOf(region, view)
  const under = level === 'city' ? own : own.split('/').slice(0, -2).join('/').concat('/')
  const kind = kinds[level]
  if (!kind) return []
  const found: Site[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/v1/sites', {
      params: { query: { under, kind, limit: 200, ...cursor ? { cursor } : {} } },
    }))
    found.push(...page.items.filter((site) => site.area === code))
    cursor = page.next
  } while (cursor)
  return found
}
