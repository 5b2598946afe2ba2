import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { addDays, today } from '@/ui/days'

// Residents and volunteers as the desk keeps them. Contacts come masked; seeing them in full takes
// a reason, and is noted.
type Schemas = components['schemas']
export type Person = Schemas['people.PersonView']
export type Resident = Schemas['people.PersonLine']
export type VolunteerLine = Schemas['people.VolunteerLine']
export type Group = Schemas['people.RecipientGroup']
export type Sex = Schemas['people.Sex']
export type Entering = Schemas['people.EnterResident.Body']
export type Changing = Schemas['people.ChangePerson.Body']
export type Revealed = Schemas['people.RevealedView']
export type RevealWhat = Schemas['people.RevealWhat']

export const groups: readonly Group[] = ['elder', 'disabled', 'hardship', 'child', 'woman',
  'veteran', 'special', 'public', 'other']
/** Kept only with a consent of their own. */
export const sensitive: readonly Group[] = ['disabled', 'hardship']
export const isSensitive = (picked: readonly Group[]) =>
  picked.some((each) => sensitive.includes(each))

const at = (person: string) => ({ params: { path: { person } } })

export const showPerson = (person: string): Promise<Person> =>
  take(api.GET('/v1/people/{person}', at(person)))
export const enterResident = (body: Entering): Promise<Person> =>
  take(api.POST('/v1/people', { body }))
export const changePerson = (person: string, body: Changing): Promise<Person> =>
  take(api.POST('/v1/people/{person}', { ...at(person), body }))
export const reveal = (person: string, what: RevealWhat, reason: string): Promise<Revealed> =>
  take(api.POST('/v1/people/{person}/reveal', { ...at(person), body: { what, reason } }))
export const erase = (person: string) => take(api.POST('/v1/people/{person}/erase', at(person)))

export async function searchResidents(
  under: string, search: string, limit = 8,
): Promise<Resident[]> {
  const page = await take(api.GET('/v1/people', {
    params: { query: { under, limit, ...search ? { search } : {} } },
  }))
  return page.items
}
export async function searchVolunteers(under: string, search: string): Promise<VolunteerLine[]> {
  const page = await take(api.GET('/v1/volunteers', {
    params: { query: { under, limit: 8, state: 'active', ...search ? { search } : {} } },
  }))
  return page.items
}

/** A phone or an ID number as it is typed; null where it is neither. */
export function numberIn(typed: string): { phone: string } | { id_number: string } | null {
  const plain = typed.replace(/[\s-]/g, '').toUpperCase()
  if (/^\d{17}[\dX]$/.test(plain)) return { id_number: plain }
  if (/^1\d{10}$/.test(plain)) return { phone: plain }
  return /^0\d{9,11}$/.test(plain) ? { phone: typed.trim() } : null
}

/** Numbers are sent in the body: an address is kept in many logs. */
export async function findByNumber(number: { phone: string } | { id_number: string }) {
  const { items = [] } = await take(api.POST('/v1/people/find', { body: number }))
  return items
}

/** Full years, on the community's calendar. */
export function ageOf(birthDay: string, now = today()): number {
  const years = Number(now.slice(0, 4)) - Number(birthDay.slice(0, 4))
  return now.slice(5) < birthDay.slice(5) ? years - 1 : years
}
export const dayFrom = (days: number) => addDays(today(), days)
