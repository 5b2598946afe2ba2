import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Who fits a need and why, whom to ask, and the match of all that waits at once.
export type Ranking = components['schemas']['dispatch.Ranking']
export type Candidate = components['schemas']['dispatch.Candidate']
export type Run = components['schemas']['dispatch.RunView']
export type Offer = components['schemas']['dispatch.OfferLine']

const at = (need: string) => ({ params: { path: { need } } })

export const rank = (need: string, limit = 8): Promise<Ranking> => take(
  api.GET('/v1/needs/{need}/candidates', { params: { path: { need }, query: { limit } } }))

export async function offersOf(need: string): Promise<Offer[]> {
  const page = await take(api.GET('/v1/needs/{need}/offers', at(need)))
  return page.items
}

export async function invite(need: string, volunteers: string[]): Promise<string[]> {
  const { offers = [] } = await take(api.POST('/v1/needs/{need}/invite', {
    ...at(need), body: { volunteers },
  }))
  return offers
}
export const openForClaim = (need: string) =>
  take(api.POST('/v1/needs/{need}/open', { ...at(need), body: {} }))
export const takeBack = (offer: string) =>
  take(api.POST('/v1/offers/{offer}/withdraw', { params: { path: { offer } } }))
export const redispatch = (need: string) => take(api.POST('/v1/needs/{need}/redispatch', {
  ...at(need), body: { reason_code: 'other' },
}))

const ofRun = (run: string) => ({ params: { path: { run } } })
const again = 400 // ms between two looks at a run

/** Matches all that waits beneath a site; resolves when the proposal is there. */
export async function match(under: string): Promise<Run> {
  let run = await take(api.POST('/v1/matching-runs', { body: { under } }))
  while (run.state === 'queued') {
    await new Promise((done) => setTimeout(done, again))
    run = await take(api.GET('/v1/matching-runs/{run}', ofRun(run.id)))
  }
  return run
}
/** Offers the pairs; those of the needs named are left out. */
export const acceptRun = (run: string, except: string[]) =>
  take(api.POST('/v1/matching-runs/{run}/accept', { ...ofRun(run), body: { except } }))
export const discardRun = (run: string) =>
  take(api.POST('/v1/matching-runs/{run}/discard', ofRun(run)))
