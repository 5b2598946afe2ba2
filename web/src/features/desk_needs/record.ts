import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Line } from '@/features/desk/needs'
import type { Need } from '@/features/desk/triage'

// Everything that is known about one need, and the deeds of those who work on it.
export type { Need }
export type Step = components['schemas']['needs.StepView']
export type Comment = components['schemas']['needs.CommentView']
export type VisibleTo = components['schemas']['needs.VisibleTo']
export type Attachment = components['schemas']['needs.AttachmentView']
export type Petition = components['schemas']['needs.Petition']
export type Offer = components['schemas']['dispatch.OfferLine']
export type Contact = components['schemas']['needs.ContactView']
export type Revealed = components['schemas']['people.RevealedView']
export type ServiceRecord = components['schemas']['records.RecordView']
export type SiteReason = components['schemas']['needs.SiteReason']
export type ReopenReason = components['schemas']['needs.ReopenReason']
export type RedispatchReason = components['schemas']['needs.RedispatchReason']
export type WithdrawReason = components['schemas']['needs.WithdrawReason']
export type Channel = components['schemas']['needs.Channel']
export type Window = components['schemas']['TimeWindow']

const at = (need: string) => ({ params: { path: { need } } })

export interface Whole {
  need: Need
  steps: Step[]
  comments: Comment[]
  files: Attachment[]
  offers: Offer[]
  petitions: Petition[]
}

/** A part that the reader's roles do not open is empty to them; any other refusal is the page's. */
async function part<T>(asked: Promise<{ items: T[] }>): Promise<T[]> {
  try {
    return (await asked).items
  } catch (thrown) {
    if (thrown instanceof Refused && thrown.problem.status === 403) return []
    throw thrown
  }
}

export async function loadWhole(id: string): Promise<Whole> {
  const [need, steps, comments, files, offers, petitions] = await Promise.all([
    take(api.GET('/v1/needs/{need}', at(id))),
    part(take(api.GET('/v1/needs/{need}/timeline', at(id)))),
    part(take(api.GET('/v1/needs/{need}/comments', at(id)))),
    part(take(api.GET('/v1/needs/{need}/attachments', at(id)))),
    part(take(api.GET('/v1/needs/{need}/offers', at(id)))),
    part(take(api.GET('/v1/needs/{need}/petitions', at(id)))),
  ])
  return { need, steps, comments, files, offers, petitions }
}

export const byNumber = (number: string): Promise<Need> =>
  take(api.GET('/v1/needs/by-number', { params: { query: { number } } }))

/** A number as people say it: nine digits, whatever stands between them. */
export function numberIn(typed: string): string | null {
  const digits = typed.replace(/[\s-－–—]/g, '')
  return /^\d{9}$/.test(digits)
    ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}` : null
}

/** What this resident asked for before, newest first, this one left out. */
export async function historyOf(need: Need): Promise<Line[]> {
  const recipient = need.recipient.person
  const query = { under: need.site_path, limit: 50, recipient }
  const { items } = await take(api.GET('/v1/needs', { params: { query } }))
  return items.filter(({ id }) => id !== need.id)
}


/** The records made from it, or back-filled for it, the newest first. */
export const recordsOf = async (need: Need): Promise<ServiceRecord[]> =>
  (await take(api.GET('/v1/records', {
    params: { query: { under: need.site_path, need: need.id, limit: 200 } },
  }))).items

export const contactOf = (need: string): Promise<Contact> =>
  take(api.GET('/v1/needs/{need}/contact', at(need)))
export const reveal = (person: string, reason: string): Promise<Revealed> =>
  take(api.POST('/v1/people/{person}/reveal', {
    params: { path: { person } }, body: { what: 'contact', reason },
  }))

export const comment = (need: string, words: string, to: VisibleTo): Promise<Comment> =>
  take(api.POST('/v1/needs/{need}/comments', { ...at(need), body: { words, visible_to: to } }))

export const release = (need: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/release', at(need)))
export const reopen = (need: string, reason: ReopenReason, note: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/reopen', { ...at(need), body: said(reason, note) }))
export const redispatch = (need: string, reason: RedispatchReason, note: string) =>
  take(api.POST('/v1/needs/{need}/redispatch', { ...at(need), body: said(reason, note) }))
export const withdraw = (need: string, reason: WithdrawReason, note: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/withdraw', { ...at(need), body: said(reason, note) }))

function said<R extends string>(reason: R, note: string) {
  return { reason_code: reason, ...note.trim() ? { note: note.trim() } : {} }
}

/** To a site beneath as an assignment, else to another site. */
export function handTo(
  need: string, to: { site: string; beneath: boolean }, reason: SiteReason, note: string,
) {
  const asked = { ...at(need), body: { site: to.site, ...said(reason, note) } }
  return take(to.beneath ? api.POST('/v1/needs/{need}/assign', asked)
    : api.POST('/v1/needs/{need}/transfer', asked))
}

export const schedule = (need: string, window: Window): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/schedule', { ...at(need), body: { window } }))

export const confirm = (need: string, happened: boolean, channel: Channel, words: string):
Promise<Need> => take(api.POST('/v1/needs/{need}/confirm', {
  ...at(need), body: { happened, channel, ...words.trim() ? { words: words.trim() } : {} },
}))

export interface Rated { stars: number; words: string; channel: Channel; redo: boolean }
export const rate = (need: string, { stars, words, channel, redo }: Rated): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/rate', {
    ...at(need),
    body: {
      stars, channel, tags: [], ...words.trim() ? { words: words.trim() } : {},
      ...redo ? { redo } : {},
    },
  }))

export const askExtension = (need: string, until: string, reason: string): Promise<Petition> =>
  take(api.POST('/v1/needs/{need}/extension', { ...at(need), body: { until, reason } }))
export const object = (need: string, reason: string): Promise<Petition> =>
  take(api.POST('/v1/needs/{need}/objection', { ...at(need), body: { reason } }))
export const decide = (
  petition: string, granted: boolean, answer: string, site?: string,
): Promise<Petition> => take(api.POST('/v1/petitions/{petition}/decide', {
  params: { path: { petition } }, body: { granted, answer, ...site ? { site } : {} },
}))

export const fileAt = (need: string, file: string) =>
  `/v1/needs/${need}/attachments/${file}`
