import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Line } from '@/features/desk/needs'
import { windowOf, type DayPart } from '@/features/asking/asking'
import { isOpen } from '@/features/needs/states'
import { today } from '@/ui/days'
import type { Wrong } from '@/ui/form'
import { t } from './words'

// What a worker writes down for somebody at the counter or on the telephone, until it is sent.
type Body = components['schemas']['needs.AskOnBehalf.Body']
export type Source = Exclude<components['schemas']['needs.Source'], 'self'>
export type Urgency = components['schemas']['needs.Urgency']
export type Risk = components['schemas']['needs.Risk']
export type Need = components['schemas']['needs.NeedView']
export type Person = components['schemas']['people.PersonLine']

export interface Assisted {
  person: string // an id, or 'new'
  personName: string // as the field shows it
  name: string
  phone: string
  agreed: boolean // a new one was asked and said yes
  category: string
  details: string
  day: string // or 'any'
  part: DayPart
  address: string // empty: at their home
  urgency: Urgency | '' // empty: as the day says
  source: Source
  risk: Risk
  people: number
}
export const fresh = (): Assisted => ({
  person: '', personName: '', name: '', phone: '', agreed: false, category: '', details: '',
  day: today(), part: 'afternoon', address: '', urgency: '', source: 'counter', risk: 'ordinary',
  people: 1,
})
export const sources: readonly Source[] = ['counter', 'hotline', 'home_visit', 'grid_worker',
  'family', 'team', 'inspection', 'device']
export const urgencies: readonly Urgency[] = ['same_day', 'three_days', 'appointment']
export const risks: readonly Risk[] = ['ordinary', 'raised', 'high']

/** By phone where eleven digits were typed, else by name, pinyin or initials. */
export async function findPeople(typed: string, under: string): Promise<Person[]> {
  const digits = typed.replace(/[\s-]/g, '')
  if (/^\+?\d{7,15}$/.test(digits)) {
    const { items = [] } = await take(api.POST('/v1/people/find', { body: { phone: digits } }))
    return items
  }
  const page = await take(api.GET('/v1/people', {
    params: { query: { under, search: typed, limit: 8 } },
  }))
  return page.items
}

/** Whether a home is known, so that nobody has to ask for the address again. */
export async function homeKnown(person: string): Promise<boolean> {
  const found = await take(api.GET('/v1/people/{person}', { params: { path: { person } } }))
  return found.has_address
}

/** What this resident waits for now: it may be the same thing. */
export async function openOf(person: string, under: string): Promise<Line[]> {
  const query = { under, limit: 20, recipient: person }
  const { items } = await take(api.GET('/v1/needs', { params: { query } }))
  return items.filter(({ state }) => isOpen(state))
}

export function urgencyOf({ day, urgency }: Assisted, now = Date.now()): Urgency {
  if (urgency) return urgency
  if (day === 'any') return 'three_days'
  return day === today(now) ? 'same_day' : 'appointment'
}

export function wrongsIn(said: Assisted, home: boolean, now = Date.now()): Wrong[] {
  const list: Wrong[] = []
  const isNew = said.person === 'new'
  if (!said.person) list.push({ field: 'who', text: t('assist.whoMissing') })
  if (isNew && !said.name.trim()) list.push({ field: 'name', text: t('assist.nameMissing') })
  if (isNew && said.phone.trim() && !/^\+?[\d\s-]{7,20}$/.test(said.phone.trim())) {
    list.push({ field: 'phone', text: t('assist.phoneWrong') })
  }
  if (isNew && !said.agreed) list.push({ field: 'agreed', text: t('assist.agreedMissing') })
  if (!said.category) list.push({ field: 'category', text: t('assist.whatMissing') })
  if (!said.day) list.push({ field: 'day', text: t('assist.dayMissing') })
  const window = said.day ? windowOf(said.day, said.part, now) : undefined
  if (window && Date.parse(window.end) - Date.parse(window.start) < 30 * 60_000) {
    list.push({ field: 'part', text: t('assist.partOver') })
  }
  if (!home && !said.address.trim()) {
    list.push({ field: 'address', text: t('assist.addressMissing') })
  }
  return list
}

/** As the server is asked: of a new resident the address said is their home as well. */
export function bodyOf(said: Assisted, site: string, what: string, now = Date.now()): Body {
  const address = said.address.trim()
  const window = windowOf(said.day, said.part, now)
  const wanted: Body['wanted'] = {
    category: said.category, details: said.details.trim() || what,
    urgency: urgencyOf(said, now), risk: said.risk, people_wanted: said.people,
    skills: [], languages: [],
    ...window ? { window } : {}, ...address ? { address } : {},
  }
  const head = { wanted, site, source: said.source }
  if (said.person !== 'new') return { ...head, recipient: said.person }
  return {
    ...head,
    resident: {
      name: said.name.trim(), home_site: site, consent: consentWords(said.source),
      ...said.phone.trim() ? { phone: said.phone.replace(/[\s-]/g, '') } : {},
      ...address ? { address } : {},
    },
  }
}

const consentWords = (source: Source) =>
  t(source === 'hotline' ? 'assist.consentPhone' : 'assist.consentCounter')

export const send = (body: Body): Promise<Need> =>
  take(api.POST('/v1/needs/on-behalf', { body }))
