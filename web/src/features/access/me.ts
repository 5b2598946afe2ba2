import { shallowRef } from 'vue'
import type { components } from '@/api/schema'

// Who is signed in, for every page to read. The session itself is a cookie no script can read.
export type Me = components['schemas']['access.MeView']

export const me = shallowRef<Me | null>(null)

// Remembers only that somebody signed in here, so that visitors cost the server no question.
const hint = 'lastmile.signed-in'

export function remember(somebody: boolean) {
  try {
    if (somebody) localStorage.setItem(hint, 'yes')
    else localStorage.removeItem(hint)
  } catch { /* private mode: each page asks when it needs to know */ }
}

export function wasSignedIn(): boolean {
  try { return localStorage.getItem(hint) !== null } catch { return false }
}
