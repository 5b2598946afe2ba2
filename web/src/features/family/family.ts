import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'

// Who speaks for whom: relatives one handed a code to, and those who handed one a code.
export type Link = components['schemas']['people.FamilyLinkView']
export type Relation = Link['relation']
export type FamilyCode = components['schemas']['people.FamilyCodeView']
export const relations = ['child', 'spouse', 'parent', 'grandparent', 'grandchild', 'sibling',
  'relative', 'neighbour', 'carer', 'other'] as const

/** Links as the page shows them, what is over last; a ward with the name they go by. */
export interface Ward extends Link { wardName: string; minor: boolean }

const overLast = (one: Link, other: Link) =>
  Number(one.state === 'ended') - Number(other.state === 'ended')

export async function loadRelatives(person: string): Promise<Link[]> {
  const { items } = await take(api.GET('/v1/people/{person}/family', {
    params: { path: { person } },
  }))
  return [...items].sort(overLast)
}

export async function loadWards(): Promise<Ward[]> {
  const { items } = await take(api.GET('/v1/me/wards'))
  return Promise.all([...items].sort(overLast).map(async (link) => ({
    ...link, ...await whoIs(link),
  })))
}

/** Only of somebody one speaks for; of all others nothing is shown, as is right. */
async function whoIs({ person, state, kind }: Link): Promise<{ wardName: string; minor: boolean }> {
  if (state !== 'verified' || kind === 'contact') return { wardName: '', minor: false }
  try {
    const { name, minor } = await take(api.GET('/v1/people/{person}', {
      params: { path: { person } },
    }))
    return { wardName: name, minor }
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 404) throw thrown
    return { wardName: '', minor: false }
  }
}

export const makeCode = (): Promise<FamilyCode> => take(api.POST('/v1/me/family-code'))

/** A code as it was read out or typed: eight letters and digits, in any grouping. */
export const plainCode = (typed: string) => typed.replace(/[\s-]/g, '').toUpperCase()

export const takeCode = (code: string, relation: Relation): Promise<Link> =>
  take(api.POST('/v1/me/wards', { body: { code: plainCode(code), relation } }))

export const addContact = (
  person: string, { name, phone, relation }: { name: string; phone: string; relation: Relation },
): Promise<Link> => take(api.POST('/v1/people/{person}/family', {
  params: { path: { person } },
  body: { kind: 'contact', relation, name: name.trim(), phone: phone.replace(/\s/g, '') },
}))

export const endLink = (link: string): Promise<Link> =>
  take(api.POST('/v1/family/{link}/end', { params: { path: { link } } }))
