import { computed, ref } from 'vue'
import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { me } from '@/features/access/me'
import { keep, kept } from '@/keep'

// The part of the tree of sites that the desk looks at: one's own, or a smaller one chosen within.
export type Site = components['schemas']['places.SiteView']

const place = 'lastmile.scope'
const chosen = ref(kept(place))

/** Where one's roles reach: the widest of them. */
export const ownScope = computed(() => {
  const all = (me.value?.roles ?? []).map((role) => role.scope)
  return all.sort((one, other) => one.length - other.length)[0] ?? ''
})

/** A path in the tree of sites; the chosen one only while it lies within one's own. */
export const scope = computed(() =>
  (chosen.value?.startsWith(ownScope.value) ? chosen.value : ownScope.value))

export function choose(path: string | null) {
  chosen.value = path
  keep(place, path)
}

/** The site at the head of a path. */
export async function siteAt(path: string): Promise<Site | null> {
  const page = await take(api.GET('/v1/sites', { params: { query: { under: path, limit: 1 } } }))
  return page.items[0] ?? null
}
