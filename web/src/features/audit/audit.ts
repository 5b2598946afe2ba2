import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { lang } from '@/words'
import type { Entry, Inclusion } from './proof'
import { t, type Key } from './words'

// The journal read backwards, and who was shown whose data.
export type Read = components['schemas']['access.ReadView']
export type Journal = components['schemas']['app.JournalView']

export const journal = (): Promise<Journal> => take(api.GET('/v1/journal'))
export const inclusionOf = (leaf: number): Promise<Inclusion> =>
  take(api.GET('/v1/journal/inclusion', { params: { query: { leaf } } }))

export interface Wanted { kind: string; actor: string; subject: string; from: string; to: string }

/** Whether an entry is one of those looked for; days are those of the community. */
export function fits(entry: Entry, { kind, actor, subject, from, to }: Wanted): boolean {
  if (kind && entry.kind !== kind) return false
  if (actor && entry.actor !== actor) return false
  const object = subject.trim().toLowerCase()
  if (object && !entry.subject.endsWith(object) && !entry.body.includes(object)) return false
  const at = Date.parse(entry.at)
  if (from && at < Date.parse(`${from}T00:00:00+08:00`)) return false
  return !to || at < Date.parse(`${to}T00:00:00+08:00`) + 86_400_000
}

const most = 200 // entries asked for at once
const windows = 25 // looked through before somebody must ask for more

export interface Looked { entries: Entry[]; from: number }

/** Looks backwards from before an entry until enough fit, or much was looked through. */
export async function lookBack(
  before: number, wanted: Wanted, enough: number, goesOn: () => boolean,
): Promise<Looked> {
  const entries: Entry[] = []
  // Where everything fits, no more than is shown is fetched.
  const window = Object.values(wanted).some(Boolean) ? most : Math.min(most, enough)
  let from = before
  for (let round = 0; round < windows && from > 0; round += 1) {
    if (entries.length >= enough || !goesOn()) break
    const next = Math.max(0, from - window)
    const page = await take(api.GET('/v1/journal/entries', {
      params: { query: { from: next, limit: from - next } },
    }))
    entries.push(...page.items.filter((entry) => fits(entry, wanted)).reverse())
    from = next
  }
  return { entries, from }
}

const has = (key: string): key is Key => t(key as Key) !== key
/** What kind of thing happened; a kind without words of its own says its name. */
export const kindName = (kind: string) =>
  (has(`kind.${kind}`) ? t(`kind.${kind}` as Key) : kind.replace(/_/g, ' '))
const inWords = (said: unknown): string => {
  const text = String(said)
  if (has(`as.${text}`)) return t(`as.${text}` as Key)
  return has(`role.${text}`) ? t(`role.${text}` as Key) : text
}

export function bodyOf(entry: Entry): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(entry.body)
    return typeof body === 'object' && body !== null ? body as Record<string, unknown> : {}
  } catch {
    return {}
  }
}

/** What of it one wants to know at a glance: the step, the role, the stars, the number. */
export function glance(entry: Entry): string {
  const body = bodyOf(entry)
  const parts: string[] = []
  if (typeof body.role === 'string') parts.push(inWords(body.role))
  if (body.from && body.to && !/^\d{4}-/.test(String(body.from))) {
    parts.push(t('deed.more', { from: inWords(body.from), to: inWords(body.to) }))
  } else if (entry.kind === 'grant_moved') {
    parts.push(inWords(body.to))
  }
  for (const key of ['what', 'state', 'step', 'number', 'serial', 'dictionary', 'code']) {
    if (typeof body[key] === 'string') parts.push(inWords(body[key]))
  }
  if (typeof body.stars === 'number') parts.push('★'.repeat(body.stars))
  if (typeof body.grade === 'string') parts.push(body.grade.toUpperCase())
  return parts.join(lang.value === 'en' ? ', ' : '，')
}

/** The page of what an entry is about, where there is one. */
export function pageOf(entry: Entry, rights: readonly string[]): string | null {
  const { kind, subject } = entry
  const may = (right: string) => rights.includes(right)
  if (/^(need_|claim_|offer_|checked_)/.test(kind)) return may('need_read') ? `/desk/needs/${subject}` : null
  if (/^(record_(set|attested|case)|first_record)/.test(kind)) {
    return may('record_read') ? `/desk/records/${subject}` : null
  }
  if (kind.startsWith('certificate_')) {
    const { serial } = bodyOf(entry)
    return typeof serial === 'string' ? `/verify/${serial}` : null
  }
  if (/^(person_(entered|changed|revealed)|volunteer_)/.test(kind)) {
    return may('people_read') ? `/desk/people/${subject}` : null
  }
  return kind === 'grant_moved' && may('role_grant') ? '/desk/users?tab=grants' : null
}

// Names of staff: whoever audits may list the roles given, and these tell names.
let staff: Promise<Map<string, string>> | null = null
export function staffNames(): Promise<Map<string, string>> {
  staff ??= gather().catch((thrown: unknown) => {
    staff = null
    throw thrown
  })
  return staff
}
export const forgetNames = () => { staff = null }

async function gather() {
  const names = new Map<string, string>()
  let cursor: string | undefined
  for (let page = 0; page < 25; page += 1) {
    const piece = await take(api.GET('/v1/grants', {
      params: { query: { limit: 200, ...cursor ? { cursor } : {} } },
    }))
    for (const { person, name } of piece.items) if (name) names.set(person, name)
    cursor = piece.next
    if (!cursor) break
  }
  return names
}

export const short = (id: string) => id.slice(-8)
export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** Why data was shown: a need's number, one of the program's own reasons, or what was typed. */
export function why(reason: string): string {
  if (/^\d{3}-\d{3}-\d{3}$/.test(reason)) return t('why.need', { number: reason })
  return has(`why.${reason}`) ? t(`why.${reason}` as Key) : reason
}

/** The entries as a sheet. A cell that a spreadsheet would run as a formula is made text. */
export function sheetOf(
  entries: readonly Entry[], who: (id: string | undefined) => string,
): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
  }
  const heads = (['seq', 'at', 'what', 'actor', 'subject', 'where'] as const)
    .map((key) => t(`deed.${key}`))
  const lines = entries.map((entry) => [
    String(entry.seq), entry.at, [kindName(entry.kind), glance(entry)].filter(Boolean).join(' '),
    who(entry.actor), entry.subject, entry.scope,
  ])
  const rows = [heads, ...lines].map((line) => line.map(cell).join(','))
  return `\uFEFF${rows.join('\r\n')}\r\n`
}

