import { shallowRef } from 'vue'
import type { components } from '@/api/schema'
import { keep, kept } from '@/keep'

// Who is signed in, for every page to read. The session itself is a cookie no script can read.
export type Me = components['schemas']['access.MeView']

export const me = shallowRef<Me | null>(null)

// Remembers only that somebody signed in here, so that visitors cost the server no question.
const hint = 'lastmile.signed-in'

export function remember(somebody: boolean) {
  keep(hint, somebody ? 'yes' : null)
}

export function wasSignedIn(): boolean {
  return kept(hint) !== null
}
