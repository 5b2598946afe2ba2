import type { Waiting } from '@/shell/outbox'
import type { Key } from './words'

// What to do about what did not go: by the server's code where it refused, else by how the last
// try ended.
const byCode: Record<string, Key> = {
  ticket_late: 'advice.backfill', before_agreed: 'advice.backfill', too_late: 'advice.backfill',
  too_early: 'advice.backfill', ticket_wrong: 'advice.backfill', code_wrong: 'advice.backfill',
  pin_wrong: 'advice.backfill', overlaps_other: 'advice.backfill',
  device_clock_off: 'advice.clock',
  already_checked_in: 'advice.there', stay_known: 'advice.there', code_used: 'advice.there',
  not_checked_in: 'advice.first',
  need_withdrawn: 'advice.over', need_merged: 'advice.over', need_closed: 'advice.over',
  need_unknown: 'advice.over', not_a_helper: 'advice.over', need_not_there_yet: 'advice.over',
}

export function adviceOf({ path, refused }: Waiting): Key {
  const known = byCode[refused?.code ?? '']
  if (known) return known
  return path === '/v1/needs' && refused?.fields.length ? 'advice.mend' : 'advice.other'
}

export function whyOf({ tried }: Waiting): Key {
  if (!tried) return 'why.none'
  if (tried.status === 0) return 'why.offline'
  if (tried.status === 401) return 'why.login'
  return tried.status === 429 ? 'why.busy' : 'why.server'
}

/** Where to look, or to do it again. */
export function wayOf({ path }: Waiting): string | null {
  const need = /^\/v1\/needs\/([^/]+)\//.exec(path)?.[1]
  return need ? `/tasks/${need}` : path === '/v1/needs' ? '/ask' : null
}
