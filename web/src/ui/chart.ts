import type { RouteLocationRaw } from 'vue-router'

// What every chart is drawn from: names and figures. Text and table say the same as the picture.
export interface Point {
  id: string
  name: string
  value: number
  of?: boolean // the one the chart is about
  to?: RouteLocationRaw // where the rows behind it are
}

/** What bars, line and donut are given: the figures, and what they count, with its unit. */
export interface Series {
  title: string
  what: string
  points: Point[]
  show?: (value: number) => string
}

/** A round figure at or above the greatest, for the top of an axis: 1, 2 or 5 by a power of 10. */
export function top(values: readonly number[]): number {
  const most = Math.max(0, ...values)
  if (most === 0) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 5, 10].find((each) => each * power >= most) ?? 10
  return step * power
}

export interface Slice extends Point { share: number; path: string }

/** Slices of a ring around (0, 0), clockwise from the top; a whole one is two half rings. */
export function slices(points: readonly Point[], outer: number, inner: number): Slice[] {
  const sum = points.reduce((total, point) => total + point.value, 0)
  let turned = 0
  return points.map((point) => {
    const share = sum === 0 ? 0 : point.value / sum
    const path = arc(turned, turned + share, outer, inner)
    turned += share
    return { ...point, share, path }
  })
}

function arc(from: number, to: number, outer: number, inner: number): string {
  if (to - from <= 0) return ''
  if (to - from >= 1) return arc(0, 0.5, outer, inner) + arc(0.5, 1 - 1e-9, outer, inner)
  const at = (part: number, radius: number) => {
    const angle = (part - 0.25) * 2 * Math.PI
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`
  }
  const large = to - from > 0.5 ? 1 : 0
  return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}`
    + `L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`
}

/** How dark a cell of a heat map is, 0 to 4: nothing, then quarters of the greatest. */
export function shade(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0
  return Math.min(4, Math.ceil((value / most) * 4))
}
