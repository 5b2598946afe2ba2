import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// What somebody is told, and the marks they leave on it.
type Schemas = components['schemas']
export type Told = Schemas['notices.NoticeView']
export type Inbox = Schemas['notices.InboxView']
export type Marked = Schemas['notices.ReadView']
export type Channel = Schemas['notices.Channel']

const pageOf = 20
export const loadInbox = (unread: boolean, cursor?: string): Promise<Inbox> =>
  take(api.GET('/v1/me/notices', {
    params: { query: { limit: pageOf, ...unread ? { unread } : {}, ...cursor ? { cursor } : {} } },
  }))

export const markRead = (notices: string[]): Promise<Marked> =>
  take(api.POST('/v1/me/notices/read', { body: { notices } }))
export const markUnread = (notices: string[]): Promise<Marked> =>
  take(api.POST('/v1/me/notices/unread', { body: { notices } }))
/** All up to this one: what came meanwhile was not seen. */
export const markAllRead = (up_to: string): Promise<Marked> =>
  take(api.POST('/v1/me/notices/read', { body: { up_to } }))
/** Takes one marking back, whatever it marked. */
export const takeBack = (undo: string): Promise<Marked> =>
  take(api.POST('/v1/me/notices/unread', { body: { undo } }))

