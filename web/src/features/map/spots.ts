import type { Need, Task } from '@/features/dispatch/tasks'

// What stands on the map. Of a task nobody has taken only the neighbourhood is told, so several lie
// on one spot; each has the number it has in the list beneath.
interface Point { lat: number; lon: number }
export interface Placed {
  need: string
  category: string
  window?: { start: string; end: string } | undefined
  metres?: number | undefined
  point: Point
  own: boolean // one's own: the true place
}
export interface Spot { point: Point; own: boolean; numbers: number[] }

/** One's own first, then the nearest; those without a place are left out. */
export function placed(tasks: readonly Task[], own: readonly Need[]): Placed[] {
  return [
    ...own.map(({ id, category, window, point }) =>
      ({ need: id, category, window, point, own: true })),
    ...tasks.map(({ need, category, window, metres, point }) =>
      ({ need, category, window, metres, point, own: false })),
  ].flatMap(({ point, ...rest }) => (point ? [{ ...rest, point }] : []))
}

export function spotsOf(all: readonly Placed[]): Spot[] {
  const spots = new Map<string, Spot>()
  all.forEach(({ point, own }, n) => {
    const key = `${own} ${point.lat} ${point.lon}`
    const spot = spots.get(key) ?? { point, own, numbers: [] }
    spot.numbers.push(n + 1)
    spots.set(key, spot)
  })
  return [...spots.values()]
}

/** Those that would lie on each other, at this size of the map, as one: `at` tells where a point
    is on the screen, in pixels. */
export function apart(
  spots: readonly Spot[], at: (point: Point) => { x: number; y: number }, least: number,
): Spot[] {
  const groups: Spot[] = []
  for (const spot of spots) {
    const here = at(spot.point)
    const near = groups.find(({ point }) => {
      const there = at(point)
      return Math.abs(here.x - there.x) < least && Math.abs(here.y - there.y) < least
    })
    if (near) near.numbers = [...near.numbers, ...spot.numbers].sort((a, b) => a - b)
    else groups.push({ ...spot })
  }
  return groups
}

/** What a spot is called on the map: its numbers, or the first of them and how many more. */
export function labelOf({ numbers }: Spot): string {
  const [first, ...more] = numbers
  return numbers.length <= 2 ? numbers.join('·') : `${first ?? ''}+${more.length}`
}
