import type { LocationQuery } from 'vue-router'
import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'

// Service records for those who stand behind them: vouched for by one, approved by another.
export type ServiceRecord = components['schemas']['records.RecordView']
export type RecordPage = components['schemas']['records.RecordPage']
export type RecordState = components['schemas']['records.RecordState']
export type Grade = components['schemas']['records.Grade']
export type Case = components['schemas']['records.CaseView']
export type VoidReason = components['schemas']['records.VoidReason']
export type BackFill = components['schemas']['records.BackFill.Body']
type Window = components['schemas']['TimeWindow']

/** What waits, disputes, samples, or all of them. */
export type Tab = 'queue' | 'cases' | 'samples' | 'all'
export const tabs: readonly Tab[] = ['queue', 'cases', 'samples', 'all']
export const states: readonly RecordState[] = ['pending', 'counted', 'disputed', 'frozen', 'void']
export const grades: readonly Grade[] = ['a', 'b', 'c', 'd']

export interface Query { tab: Tab; state: RecordState | ''; grade: Grade | '' }
export function queryIn(query: LocationQuery): Query {
  return {
    tab: tabs.find((each) => each === query.tab) ?? 'queue',
    state: states.find((each) => each === query.state) ?? '',
    grade: grades.find((each) => each === query.grade) ?? '',
  }
}

interface Piece { items: ServiceRecord[]; next?: string | undefined }
const pageOf = 50

export function listRecords(query: Query, under: string, cursor?: string): Promise<Piece> {
  const paged = { under, limit: pageOf, ...cursor ? { cursor } : {} }
  if (query.tab === 'queue') {
    return take(api.GET('/v1/records/queue', { params: { query: paged } }))
  }
  if (query.tab === 'cases') return disputed(under)
  return take(api.GET('/v1/records', { params: { query: { ...paged, ...narrowing(query) } } }))
}

function narrowing({ tab, state, grade }: Query) {
  return {
    ...tab === 'samples' ? { sampled: true } : {},
    ...state ? { state } : {}, ...grade ? { grade } : {},
  }
}

/** Frozen by “not me” first, then disputed; each list is short, for it has ten working days. */
async function disputed(under: string): Promise<Piece> {
  const of = (state: RecordState) => take(api.GET('/v1/records', {
    params: { query: { under, state, limit: 200 } },
  }))
  const [frozen, wrong] = await Promise.all([of('frozen'), of('disputed')])
  return {
    items: [...frozen.items, ...wrong.items]
      .sort((one, other) => one.due_at.localeCompare(other.due_at)),
  }
}

export function sheetOf(query: Query, under: string, format: 'csv' | 'xlsx'): string {
  const state = query.tab === 'queue' ? 'pending' : query.tab === 'cases' ? 'disputed' : query.state
  const asked = narrowing({ ...query, state })
  return `/v1/records?${new URLSearchParams({
    under, ...Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)])),
    format,
  }).toString()}`
}

const at = (record: string) => ({ params: { path: { record } } })
export const loadRecord = (record: string): Promise<RecordPage> =>
  take(api.GET('/v1/records/{record}', at(record)))
export async function casesOf(record: string): Promise<Case[]> {
  const page = await take(api.GET('/v1/records/{record}/cases', at(record)))
  return page.items
}
export const attest = (record: string): Promise<ServiceRecord> =>
  take(api.POST('/v1/records/{record}/attest', at(record)))
export const approve = (record: string): Promise<ServiceRecord> =>
  take(api.POST('/v1/records/{record}/approve', at(record)))
export const voidIt = (record: string, reason: VoidReason, note: string): Promise<ServiceRecord> =>
  take(api.POST('/v1/records/{record}/void', {
    ...at(record), body: { reason_code: reason, ...note.trim() ? { note: note.trim() } : {} },
  }))
export const backFill = (body: BackFill): Promise<ServiceRecord> =>
  take(api.POST('/v1/records/back-fill', { body }))
export const decideCase = (
  caseId: string, upheld: boolean, answer: string, corrected?: Window,
): Promise<Case> => take(api.POST('/v1/record-cases/{case_id}/decide', {
  params: { path: { case_id: caseId } },
  body: { upheld, answer, ...corrected ? { corrected } : {} },
}))

export interface Tally { done: string[]; refused: { id: string; text: string }[] }
/** Each by itself, one after the other: who may not approve one may approve the next. */
export async function each(
  records: readonly string[], deed: (record: string) => Promise<unknown>,
): Promise<Tally> {
  const tally: Tally = { done: [], refused: [] }
  for (const id of records) {
    try {
      await deed(id)
      tally.done.push(id)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      tally.refused.push({ id, text: thrown.problem.text })
    }
  }
  return tally
}

/** Who is to put their name to it next. */
export function nextHand(record: ServiceRecord): 'attest' | 'approve' | null {
  if (record.state !== 'pending') return null
  return record.attested_by ? 'approve' : 'attest'
}
