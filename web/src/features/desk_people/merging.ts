import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { siteOf } from '@/features/places/sites'
import { listed } from './listed'
import { changePerson, type Changing, type Person } from './people'
import { t } from './words'

// Two profiles of one person, made one; and made two again within thirty days.
type Schemas = components['schemas']
export type Pair = Schemas['people.DuplicateView']
export type Merge = Schemas['people.MergeView']
export type Merging = Schemas['people.MergePersons.Body']

export const listPairs = (under: string, person: string, cursor?: string) =>
  take(api.GET('/v1/duplicates', { params: { query: {
    under, limit: 30, ...person ? { person } : {}, ...cursor ? { cursor } : {},
  } } }))
export const listMerges = (under: string, cursor?: string) =>
  take(api.GET('/v1/merges', { params: { query: {
    under, limit: 20, ...cursor ? { cursor } : {},
  } } }))
export const dismiss = ({ a, b }: { a: string; b: string }) =>
  take(api.POST('/v1/duplicates/dismiss', { body: { a, b } }))
export const undoMerge = (merge: string): Promise<Merge> =>
  take(api.POST('/v1/merges/{merge}/undo', { params: { path: { merge } } }))

/** A line of the two side by side. A field may be chosen where both say something else and neither
    is masked; all else the server joins: what the kept one lacks comes from the other. */
export interface Line {
  field: string
  name: string
  texts: [string, string]
  choice: keyof Changing | null
}
const choosable = ['name', 'sex', 'birth_day'] as const

export async function linesOf(pair: readonly [Person, Person]): Promise<Line[]> {
  const sites = await Promise.all(pair.map(({ home_site }) =>
    siteOf(home_site).then(({ name }) => name).catch(() => '')))
  const texts = pair.map((person, place): Record<string, string> => ({
    name: person.name,
    sex: person.sex === 'unsaid' ? '' : t(`sex.${person.sex}`),
    birth_day: person.birth_day ?? '',
    phone: person.phone ?? '',
    id_number: person.id_number ?? '',
    address: person.address ?? (person.has_address ? t('person.hidden') : ''),
    site: sites[place] ?? '',
    groups: listed((person.recipient_groups ?? []).map((group) => t(`group.${group}`))),
    volunteers: t(person.volunteers ? 'volunteering.yes' : 'volunteering.no'),
    entered: person.entered_at.slice(0, 10),
  }))
  const [left = {}, right = {}] = texts
  const names: Record<string, string> = {
    name: t('people.name'), sex: t('people.sex'), birth_day: t('person.birth'),
    phone: t('people.phone'), id_number: t('entry.idNumber'), address: t('person.address'),
    site: t('people.site'), groups: t('people.groups'), volunteers: t('people.volunteers'),
    entered: t('person.entered'),
  }
  const said = ([field]: [string, string]) => Boolean(left[field]) || Boolean(right[field])
  return Object.entries(names).filter(said).map(([field, name]) => {
    const both: [string, string] = [left[field] ?? '', right[field] ?? '']
    const open = choosable.find((each) => each === field)
    const disagree = Boolean(both[0] && both[1]) && both[0] !== both[1]
    return { field, name, texts: both, choice: open && disagree ? open : null }
  })
}

/** What the kept profile takes over from the other, of the fields chosen there. */
export function takenFrom(gone: Person, fields: readonly (keyof Changing)[]): Changing {
  return Object.fromEntries(fields.map((field) => [field, gone[field as keyof Person]]))
}

export interface Joined { merge: Merge; undo: () => Promise<void> }

/** Joins them, then writes what was chosen from the other; the way back undoes both. */
export async function joinPair(
  body: Merging, pair: { kept: Person; gone: Person }, fields: readonly (keyof Changing)[],
): Promise<Joined> {
  const merge = await take(api.POST('/v1/merges', { body }))
  if (fields.length) await changePerson(pair.kept.person, takenFrom(pair.gone, fields))
  return {
    merge,
    undo: async () => {
      if (fields.length) await changePerson(pair.kept.person, takenFrom(pair.kept, fields))
      await undoMerge(merge.merge)
    },
  }
}
