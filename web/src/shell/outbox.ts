import { shallowRef } from 'vue'
import { newKey } from '@/api/client'
import { problemOf, Refused, type Problem } from '@/api/problem'
import { lang } from '@/words'
import { keep, keptJson } from '@/keep'

// What was done without a network and waits to be sent. Each thing keeps its key, so that it is
// done once however often it is sent; what the server refuses is kept with its reason until read.
export interface Waiting {
  key: string
  path: string
  body: unknown
  what: string // in words, for the list
  at: string // when it was done
  person: string // by whom: sent only while they are signed in
  tried?: { at: string; status: number } // the last time it did not go; 0: nobody answered
  refused?: Problem
}
/** What went out after waiting, and what the server said; of this visit. */
export interface Delivered { waiting: Waiting; answer: unknown }

const place = 'lastmile.outbox'
const deliveredMost = 20
const patience = 15_000 // ms without an answer that count as no network
const isList = (value: unknown): value is Waiting[] => Array.isArray(value)
  && value.every((each) => typeof (each as Waiting).key === 'string'
    && typeof (each as Waiting).path === 'string')

export const outbox = shallowRef<readonly Waiting[]>(keptJson(place, isList) ?? [])
export const delivered = shallowRef<readonly Delivered[]>([])
// Another window sent or kept something: theirs is the newer list.
addEventListener('storage', ({ key, newValue }) => {
  if (key !== place) return
  keep(place, newValue)
  outbox.value = keptJson(place, isList) ?? []
})

function set(next: readonly Waiting[]) {
  outbox.value = next
  keep(place, next.length ? JSON.stringify(next) : null)
}
const change = (key: string, how: (waiting: Waiting) => Waiting) => {
  set(outbox.value.map((each) => (each.key === key ? how(each) : each)))
}

/** Does it now, or keeps it for later when nobody can be reached. Throws Refused as `take` does. */
export async function post(
  path: string, body: unknown, about: { what: string; person: string },
): Promise<{ sent: true; answer: unknown } | { sent: false; key: string }> {
  const waiting: Waiting = { key: newKey(), path, body, at: new Date().toISOString(), ...about }
  try {
    return { sent: true, answer: await send(waiting) }
  } catch (thrown) {
    if (!(thrown instanceof Refused) || !isLater(thrown)) throw thrown
    set([...outbox.value, { ...waiting, tried: triedNow(thrown) }])
    return { sent: false, key: waiting.key }
  }
}

const unanswered = () => new Refused({ status: 0, code: 'offline', text: '', fields: [] })
const triedNow = (thrown: Refused) =>
  ({ at: new Date().toISOString(), status: thrown.problem.status })

async function send(waiting: Waiting): Promise<unknown> {
  const given = new AbortController()
  const timer = setTimeout(() => { given.abort() }, patience)
  let answer: Response
  try {
    answer = await globalThis.fetch(new Request(new URL(waiting.path, location.origin), {
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(waiting.body),
      signal: given.signal,
      headers: {
        'Content-Type': 'application/json', 'Idempotency-Key': waiting.key,
        'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN',
      },
    }))
  } catch {
    throw unanswered()
  } finally {
    clearTimeout(timer)
  }
  const said: unknown = answer.status === 204 ? null
    : await answer.json().catch(() => undefined)
  // A hotel's or a railway's own page in place of the answer: nobody of ours has heard it.
  if (said === undefined) throw unanswered()
  if (!answer.ok) throw new Refused(problemOf(said, answer.status))
  return said
}

/** No answer, or one that says "later": not a refusal of what was done. */
function isLater({ problem: { status } }: Refused): boolean {
  return status === 0 || status === 429 || status >= 500
}

let underWay: Promise<void> | null = null

/** Sends what waits, oldest first, as far as somebody answers. */
export function sendWaiting(person: string): Promise<void> {
  underWay ??= sendAll(person).finally(() => { underWay = null })
  return underWay
}

async function sendAll(person: string) {
  for (const waiting of outbox.value) {
    if (waiting.person !== person || waiting.refused) continue
    try {
      const answer = await send(waiting)
      drop(waiting.key)
      delivered.value = [...delivered.value, { waiting, answer }].slice(-deliveredMost)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      // Signed out in the meantime: it waits until its person is back.
      if (isLater(thrown) || thrown.problem.status === 401) {
        change(waiting.key, (each) => ({ ...each, tried: triedNow(thrown) }))
        return
      }
      change(waiting.key, (each) => ({ ...each, refused: thrown.problem }))
    }
  }
}

export function drop(key: string) {
  set(outbox.value.filter((each) => each.key !== key))
}

/** Back to where it was: in the order in which things were done. */
export function putBack(waiting: Waiting) {
  set([...outbox.value.filter(({ key }) => key !== waiting.key), waiting]
    .sort((a, b) => a.at.localeCompare(b.at)))
}

/** A refusal was read and what it named is mended: it waits again, under its old key. */
export function again(key: string) {
  change(key, (waiting) => {
    const fresh = { ...waiting }
    delete fresh.refused
    return fresh
  })
}
