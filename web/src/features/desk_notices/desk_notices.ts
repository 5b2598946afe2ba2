import type { LocationQuery } from 'vue-router'
import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Tone } from '@/ui/StateTag.vue'

// What went out and did not, the words it goes out in, when, and the programs that listen.
type Schemas = components['schemas']
export type Sending = Schemas['notices.SendingView']
export type SendingState = Schemas['notices.SendingState']
export type Channel = Schemas['notices.Channel']
export type Occasion = Schemas['notices.Occasion']
export type Counts = Schemas['notices.OutboxCounts']
export type Template = Schemas['notices.TemplateView']
export type Version = Schemas['notices.TemplateVersion']
export type Preview = Schemas['notices.TemplatePreview']
export type Rule = Schemas['notices.NoticeRule']
export type RulePage = Schemas['notices.NoticeRulePage']
export type Webhook = Schemas['notices.WebhookView']
export type WebhookMade = Schemas['notices.WebhookMade']
export type Lang = Schemas['Lang']

export const sendingStates: readonly SendingState[] =
  ['waiting', 'sending', 'sent', 'refused', 'unknown', 'expired', 'given_up']
export const outgoing: readonly Channel[] = ['email', 'sms', 'webhook']
export const occasions: readonly Occasion[] = [
  'need_accepted', 'need_returned', 'need_refused', 'need_referred', 'help_coming', 'helper_left',
  'time_changed', 'visit_off', 'service_done', 'visit_day', 'visit_soon', 'offer_received',
  'offer_ending', 'offer_over', 'record_made', 'first_record', 'record_disputed', 'record_decided',
  'petition_decided', 'need_urgent', 'need_overdue', 'need_escalated', 'nobody_accepted',
  'consent_waiting', 'licence_ending', 'team_invited', 'family_asked', 'family_linked',
  'device_new', 'phone_changed', 'email_changed', 'email_code', 'email_bounced', 'undelivered',
  'webhook_disabled', 'test',
]
/** Those a program may hear of: of needs, records and groups, never of one person's affairs. */
const unheard: readonly Occasion[] = [
  'consent_waiting', 'licence_ending', 'family_asked', 'family_linked', 'device_new',
  'phone_changed', 'email_changed', 'email_code', 'email_bounced', 'undelivered',
  'webhook_disabled', 'test', 'offer_ending', 'visit_day', 'visit_soon',
]
export const heard = occasions.filter((each) => !unheard.includes(each))

const tones: Record<SendingState, Tone> = {
  waiting: 'waiting', sending: 'going', sent: 'done', refused: 'refused', unknown: 'waiting',
  expired: 'refused', given_up: 'refused',
}
export const toneOf = (state: SendingState) => tones[state]
export const underWay = (state: SendingState) => state === 'waiting' || state === 'sending'
export const undelivered = (state: SendingState) => !underWay(state) && state !== 'sent'

/** The desk's page of what a message was about. */
export function pageOf({ occasion, subject }: Sending): string | null {
  if (/^(record_|first_record)/.test(occasion)) return `/desk/records/${subject}`
  const ofNeed = /^(need_|help|time_|visit_|service_|petition_|nobody_)/
  return ofNeed.test(occasion) ? `/desk/needs/${subject}` : null
}

// The outbox.

export interface Query {
  show: 'undelivered' | 'all'
  state: SendingState | ''
  channel: Channel | ''
  occasion: Occasion | ''
}
export function queryIn(query: LocationQuery): Query {
  return {
    show: query.show === 'all' ? 'all' : 'undelivered',
    state: sendingStates.find((each) => each === query.state) ?? '',
    channel: outgoing.find((each) => each === query.channel) ?? '',
    occasion: occasions.find((each) => each === query.occasion) ?? '',
  }
}
const narrowing = ({ show, state, channel, occasion }: Query) => ({
  ...show === 'undelivered' && !state ? { undelivered: true } : {},
  ...state ? { state } : {}, ...channel ? { channel } : {}, ...occasion ? { occasion } : {},
})

export const listOutbox = (query: Query, under: string, cursor?: string) =>
  take(api.GET('/v1/notices/outbox', {
    params: { query: { under, limit: 50, ...narrowing(query), ...cursor ? { cursor } : {} } },
  }))
export function sheetOf(query: Query, under: string, format: 'csv' | 'xlsx'): string {
  const asked = Object.entries(narrowing(query)).map(([key, value]) => [key, String(value)])
  return `/v1/notices/outbox?${new URLSearchParams({
    under, ...Object.fromEntries(asked) as Record<string, string>, format,
  }).toString()}`
}
export const countOutbox = (under: string): Promise<Counts> =>
  take(api.GET('/v1/notices/outbox/counts', { params: { query: { under } } }))
const sendingAt = (sending: string) => ({ params: { path: { sending } } })
export const retry = (sending: string): Promise<Sending> =>
  take(api.POST('/v1/notices/outbox/{sending}/retry', sendingAt(sending)))
export const giveUp = (sending: string): Promise<Sending> =>
  take(api.POST('/v1/notices/outbox/{sending}/give-up', sendingAt(sending)))
export const sendTest = (channel: Channel, to: string): Promise<Sending> =>
  take(api.POST('/v1/notices/test', { body: { channel, to } }))

export interface Way {
  channel: Channel
  coming: number
  sent: number
  failed: number
  segments: number
}
/** How it stands by each way that has anything. */
export function byWay(counts: Counts): Way[] {
  return outgoing.flatMap((channel) => {
    const mine = counts.items.filter((each) => each.channel === channel)
    if (mine.length === 0) return []
    const sum = (fits: (state: SendingState) => boolean) =>
      mine.reduce((total, { state, messages }) => total + (fits(state) ? messages : 0), 0)
    return [{
      channel, coming: sum(underWay), sent: sum((state) => state === 'sent'),
      failed: sum(undelivered), segments: mine.reduce((total, each) => total + each.segments, 0),
    }]
  })
}

// Words.

export interface Wording { site_path: string; occasion: Occasion; channel: Channel; lang: Lang }
export const listTemplates = async (site_path: string, channel: Channel, lang: Lang) =>
  (await take(api.GET('/v1/notice-templates', {
    params: { query: { site_path, channel, lang } },
  }))).items
export const versionsOf = async (which: Wording): Promise<Version[]> =>
  (await take(api.GET('/v1/notice-templates/versions', { params: { query: which } }))).items
export const setTemplate = (which: Wording, title: string, words: string): Promise<Template> =>
  take(api.POST('/v1/notice-templates', {
    body: { ...which, words, ...title.trim() ? { title: title.trim() } : {} },
  }))
export const resetTemplate = (which: Wording): Promise<Template> =>
  take(api.POST('/v1/notice-templates/reset', { body: which }))
export const previewTemplate = (which: Wording, title: string, words: string): Promise<Preview> =>
  take(api.POST('/v1/notice-templates/preview', {
    body: { ...which, words, ...title.trim() ? { title: title.trim() } : {} },
  }))

// Rules.

export const loadRules = (site_path: string): Promise<RulePage> =>
  take(api.GET('/v1/notice-rules', { params: { query: { site_path } } }))
export const setRule = (body: Schemas['notices.SetNoticeRule.Body']): Promise<Rule> =>
  take(api.POST('/v1/notice-rules', { body }))

// Webhooks.

const hookAt = (webhook: string) => ({ params: { path: { webhook } } })
export const listWebhooks = async (under: string): Promise<Webhook[]> =>
  (await take(api.GET('/v1/webhooks', { params: { query: { under } } }))).items
export const makeWebhook = (body: Schemas['notices.MakeWebhook.Body']): Promise<WebhookMade> =>
  take(api.POST('/v1/webhooks', { body }))
export const changeWebhook = (webhook: string, body: Schemas['notices.ChangeWebhook.Body']) =>
  take(api.POST('/v1/webhooks/{webhook}/change', { ...hookAt(webhook), body }))
export const renewSecret = (webhook: string): Promise<WebhookMade> =>
  take(api.POST('/v1/webhooks/{webhook}/secret', hookAt(webhook)))
export const pauseWebhook = (webhook: string) =>
  take(api.POST('/v1/webhooks/{webhook}/pause', hookAt(webhook)))
export const enableWebhook = (webhook: string) =>
  take(api.POST('/v1/webhooks/{webhook}/enable', hookAt(webhook)))
export const testWebhook = (webhook: string) =>
  take(api.POST('/v1/webhooks/{webhook}/test', hookAt(webhook)))
export const removeWebhook = (webhook: string) =>
  take(api.POST('/v1/webhooks/{webhook}/remove', hookAt(webhook)))
