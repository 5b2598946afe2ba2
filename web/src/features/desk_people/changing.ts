import { siteOf } from '@/features/places/sites'
import { listed } from './listed'
import type { Changing, Group, Person, Sex } from './people'
import { t, type Key } from './words'

// A change of a profile: what differs from what was read, and what a colleague changed meanwhile.
export interface ChangeForm {
  name: string
  sex: Sex
  birth_day: string
  phone: string // empty: as it was; it is shown masked only
  no_phone: boolean
  address: string
  id_number: string
  home_site: string
  household: string
  recipient_groups: Group[]
  sensitive_consent: string
}
export interface Clash { name: string; mine: string; theirs: string }

export const formOf = (person: Person): ChangeForm => ({
  name: person.name, sex: person.sex, birth_day: person.birth_day ?? '', phone: '', no_phone: false,
  address: '', id_number: '', home_site: person.home_site, household: person.household ?? '',
  recipient_groups: [...person.recipient_groups ?? []], sensitive_consent: '',
})

const sorted = (all: readonly string[] = []) => [...all].sort().join()

export function diffOf(form: ChangeForm, before: Person): Changing {
  const change: Changing = {}
  if (form.name.trim() !== before.name) change.name = form.name.trim()
  if (form.sex !== before.sex) change.sex = form.sex
  if (form.birth_day !== (before.birth_day ?? '')) change.birth_day = form.birth_day || null
  if (form.no_phone) change.phone = null
  else if (form.phone.trim()) change.phone = form.phone.trim()
  if (form.address.trim()) change.address = form.address.trim()
  if (form.id_number.trim()) change.id_number = form.id_number.trim().toUpperCase()
  if (form.home_site !== before.home_site) change.home_site = form.home_site
  if (form.household !== (before.household ?? '')) change.household = form.household || null
  if (sorted(form.recipient_groups) !== sorted(before.recipient_groups)) {
    change.recipient_groups = form.recipient_groups
    if (form.sensitive_consent.trim()) change.sensitive_consent = form.sensitive_consent.trim()
  }
  return change
}

const names: Partial<Record<keyof Changing, Key>> = {
  name: 'people.name', sex: 'people.sex', birth_day: 'person.birth', phone: 'people.phone',
  id_number: 'entry.idNumber', home_site: 'people.site', household: 'entry.household',
  recipient_groups: 'people.groups',
}

/** The fields of a change that somebody else changed since `before` was read. */
export async function clashesOf(change: Changing, before: Person, now: Person): Promise<Clash[]> {
  const fields = (Object.keys(names) as (keyof Changing & keyof Person)[])
    .filter((field) => field in change && text(before[field]) !== text(now[field])
      && text(change[field]) !== text(now[field]))
  return Promise.all(fields.map(async (field) => ({
    name: t(names[field] as Key),
    mine: await inWords(field, change[field]), theirs: await inWords(field, now[field]),
  })))
}

const text = (value: unknown): string => (Array.isArray(value) ? sorted(value as string[])
  : typeof value === 'string' ? value : '')

async function inWords(field: keyof Changing, value: unknown): Promise<string> {
  if (value === null || value === undefined || value === '') return t('person.none')
  if (field === 'sex') return t(`sex.${value as Sex}`)
  if (field === 'recipient_groups') {
    return listed((value as Group[]).map((group) => t(`group.${group}`)))
  }
  if (field === 'home_site') return siteOf(value as string).then((site) => site.name).catch(() => '')
  if (field === 'household') return t('person.otherHousehold')
  return text(value)
}
