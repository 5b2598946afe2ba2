import { api, newKey } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { me } from '@/features/access/me'
import { post } from '@/shell/outbox'
import { canSign, evidenceOf, makeTicket, type Direction } from './tickets'

// Coming and going, said to the server; where it cannot be reached, a signed ticket waits in the
// outbox and the server judges it later.
export type Sitting = components['schemas']['needs.SittingView']
export type Outcome = { sitting: Sitting } | { kept: string }

const patience = 8000 // ms at a door until it counts as no network

export async function check(
  need: string, direction: Direction, shown: string, what: string,
): Promise<Outcome> {
  // Made now, whatever the network does meanwhile: the moment is what counts.
  const ticket = canSign() ? await makeTicket(need, direction, shown) : null
  try {
    return { sitting: await tell(need, direction, shown) }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    if (thrown.problem.status !== 0 || !ticket) throw atField(thrown)
    const told = await post(`/v1/needs/${need}/check-${direction}`, { evidence: { ticket } },
      { what, person: me.value?.id ?? '' })
    return told.sent ? { sitting: told.answer as Sitting } : { kept: told.key }
  }
}

async function tell(need: string, direction: Direction, shown: string): Promise<Sitting> {
  const given = new AbortController()
  const timer = setTimeout(() => { given.abort() }, patience)
  const asked = {
    params: { path: { need } }, body: { evidence: evidenceOf(shown) }, signal: given.signal,
    headers: { 'Idempotency-Key': newKey() },
  }
  return take(direction === 'in' ? api.POST('/v1/needs/{need}/check-in', asked)
    : api.POST('/v1/needs/{need}/check-out', asked)).finally(() => { clearTimeout(timer) })
}

/** Code, PIN or ticket: on the screen it is one field. */
function atField({ problem }: Refused): Refused {
  return new Refused({
    ...problem, fields: problem.fields.map(({ text }) => ({ path: '/shown', text })),
  })
}
