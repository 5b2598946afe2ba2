import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Those for whom the reader may speak: a parent, a neighbour, who handed them a code for it.
export interface Ward { person: string; name: string; relation: Relation }
export type Relation = components['schemas']['people.Relation']

export async function myWards(): Promise<Ward[]> {
  const { items = [] } = await take(api.GET('/v1/me/wards'))
  const spoken = items.filter(({ kind, state }) => kind !== 'contact' && state === 'verified')
  return Promise.all(spoken.map(async ({ person, relation }) => {
    const { name } = await take(api.GET('/v1/people/{person}', { params: { path: { person } } }))
    return { person, name, relation }
  }))
}

export async function joinWard(code: string, relation: Relation): Promise<string> {
  const link = await take(api.POST('/v1/me/wards', {
    body: { code: code.trim().toUpperCase(), relation },
  }))
  return link.person
}
