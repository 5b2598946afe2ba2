import { api } from '@/api/client'
import { take } from '@/api/problem'
import { ownScope, siteAt } from '@/features/desk/scope'

// The names along a path in the tree of sites, each asked for once a visit.
export interface Crumb { path: string; name: string }
const known = new Map<string, Promise<string>>()

export function siteName(path: string): Promise<string> {
  const asked = known.get(path) ?? siteAt(path).then((site) => site?.name ?? path)
  known.set(path, asked)
  asked.catch(() => { known.delete(path) })
  return asked
}

/** From the reader's own site down to this one. */
export async function crumbs(path: string): Promise<Crumb[]> {
  const paths: string[] = []
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    paths.push(path.slice(0, end + 1))
  }
  const seen = paths.filter((each) => each.startsWith(ownScope.value))
  return Promise.all(seen.map(async (each) => ({ path: each, name: await siteName(each) })))
}

/** A site's name without what all names end in, for lists of many. */
export const short = (name: string) => name.replace(/新时代文明实践(中心|所|站)$/, '')

const kinds = ['city', 'center', 'subcenter', 'station'] as const
/** The sites one level beneath. */
export async function beneath(path: string): Promise<Crumb[]> {
  const kind = kinds[path.split('/').length - 1]
  if (!kind) return []
  const page = await take(api.GET('/v1/sites', {
    params: { query: { under: path, kind, limit: 200 } },
  }))
  return page.items.map((site) => ({ path: site.path, name: site.name }))
}

const pages = 8 // of 200: more than a city has

/** Names of all sites beneath a path, so that a list of rows asks once and not for each. */
export async function learnNames(under: string): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  let cursor: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const piece = await take(api.GET('/v1/sites', {
      params: { query: { under, limit: 200, ...cursor ? { cursor } : {} } },
    }))
    for (const site of piece.items) names.set(site.path, site.name)
    cursor = piece.next
    if (!cursor) break
  }
  return names
}
