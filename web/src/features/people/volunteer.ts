import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Cell, Part, Weekday } from '@/ui/week'
import { parts, weekdays } from '@/ui/week'
import { lang } from '@/words'

// A volunteer's own profile: what they can do, and when they are free.
export type Volunteer = components['schemas']['people.VolunteerView']
export type Transport = components['schemas']['people.Transport']
export type FreeHours = components['schemas']['people.FreeHours']
type Code = components['schemas']['people.CodeView']

/** From and to of each part of a day, in minutes. */
const spans: Record<Part, [number, number]> = {
  morning: [8 * 60, 12 * 60], noon: [12 * 60, 14 * 60], afternoon: [14 * 60, 18 * 60],
  evening: [18 * 60, 21 * 60],
}

/** The hours of these cells. Where they are those of `before`, its hours stay as they are, to the
    minute. Parts that touch are one stretch; the server's week begins with Monday as 0. */
export function hoursOf(cells: readonly Cell[], before: readonly FreeHours[] = []): FreeHours[] {
  const same = (one: readonly Cell[], other: readonly Cell[]) =>
    [...one].sort().join() === [...other].sort().join()
  if (before.length > 0 && same(cells, cellsOf(before))) return [...before]
  return weekdays.flatMap((day) => {
    const stretches: FreeHours[] = []
    for (const part of parts.filter((each) => cells.includes(`${day}-${each}`))) {
      const [from, to] = spans[part]
      const last = stretches[stretches.length - 1]
      if (last?.to_minute === from) last.to_minute = to
      else stretches.push({ weekday: day - 1, from_minute: from, to_minute: to })
    }
    return stretches
  })
}

/** The parts of which somebody is free for half at least. */
export function cellsOf(hours: readonly FreeHours[]): Cell[] {
  const isFree = (day: Weekday, [from, to]: [number, number]) => hours
    .filter(({ weekday }) => weekday === day - 1)
    .reduce((sum, each) =>
      sum + Math.max(0, Math.min(to, each.to_minute) - Math.max(from, each.from_minute)), 0)
    >= (to - from) / 2
  return weekdays.flatMap((day) => parts.filter((part) => isFree(day, spans[part]))
    .map((part): Cell => `${day}-${part}`))
}

export async function loadVolunteer(person: string): Promise<Volunteer | null> {
  try {
    return await take(api.GET('/v1/volunteers/{person}', { params: { path: { person } } }))
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 404) throw thrown
    return null
  }
}

/** What can be chosen of one kind, in the reader's language. */
export async function loadCodes(kind: Code['kind']): Promise<{ id: string; text: string }[]> {
  const { items = [] } = await take(api.GET('/v1/codes', { params: { query: { kind } } }))
  return items.map(({ code, zh, en }) => ({ id: code, text: lang.value === 'en' ? en : zh }))
}

export interface Joining {
  birth_day: string
  sex: 'female' | 'male' | 'unsaid'
  skills: string[]
  categories: string[]
  languages: string[]
  transport: Transport
  free_hours: FreeHours[]
}

export function join(joining: Joining): Promise<Volunteer> {
  return take(api.POST('/v1/volunteers', {
    body: { ...joining, exceptions: [] },
  }))
}

/** Whole years on this day; nothing where the birth date is not said. */
export function ageOn(day: string, birthDay: string): number | null {
  if (!birthDay) return null
  const [year = 0, month = 0, date = 0] = birthDay.split('-').map(Number)
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
  return y - year - (m < month || (m === month && d < date) ? 1 : 0)
}

/** Changes what one said before; days that are exceptions stay as they are. */
export async function change(before: Volunteer, joining: Joining): Promise<Volunteer> {
  const at = { params: { path: { person: before.person } } }
  const { skills, categories, languages, transport } = joining
  await take(api.POST('/v1/volunteers/{person}', {
    ...at, body: { skills, categories, languages, transport },
  }))
  return take(api.POST('/v1/volunteers/{person}/availability', {
    ...at, body: { free_hours: joining.free_hours, exceptions: before.exceptions ?? [] },
  }))
}
