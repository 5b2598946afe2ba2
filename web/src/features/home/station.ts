import { shallowRef } from 'vue'
import type { components } from '@/api/schema'

// The station whose phone stands on every page: the one this reader chose, else the top one here.
export type Site = components['schemas']['places.SiteView']
export type Station = Pick<Site, 'id' | 'name'> & { phone?: string | undefined }

const key = 'lastmile.station'

export const station = shallowRef<Station | null>(recalled())

function recalled(): Station | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { id, name, phone } = kept as Record<string, unknown>
    return typeof id === 'string' && typeof name === 'string'
      ? { id, name, phone: typeof phone === 'string' ? phone : undefined } : null
  } catch {
    return null
  }
}

/** Takes this site as the reader's, on this and every later visit. */
export function keepStation(site: Site): void {
  const kept = { id: site.id, name: site.name, phone: site.phone ?? undefined }
  station.value = kept
  try { localStorage.setItem(key, JSON.stringify(kept)) } catch { /* it lasts for this visit */ }
}

export function dial(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}
