import { Refused } from '@/api/problem'
import { me } from '@/features/access/me'
import { keep, keptJson, keysUnder } from '@/keep'

// What must open without a network, as it was last seen: one's own tasks and whoever is waiting
// there. It belongs to one person, lasts a week, and is erased when they sign out.
const head = 'lastmile.copy.'
const week = 7 * 24 * 3600_000
const most = 60 // copies kept at once; the oldest give way

interface Copy { person: string; at: number; value: unknown }
const isCopy = (value: unknown): value is Copy => {
  const copy = value as Copy
  return typeof value === 'object' && value !== null && typeof copy.person === 'string'
    && typeof copy.at === 'number' && 'value' in copy
}

/** The thing, and since when it has been kept where it is only a copy. */
export interface Known<T> { value: T; since: number | null }

/** Fetches it and keeps a copy; without a network the copy, where there is one. */
export async function freshOrKept<T>(name: string, fetch: () => Promise<T>): Promise<Known<T>> {
  try {
    const value = await fetch()
    keepCopy(name, value)
    return { value, since: null }
  } catch (thrown) {
    const copy = unreached(thrown) ? copyOf<T>(name) : null
    if (!copy) throw thrown
    return copy
  }
}

/** Nobody answered, or only whoever stands before the server. */
export const unreached = (thrown: unknown) =>
  thrown instanceof Refused && (thrown.problem.status === 0 || thrown.problem.status >= 502)

export function keepCopy(name: string, value: unknown, person = me.value?.id) {
  if (person === undefined) return
  const copy: Copy = { person, at: Date.now(), value }
  keep(head + name, JSON.stringify(copy))
  thin()
}

/** The copy of this name, if it is this person's and not too old. */
export function copyOf<T>(name: string, person = me.value?.id): Known<T> | null {
  const copy = keptJson(head + name, isCopy)
  if (!copy || copy.person !== person || Date.now() - copy.at > week) return null
  return { value: copy.value as T, since: copy.at }
}

export const dropCopy = (name: string) => { keep(head + name, null) }
export const copyNames = () => keysUnder(head).map((key) => key.slice(head.length))
export function dropCopies() {
  for (const name of copyNames()) dropCopy(name)
}

function thin() {
  const names = copyNames()
  if (names.length <= most) return
  const age = (name: string) => keptJson(head + name, isCopy)?.at ?? 0
  for (const name of names.sort((a, b) => age(a) - age(b)).slice(0, names.length - most)) {
    dropCopy(name)
  }
}
