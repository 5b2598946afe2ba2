import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// A volunteer's hours: what counts, what still waits, and the record behind each.
export type Hours = components['schemas']['records.HoursView']
export type Record_ = components['schemas']['records.RecordView']
export type Grade = components['schemas']['records.Grade']
export type Certificate = components['schemas']['records.CertificateView']

export const loadHours = (): Promise<Hours> => take(api.GET('/v1/me/hours'))

export async function loadRecords(
  cursor?: string,
): Promise<{ records: Record_[]; next: string | undefined }> {
  const page = await take(api.GET('/v1/me/records', {
    params: { query: { limit: 20, ...cursor ? { cursor } : {} } },
  }))
  return { records: page.items, next: page.next || undefined }
}

export async function loadCertificates(): Promise<Certificate[]> {
  const page = await take(api.GET('/v1/me/certificates'))
  return page.items
}

export const issue = (span: Span): Promise<Certificate> =>
  take(api.POST('/v1/me/certificates', { body: span }))

const at = (record: string) => ({ params: { path: { record } } })
export const dispute = (record: string, words: string) =>
  take(api.POST('/v1/records/{record}/dispute', { ...at(record), body: { words } }))
export const notMe = (record: string, words: string) => take(
  api.POST('/v1/records/{record}/not-me', { ...at(record), body: words ? { words } : {} }))

// A stretch of days, both ends in it; empty is all of them.
export interface Span { from?: string; to?: string }
export const hoursOf = (span: Span): Promise<Hours> =>
  take(api.GET('/v1/me/hours', { params: { query: span } }))

/** The calendar month so many months before the one this day is in. */
export function monthBefore(day: string, back: number): Required<Span> & { month: string } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - back, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0))
  const text = (date: Date) => date.toISOString().slice(0, 10)
  return { from: text(first), to: text(last), month: text(first).slice(0, 7) }
}

export type Period = 'all' | 'year' | 'last' | 'own'
/** The days a certificate is asked for. */
export function spanOf(period: Period, day: string, own: Required<Span>): Span {
  const year = Number(day.slice(0, 4))
  if (period === 'year') return { from: `${year}-01-01`, to: day }
  if (period === 'last') return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  return period === 'own' ? own : {}
}
