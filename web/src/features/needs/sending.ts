import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { post } from '@/shell/outbox'

// Sends what was asked: as a draft first, so that photos are with it and the same thing asked for
// already is seen, and then for good.
export type Need = components['schemas']['needs.NeedView']
export type Alike = components['schemas']['needs.AlikeView']
type Body = components['schemas']['needs.AskForHelp.Body']

const byPath = (need: string) => ({ params: { path: { need } } })

export async function makeDraft(body: Body, files: readonly File[]): Promise<Need> {
  const need = await take(api.POST('/v1/needs', { body: { ...body, draft: true } }))
  for (const file of files) await attach(need.id, file)
  return need
}

export async function attach(need: string, file: File) {
  await take(api.POST('/v1/needs/{need}/attachments', {
    ...byPath(need), body: file as unknown as string, bodySerializer: (raw: unknown) => raw as Blob,
    headers: { 'Content-Type': file.type },
  }))
}

export async function alikeOf(need: string): Promise<Alike[]> {
  const page = await take(api.GET('/v1/needs/{need}/alike', byPath(need)))
  return page.items.filter((each) => each.need !== need)
}

export function submit(need: string): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/submit', { ...byPath(need), body: {} }))
}

/** A draft that is not wanted after all leaves nothing behind. */
export async function giveUp(need: string): Promise<void> {
  await take(api.POST('/v1/needs/{need}/withdraw', {
    ...byPath(need), body: { reason_code: 'mistake' },
  }))
}

export const isOffline = (thrown: unknown) =>
  thrown instanceof Refused && thrown.problem.status === 0

/** Without a network: kept on this device until there is one. */
export function sendLater(body: Body, what: string, person: string) {
  return post('/v1/needs', body, { what, person })
}
