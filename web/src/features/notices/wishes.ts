import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { QuietHours } from './quiet'

// How somebody wants to be told, and where.
type Schemas = components['schemas']
export type Wishes = Schemas['notices.WishesView']
export type TopicView = Schemas['notices.TopicView']
export type WayView = Schemas['notices.WayView']
export type Topic = Schemas['notices.Topic']
export type Channel = Schemas['notices.Channel']
export type EmailAsked = Schemas['notices.EmailAsked']

export const loadWishes = (): Promise<Wishes> => take(api.GET('/v1/me/notice-choices'))
/** Without `on`: as the program has it. */
export const choose = (topic: Topic, channel: Channel, on?: boolean): Promise<Wishes> =>
  take(api.POST('/v1/me/notice-choices', {
    body: { topic, channel, ...on === undefined ? {} : { on } },
  }))
/** None: as the place has it. */
export const setQuiet = (quiet: QuietHours | null): Promise<Wishes> =>
  take(api.POST('/v1/me/notice-choices/quiet', { body: quiet ? { quiet } : {} }))
export const askEmail = (address: string): Promise<EmailAsked> =>
  take(api.POST('/v1/me/email', { body: { address } }))
export const confirmEmail = (code: string): Promise<Wishes> =>
  take(api.POST('/v1/me/email/confirm', { body: { code } }))
export const removeEmail = (): Promise<Wishes> => take(api.POST('/v1/me/email/remove'))
export const unsubscribe = (token: string): Promise<Schemas['notices.UnsubscribedView']> =>
  take(api.POST('/v1/unsubscribe', { body: { token } }))

export type Hindrance = 'choices.townNoEmail' | 'choices.noEmail' | 'choices.townNoSms'
  | 'choices.noPhone'
/** Why nothing can come by this way, whatever is chosen. */
export function hindrance(wishes: Wishes, channel: Channel): Hindrance | null {
  if (channel === 'email') {
    if (!wishes.town_sends_email) return 'choices.townNoEmail'
    return wishes.email ? null : 'choices.noEmail'
  }
  if (channel !== 'sms') return null
  if (!wishes.town_sends_sms) return 'choices.townNoSms'
  return wishes.phone ? null : 'choices.noPhone'
}
