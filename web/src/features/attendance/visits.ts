import { me } from '@/features/access/me'
import { ownState, taskOrKept, tasksOrKept } from '@/features/dispatch/kept'
import type { Need } from '@/features/dispatch/tasks'
import type { Known } from '@/shell/copies'
import { outbox, type Waiting } from '@/shell/outbox'
import type { Direction } from './tickets'

// Those of one's tasks at whose door one may be standing now, and whether one comes or goes.
export interface Visit {
  need: string
  direction: Direction
  category: string
  who: string
  window?: { start: string; end: string } | undefined
}

const most = 10

export async function visits(): Promise<Known<Visit[]>> {
  const tasks = await tasksOrKept()
  const near = tasks.value
    .filter(({ state }) => ['taken', 'scheduled', 'in_service'].includes(state)).slice(0, most)
  const needs = await Promise.all(near.map(({ id }) => taskOrKept(id).catch(() => null)))
  const found = needs.flatMap((known) => (known ? visitOf(known.value) : []))
  return { value: found.sort(soonest), since: tasks.since }
}

function visitOf(need: Need): Visit[] {
  const direction = nextDirection(need, outbox.value)
  return direction === null ? [] : [{
    need: need.id, direction, category: need.category, who: need.recipient.name,
    window: need.window,
  }]
}

/** What comes next at this door: also counting what this device has not been able to send yet. */
export function nextDirection(need: Need, waiting: readonly Waiting[]): Direction | null {
  const kept = waiting.filter(({ person, refused, path }) =>
    person === me.value?.id && !refused && path.startsWith(`/v1/needs/${need.id}/check-`))
  const last = kept[kept.length - 1]
  if (last) return last.path.endsWith('-in') ? 'out' : null
  const own = ownState(need)
  return own === 'in_service' ? 'out' : own === 'taken' ? 'in' : null
}

/** Who is inside goes first, then by the time agreed on. */
function soonest(a: Visit, b: Visit): number {
  const inside = Number(b.direction === 'out') - Number(a.direction === 'out')
  return inside || (a.window?.start ?? '9').localeCompare(b.window?.start ?? '9')
}

/** Whose door a scanned code is from; null where it is no check-in code at all. */
export function needOfCode(text: string): string | null {
  return /^v1\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\./.exec(text)?.[1] ?? null
}
