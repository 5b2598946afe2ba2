import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Sites by id, path and name.
export type Site = components['schemas']['places.SiteView']
export type Kind = Site['kind']

const known = new Map<string, Promise<Site>>()

export const showSite = (site: string): Promise<Site> =>
  take(api.GET('/v1/sites/{site}', { params: { path: { site } } }))

/** A site's card, each asked for once a visit. */
export function siteOf(site: string): Promise<Site> {
  const asked = known.get(site) ?? showSite(site)
  known.set(site, asked)
  asked.catch(() => { known.delete(site) })
  return asked
}
/** After a change: what is remembered is the new card. */
export function remember(site: Site): Site {
  known.set(site.id, Promise.resolve(site))
  return site
}

export async function searchSites(under: string, search: string, limit = 10): Promise<Site[]> {
  const page = await take(api.GET('/v1/sites', {
    params: { query: {
      limit, ...under ? { under } : {}, ...search ? { search } : {}, state: 'active',
    } },
  }))
  return page.items
}

/** The site that heads the whole tree. */
export async function topSite(): Promise<Site | null> {
  const page = await take(api.GET('/v1/sites', { params: { query: { limit: 1 } } }))
  return page.items[0] ?? null
}
