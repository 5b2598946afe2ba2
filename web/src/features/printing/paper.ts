import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { loadCode } from '@/features/attendance/code'
import { siteAt, type Site } from '@/features/desk/scope'
import { loadCategories } from '@/features/needs/categories'

// What stands on the papers a station hands out.
export type Need = components['schemas']['needs.NeedView']
export interface Handed { need: Need; site: Site | null; pin: string }

export const papers = ['a4', 'a6', '80mm'] as const
export type Paper = (typeof papers)[number]
export const paperIn = (said: unknown): Paper => papers.find((each) => each === said) ?? 'a4'

/** The need with the station to ring. Nobody is shown the PIN of what is over, nor a code that is
    not theirs to show: the paper then has none. */
export async function loadHanded(id: string): Promise<Handed> {
  const [need] = await Promise.all([
    take(api.GET('/v1/needs/{need}', { params: { path: { need: id } } })), loadCategories(),
  ])
  const [site, pin] = await Promise.all([siteAt(need.site_path), pinOf(id)])
  return { need, site, pin }
}

async function pinOf(need: string): Promise<string> {
  try {
    return (await loadCode(need)).pin
  } catch (thrown) {
    if (thrown instanceof Refused && [403, 409].includes(thrown.problem.status)) return ''
    throw thrown
  }
}

/** Where the one served looks it up: it holds an id that tells nobody anything. */
export const addressOf = (need: string) => `${location.origin}/needs/${need}`
