import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// What a volunteer is asked to do, may choose to do, and has said yes to.
export type Offer = components['schemas']['dispatch.OfferView']
export type Task = components['schemas']['dispatch.TaskView']
export type Mine = components['schemas']['needs.NeedLine']
export type Need = components['schemas']['needs.NeedView']
export type Contact = components['schemas']['needs.ContactView']
export type LeaveReason = components['schemas']['needs.LeaveReason']
type Window = components['schemas']['TimeWindow']

const at = (need: string) => ({ params: { path: { need } } })

/** Those that still wait for a yes or a no. */
export async function openOffers(): Promise<Offer[]> {
  const page = await take(api.GET('/v1/me/offers', { params: { query: { limit: 50 } } }))
  return page.items.filter(({ state }) => state === 'open')
}

/** Open to whoever comes first; those one may take. */
export async function claims(): Promise<Task[]> {
  const page = await take(api.GET('/v1/claims', { params: { query: { for_me: true } } }))
  return page.items
}

export async function myTasks(): Promise<Mine[]> {
  const page = await take(api.GET('/v1/me/tasks', { params: { query: { limit: 50 } } }))
  return page.items
}

export const loadTask = (need: string): Promise<Need> => take(api.GET('/v1/needs/{need}', at(need)))
export const loadContact = (need: string): Promise<Contact> =>
  take(api.GET('/v1/needs/{need}/contact', at(need)))

export const claim = (need: string): Promise<Offer> =>
  take(api.POST('/v1/needs/{need}/claim', at(need)))
export const accept = (offer: string): Promise<Offer> =>
  take(api.POST('/v1/offers/{offer}/accept', { params: { path: { offer } } }))
/** No is free, and never counted. */
export const decline = (offer: string): Promise<Offer> =>
  take(api.POST('/v1/offers/{offer}/decline', { params: { path: { offer } }, body: {} }))
export const schedule = (need: string, window: Window): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/schedule', { ...at(need), body: { window } }))
export const leave = (need: string, reason: LeaveReason): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/leave', { ...at(need), body: { reason_code: reason } }))
