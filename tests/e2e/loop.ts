import { randomUUID } from 'node:crypto'
import { expect, type APIRequestContext, type BrowserContext } from '@playwright/test'

// Brings a need as far as a test wants it, through the API as its people would.
export interface Login { person: string; login?: string }

export async function demoPeople(request: APIRequestContext): Promise<Login[]> {
  const answer = await request.get('/v1/demo/logins')
  return ((await answer.json()) as { items: Login[] }).items
}

export async function post<T>(
  request: APIRequestContext, path: string, data: object = {},
): Promise<T> {
  // As a page of the site itself would send it.
  const Origin = `http://127.0.0.1:${process.env.LASTMILE_PORT ?? 21877}`
  const headers = { 'Idempotency-Key': randomUUID(), Origin }
  const answer = await request.post(path, { data, headers })
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200)
  return await answer.json() as T
}

/** The browser remembers that somebody signed in, as after the sign-in page. */
export async function enter(context: BrowserContext, person: string) {
  await post(context.request, '/v1/demo/sign-in', { person })
  await context.addInitScript(() => {
    if (localStorage.getItem('lastmile.signed-in') === null) {
      localStorage.setItem('lastmile.signed-in', 'yes')
    }
  })
}

/** A visit agreed on for now: asked for, triaged, offered, accepted, timed. */
export async function agreedVisit(
  resident: APIRequestContext, worker: APIRequestContext, volunteer: APIRequestContext,
): Promise<string> {
  const { id } = await post<{ id: string }>(resident, '/v1/needs',
    { wanted: { category: '0401', details: '想请人陪我说说话', urgency: 'same_day' } })
  await post(worker, `/v1/needs/${id}/triage`, { decision: 'accept' })
  const me = await (await volunteer.get('/v1/me')).json() as { id: string }
  await post(worker, `/v1/needs/${id}/invite`, { volunteers: [me.id] })
  const offers = await (await volunteer.get('/v1/me/offers?limit=50')).json() as
    { items: { id: string; state: string; task: { need: string } }[] }
  const offer = offers.items.find(({ state, task }) => state === 'open' && task.need === id)
  await post(volunteer, `/v1/offers/${offer?.id ?? ''}/accept`)
  const now = Date.now()
  await post(volunteer, `/v1/needs/${id}/schedule`, { window: {
    start: new Date(now + 5 * 60_000).toISOString(), end: new Date(now + 125 * 60_000).toISOString(),
  } })
  return id
}

export interface DoorCode { pin: string; now: { code: string; digits: string } }
export const doorCode = async (resident: APIRequestContext, need: string) =>
  await (await resident.get(`/v1/needs/${need}/code`)).json() as DoorCode
