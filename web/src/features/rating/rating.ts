import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { Need } from '@/features/needs/sending'

// What the one served says: that it happened, and how it was.
const at = (need: string) => ({ params: { path: { need } } })

export async function confirm(need: string, happened: boolean, words: string): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/confirm', {
    ...at(need), body: { happened, ...words.trim() ? { words: words.trim() } : {} },
  }))
}

export interface Rating { stars: number; tags: string[]; words: string; redo: boolean }

export async function rate(need: string, { stars, tags, words, redo }: Rating): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/rate', {
    ...at(need), body: { stars, tags, redo, ...words.trim() ? { words: words.trim() } : {} },
  }))
}
