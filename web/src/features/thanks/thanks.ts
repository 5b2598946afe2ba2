import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Thanks from the one served to one who came: between the two of them.
export type Thanks = components['schemas']['needs.ThanksView']
const at = (need: string) => ({ params: { path: { need } } })

export const loadThanks = async (need: string): Promise<Thanks[]> =>
  (await take(api.GET('/v1/needs/{need}/thanks', at(need)))).items

export const thank = (need: string, helper: string, words: string): Promise<Thanks> =>
  take(api.POST('/v1/needs/{need}/thanks', { ...at(need), body: { helper, words: words.trim() } }))

export const answer = (need: string): Promise<Thanks> =>
  take(api.POST('/v1/needs/{need}/thanks/answer', at(need)))

/** What the one served spoke while they rated, to listen to. */
export async function ratingVoices(need: string): Promise<string[]> {
  const files = await take(api.GET('/v1/needs/{need}/attachments', at(need)))
  return files.items.filter(({ of_rating: voice }) => voice)
    .map(({ id }) => `/v1/needs/${need}/attachments/${id}`)
}
