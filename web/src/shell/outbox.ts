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
  refused?: Problem
}

const place = 'lastmile.outbox'
const isList = (value: unknown): value is Waiting[] => Array.isArray(value)
  && value.every((each) => typeof (each as Waiting).key === 'string'
    && typeof (each as Waiting).path === 'string')

export const outbox = shallowRef<readonly Waiting[]>(keptJson(place, isList) ?? [])

function set(next: readonly Waiting[]) {
  outbox.value = next
  keep(place, next.length ? JSON.stringify(next) : null)
}

/** Does it now, or keeps it for later when nobody can be reached. Throws Refused as `take` does. */
export async function post(
  path: string, body: unknown, about: { what: string; person: string },
): Promise<{ sent: true; answer: unknown } | { sent: false }> {
  const waiting: Waiting = { key: newKey(), path, body, at: new Date().toISOString(), ...about }
  try {
    return { sent: true, answer: await send(waiting) }
  } catch (thrown) {
    if (!isNoNetwork(thrown)) throw thrown
    set([...outbox.value, waiting])
    return { sent: false }
  }
}

async function send(waiting: Waiting): Promise<unknown> {
  let answer: Response
  try {
    answer = await globalThis.fetch(new Request(new URL(waiting.path, location.origin), {
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(waiting.body),
      headers: {
        'Content-Type': 'application/json', 'Idempotency-Key': waiting.key,
        'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN',
      },
    }))
  } catch {
    throw new Refused({ status: 0, code: 'offline', text: '', fields: [] })
  }
  const said: unknown = answer.status === 204 ? null : await answer.json().catch(() => null)
  if (!answer.ok) throw new Refused(problemOf(said, answer.status))
  return said
}

/** No answer, or one that says "later": not a refusal of what was done. */
function isNoNetwork(thrown: unknown): boolean {
  if (!(thrown instanceof Refused)) return false
  const { status } = thrown.problem
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
      await send(waiting)
      drop(waiting.key)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      // Signed out in the meantime: it waits until its person is back.
      if (isNoNetwork(thrown) || thrown.problem.status === 401) return
      set(outbox.value.map((each) =>
        (each.key === waiting.key ? { ...each, refused: thrown.problem } : each)))
    }
  }
}

export function drop(key: string) {
  set(outbox.value.filter((each) => each.key !== key))
}
