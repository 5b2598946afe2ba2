import type { RouteLocationRaw } from 'vue-router'
import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { addDays } from '@/ui/days'
import { duration } from '@/ui/format'
import { lang } from '@/words'
import { t, type Key } from './words'

// The figures of a part of the tree in a period, and the way from each to its rows.
export type Figure = components['schemas']['stats.Figure']
export type Figures = components['schemas']['stats.FiguresView']
export type FigureView = components['schemas']['stats.FigureView']
export type Line = components['schemas']['stats.FigureLine']
export interface Slice { under: string; from: string; to: string; category: string }
export type Measure =
  'persons' | 'turns' | 'minutes' | 'recipient_turns' | 'needs' | 'needs_closed' | 'rated'
  | 'rating_mean_100'
export const measures: readonly Measure[] = [
  'turns', 'persons', 'minutes', 'recipient_turns', 'needs', 'needs_closed', 'rated',
  'rating_mean_100',
]

/** What a question about a slice says; without a category it is about all. */
export const asked = ({ under, from, to, category }: Slice) =>
  ({ under, from, to, ...category ? { category } : {} })
const query = (slice: Slice) => ({ params: { query: asked(slice) } })

export const figuresOf = (slice: Slice): Promise<Figures> =>
  take(api.GET('/v1/stats', query(slice)))
export const bySite = async (slice: Slice): Promise<Line[]> =>
  (await take(api.GET('/v1/stats/by-site', query(slice)))).items
export const byMonth = async (slice: Slice): Promise<Line[]> =>
  (await take(api.GET('/v1/stats/by-month', query(slice)))).items
export const byCategory = async (slice: Slice): Promise<Line[]> =>
  (await take(api.GET('/v1/stats/by-category', query(slice)))).items

export const sheetOf = (path: string, slice: object, format: string) =>
  `${path}?${new URLSearchParams({ ...slice, format }).toString()}`

// Periods.

export type Preset = 'month' | 'lastMonth' | 'quarter' | 'year' | 'lastYear'
export const presets: readonly Preset[] = ['month', 'lastMonth', 'quarter', 'year', 'lastYear']

const first = (year: number, month: number) => {
  const at = new Date(Date.UTC(year, month - 1, 1))
  return at.toISOString().slice(0, 10)
}

/** The days, both counted in, of a period named from a day on. */
export function periodOf(preset: Preset, today: string): { from: string; to: string } {
  const [year = 0, month = 0] = today.split('-').map(Number)
  switch (preset) {
    case 'month': return { from: first(year, month), to: today }
    case 'lastMonth':
      return { from: first(year, month - 1), to: addDays(first(year, month), -1) }
    case 'quarter': return { from: first(year, month - ((month - 1) % 3)), to: today }
    case 'year': return { from: first(year, 1), to: today }
    case 'lastYear': return { from: first(year - 1, 1), to: `${year - 1}-12-31` }
  }
}

export const presetOf = (from: string, to: string, today: string): Preset | undefined =>
  presets.find((preset) => {
    const period = periodOf(preset, today)
    return period.from === from && period.to === to
  })

export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
}

/** As many days, right before. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  return { from: addDays(from, -daysIn(from, to)), to: addDays(from, -1) }
}

/** The days of a month that lie within a period. */
export function monthWithin(month: string, from: string, to: string) {
  const [year = 0, at = 0] = month.split('-').map(Number)
  const begin = first(year, at)
  const end = addDays(first(year, at + 1), -1)
  return { from: begin < from ? from : begin, to: end > to ? to : end }
}

// Words.

/** "2026-03" as a month's name; January says its year. */
export function monthName(month: string): string {
  return new Intl.DateTimeFormat(lang.value === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'UTC', month: 'short', ...month.endsWith('-01') ? { year: 'numeric' } : {},
  }).format(new Date(`${month}-01T00:00:00Z`))
}

export const nameOf = (figure: Figure) => t(`is.${figure}` as Key)

/** A figure's value with its unit; nothing to measure is said so. */
export function inWords(figure: Figure, value: number | undefined | null): string {
  if (value === undefined || value === null) return t('figures.none')
  switch (figure) {
    case 'minutes': case 'response_minutes': case 'closing_minutes': return duration(value)
    case 'rating_percent': return t('figures.percent', { count: value })
    case 'rating_mean_100': return t('figures.stars', { count: (value / 100).toFixed(2) })
    default: return value.toLocaleString('en-US')
  }
}

/** How a figure differs from the period before, in words. */
export function change(
  figure: Figure, now: number | undefined, before: number | undefined,
): string {
  if (now === undefined || before === undefined) return t('figures.nothingBefore')
  const by = now - before
  if (by === 0) return t('figures.same')
  const much = figure === 'rating_percent' ? t('figures.points', { count: Math.abs(by) })
    : inWords(figure, Math.abs(by))
  const said = t(by > 0 ? 'figures.more' : 'figures.less', { value: much })
  // Of shares and means a percentage would only confuse.
  if (before === 0 || figure.startsWith('rating_')) return said
  const percent = Math.round((Math.abs(by) / before) * 100)
  return t(by > 0 ? 'figures.percentMore' : 'figures.percentLess', { value: said, percent })
}

// The way to the rows.

export type RowsOf = 'services' | 'persons' | 'recipient-turns' | 'recipients' | 'needs'

/** Where the rows behind a figure are shown: the server's own link says which they are. */
export function rowsAt({ figure, rows, state }: FigureView): RouteLocationRaw {
  const link = new URL(rows, location.origin)
  return {
    path: '/desk/figures/rows',
    query: {
      of: link.pathname.split('/').pop() ?? '', is: figure,
      ...Object.fromEntries(link.searchParams), ...state ? { state } : {},
    },
  }
}

const rowsBehind: Record<Measure, { of: RowsOf; figure?: Figure }> = {
  persons: { of: 'persons' }, turns: { of: 'services' }, minutes: { of: 'services' },
  recipient_turns: { of: 'recipient-turns' }, needs: { of: 'needs' },
  needs_closed: { of: 'needs', figure: 'needs_closed' },
  rated: { of: 'needs', figure: 'rated' },
  rating_mean_100: { of: 'needs', figure: 'rating_mean_100' },
}

/** Where the rows behind one bar or point are. */
export function rowsOf(measure: Measure, slice: Slice): RouteLocationRaw {
  const { of, figure } = rowsBehind[measure]
  return {
    path: '/desk/figures/rows',
    query: { of, is: measure, ...asked(slice), ...figure ? { figure } : {} },
  }
}
