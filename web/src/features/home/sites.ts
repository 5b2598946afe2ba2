import { api } from '@/api/client'
import { refusedBy, take } from '@/api/problem'
import { keepStation, station, type Site } from './station'

/** The card of the reader's station, fresh; without a choice, of the site that heads this house. */
export async function myStation(): Promise<Site | null> {
  const chosen = station.value?.id
  if (chosen) {
    try {
      const site = await take(api.GET('/v1/sites/{site}', { params: { path: { site: chosen } } }))
      keepStation(site)
      return site
    } catch (thrown) {
      // Gone since then: as if none had been chosen. Other troubles leave what is remembered.
      if (refusedBy(thrown).status !== 404) return null
    }
  }
  const top = await take(api.GET('/v1/sites', { params: { query: { limit: 1 } } }))
  const site = top.items[0] ?? null
  station.value = site && { id: site.id, name: site.name, phone: site.phone ?? undefined }
  return site
}

/** Stations that fit what was typed: Chinese, pinyin or initials. */
export async function findStations(typed: string): Promise<Site[]> {
  const page = await take(api.GET('/v1/sites', {
    params: { query: { search: typed, kind: 'station', limit: 8 } },
  }))
  return page.items
}

/** A site's name, or nothing where there is none any more. */
export async function siteNamed(site: string): Promise<string | null> {
  try {
    return (await take(api.GET('/v1/sites/{site}', { params: { path: { site } } }))).name
  } catch (thrown) {
    if (refusedBy(thrown).status !== 404) throw thrown
    return null
  }
}
