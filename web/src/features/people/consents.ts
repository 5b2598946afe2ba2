import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { lang } from '@/words'

// What the reader agreed to, one thing at a time, in the wording of its day.
export type Kind = components['schemas']['people.ConsentKind']
export type Consent = components['schemas']['people.ConsentView']
export interface Wording { kind: Kind; version: number; text: string }

/** The newest wording of each kind, in the reader's language. */
export async function wordings(): Promise<Map<Kind, Wording>> {
  const { items = [] } = await take(api.GET('/v1/consent-wordings'))
  const newest = new Map<Kind, Wording>()
  for (const { kind, version, zh, en } of items) {
    if ((newest.get(kind)?.version ?? 0) > version) continue
    newest.set(kind, { kind, version, text: lang.value === 'en' ? en : zh })
  }
  return newest
}

/** All that was ever said, what was taken back too; the newest last. */
export async function allConsentsOf(person: string): Promise<Consent[]> {
  const { items = [] } = await take(api.GET('/v1/people/{person}/consents', {
    params: { path: { person } },
  }))
  return [...items].sort((one, other) => one.given_at.localeCompare(other.given_at))
}

/** Those in force. */
export async function consentsOf(person: string): Promise<Consent[]> {
  return (await allConsentsOf(person)).filter((each) => !each.withdrawn_at)
}

export async function agree(person: string, { kind, version }: Wording): Promise<Consent> {
  return take(api.POST('/v1/people/{person}/consents', {
    params: { path: { person } }, body: { kind, wording_version: version, how: 'web' },
  }))
}

export async function withdraw({ consent }: Consent): Promise<void> {
  await take(api.POST('/v1/consents/{consent}/withdraw', { params: { path: { consent } } }))
}
