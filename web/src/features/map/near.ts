import type { Task } from '@/features/dispatch/tasks'
import { addDays, today, weekdayOf } from '@/ui/days'

// What anybody near may take, narrowed to what suits: the kind of help, a day, how far.
export const dayChoices = ['any', 'today', 'tomorrow', 'weekend'] as const
export const farChoices = ['any', '500', '1000', '3000'] as const
export type DayChoice = (typeof dayChoices)[number]
export type FarChoice = (typeof farChoices)[number]
export interface Wish { kind: string; day: DayChoice; far: FarChoice } // kind: 'any', or a category

export const anything = (): Wish => ({ kind: 'any', day: 'any', far: 'any' })

/** Read from an address, where anything may stand. */
export function wishOf(query: Record<string, unknown>): Wish {
  const oneOf = <T extends string>(all: readonly T[], value: unknown) =>
    all.find((each) => each === value) ?? all[0] as T
  return {
    kind: typeof query.kind === 'string' && /^\d{4}$/.test(query.kind) ? query.kind : 'any',
    day: oneOf(dayChoices, query.day), far: oneOf(farChoices, query.far),
  }
}

export function fits(task: Task, wish: Wish, now = Date.now()): boolean {
  return (wish.kind === 'any' || task.category === wish.kind)
    && isOn(task, wish.day, now)
    && (wish.far === 'any' || (task.metres ?? Infinity) <= Number(wish.far))
}

/** A time that is still to be agreed fits every day. */
function isOn({ window }: Task, choice: DayChoice, now: number): boolean {
  if (choice === 'any' || !window) return true
  const at = today(Date.parse(window.start))
  if (choice === 'today') return at === today(now)
  if (choice === 'tomorrow') return at === addDays(today(now), 1)
  // The one we are in, or the next to come.
  const saturday = addDays(today(now), 6 - Math.min(weekdayOf(today(now)), 6))
  const first = weekdayOf(today(now)) === 7 ? addDays(today(now), -1) : saturday
  return at === first || at === addDays(first, 1)
}

/** The kinds of help there are among them, each once, in the order of the catalogue. */
export const kindsOf = (tasks: readonly Task[]) =>
  [...new Set(tasks.map(({ category }) => category))].sort()

export const nearestFirst = (tasks: readonly Task[]) =>
  [...tasks].sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity))
