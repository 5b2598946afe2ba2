import { shallowRef } from 'vue'
import type { components } from '@/api/schema'
import { keep, keptJson } from '@/keep'

// The station whose phone stands on every page: the one this reader chose, else the top one here.
export type Site = components['schemas']['places.SiteView']
export type Station = Pick<Site, 'id' | 'name'> & { phone?: string | undefined }

const key = 'lastmile.station'

export const station = shallowRef<Station | null>(recalled())

function recalled(): Station | null {
  const known = keptJson(key, (value): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null)
  if (!known) return null
  const { id, name, phone } = known
  return typeof id === 'string' && typeof name === 'string'
    ? { id, name, phone: typeof phone === 'string' ? phone : undefined } : null
}

/** Takes this site as the reader's, on this and every later visit. */
export function keepStation(site: Site): void {
  station.value = { id: site.id, name: site.name, phone: site.phone ?? undefined }
  keep(key, JSON.stringify(station.value))
}

export function dial(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}
