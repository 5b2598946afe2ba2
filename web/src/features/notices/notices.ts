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

// Where the server's page of a notice stands on the screens; what staff work on opens at the desk.
const homes: [prefix: string, home: (id: string) => string][] = [
  ['/needs/', (id) => `/needs/${id}`],
  ['/offers/', () => '/tasks'],
  ['/records/', () => '/hours'],
  ['/family/', () => '/my/family'],
  ['/my/licences/', () => '/my/volunteer'],
  ['/teams/', () => '/my/volunteer'],
  ['/my/account', () => '/my/notices'],
  ['/my/devices', () => '/my/devices'],
]
const atDesk: [prefix: string, home: (id: string) => string][] = [
  ['/needs/', (id) => `/desk/needs/${id}`],
  ['/records/', (id) => `/desk/records/${id}`],
  ['/outbox', () => '/desk/notices?show=undelivered'],
  ['/webhooks/', () => '/desk/notices?tab=webhooks'],
]
/** The address that a notice opens; none: it says all there is. */
export function addressOf({ page, topic }: Pick<Told, 'page' | 'topic'>): string | null {
  const found = (topic === 'work' ? atDesk : homes).find(([prefix]) => page.startsWith(prefix))
  return found ? found[1](page.slice(found[0].length)) : null
}
