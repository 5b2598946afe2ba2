import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { weekdayOf } from '@/ui/days'
import { asked, type Slice } from './figures'

// What no figure of the server tells yet: services by their grade, and by when they began. They are
// read row by row and counted here.
export type Service = components['schemas']['stats.ServiceRow']
export type Grade = components['schemas']['records.Grade']
export const grades: readonly Grade[] = ['a', 'b', 'c', 'd']

/** Every service of a slice; tells how many have come so far. */
export async function readServices(
  slice: Slice, sofar: (count: number) => boolean,
): Promise<Service[]> {
  const rows: Service[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/v1/stats/services', {
      params: { query: { ...asked(slice), limit: 200, ...cursor ? { cursor } : {} } },
    }))
    rows.push(...page.items)
    cursor = page.next || undefined
  } while (sofar(rows.length) && cursor)
  return rows
}

export function minutesByGrade(rows: readonly Service[]): Record<Grade, number> {
  const sums: Record<Grade, number> = { a: 0, b: 0, c: 0, d: 0 }
  for (const { grade, minutes } of rows) sums[grade] += minutes
  return sums
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
  hourCycle: 'h23',
})

/** How many began: a row a weekday, Monday first; a column every two hours, from 6 to 22. */
export const hours: readonly number[] = [6, 8, 10, 12, 14, 16, 18, 20]
export function beginnings(rows: readonly Service[]): number[][] {
  const cells = Array.from({ length: 7 }, () => hours.map(() => 0))
  for (const { from_at } of rows) {
    const [day = '', hour = '0'] = clock.format(new Date(from_at)).split(' ')
    const at = Math.min(hours.length - 1, Math.max(0, Math.floor((Number(hour) - 6) / 2)))
    const row = cells[weekdayOf(day) - 1]
    if (row) row[at] = (row[at] ?? 0) + 1
  }
  return cells
}
