import { clockOf, minutesOf, type ChangingSite, type Contact } from './ground'
import type { Site } from './sites'
import { t, type Key } from './words'

// A site's card as it is written in a form: one span a day, empty where nothing is said.
export interface Day { open: boolean; from: string; to: string }
export interface SiteForm {
  name: string
  phone: string
  address: string
  days: Day[]
  contacts: Contact[]
  platforms: string
  pilot: boolean
  demonstration: boolean
}
export interface Clash { name: string; mine: string; theirs: string }

const latest = '23:59' // a clock field has no 24:00

export function formOf(site: Site): SiteForm {
  return {
    name: site.name, phone: site.phone ?? '', address: site.address ?? '',
    pilot: site.pilot, demonstration: site.demonstration,
    platforms: (site.platforms ?? []).join('、'),
    contacts: (site.contacts ?? []).map((contact) => ({ ...contact })),
    days: [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
      const mine = (site.opening_hours ?? []).filter((each) => each.weekday === weekday)
      const from = Math.min(...mine.map((each) => each.from_minute))
      const to = Math.max(...mine.map((each) => each.to_minute))
      return {
        open: mine.length > 0,
        from: mine.length ? clockOf(from) : '08:30',
        to: mine.length ? (to >= 1440 ? latest : clockOf(to)) : '17:30',
      }
    }),
  }
}

/** The days that end before they begin. */
export const rowsWrong = (form: SiteForm): number[] => form.days.flatMap((day, place) =>
  (day.open && !(day.from && day.to && minutesOf(day.from) < minutesOf(day.to)) ? [place] : []))

const hoursOf = (days: readonly Day[]) => days.flatMap((day, weekday) => (day.open ? [{
  weekday, from_minute: minutesOf(day.from),
  to_minute: day.to === latest ? 1440 : minutesOf(day.to),
}] : []))

export function diffOf(form: SiteForm, site: Site): ChangingSite {
  const before = formOf(site)
  const change: ChangingSite = {}
  const differs = (field: keyof SiteForm) =>
    JSON.stringify(form[field]) !== JSON.stringify(before[field])
  if (differs('name')) change.name = form.name.trim()
  if (differs('phone')) change.phone = form.phone.trim() || null
  if (differs('address')) change.address = form.address.trim() || null
  // Hours of two spans a day stay as they are unless a day was touched.
  if (differs('days')) change.opening_hours = hoursOf(form.days)
  if (differs('contacts')) {
    change.contacts = form.contacts.filter(({ role, phone }) => role.trim() && phone.trim())
      .map(({ role, phone }) => ({ role: role.trim(), phone: phone.trim() }))
  }
  if (differs('platforms')) {
    change.platforms = form.platforms.split(/[、,，;；]/).map((each) => each.trim()).filter(Boolean)
  }
  if (differs('pilot')) change.pilot = form.pilot
  if (differs('demonstration')) change.demonstration = form.demonstration
  return change
}

const names: Partial<Record<keyof ChangingSite, Key>> = {
  name: 'site.name', phone: 'site.phone', address: 'site.address',
}

/** What of this change somebody else changed since the card was read. */
export function clashesOf(change: ChangingSite, before: Site, now: Site): Clash[] {
  return (Object.entries(names) as ['name' | 'phone' | 'address', Key][])
    .filter(([field]) => field in change && (before[field] ?? '') !== (now[field] ?? '')
      && (change[field] ?? '') !== (now[field] ?? ''))
    .map(([field, name]) => ({
      name: t(name), mine: change[field] ?? t('site.notGiven'), theirs: now[field] ?? t('site.notGiven'),
    }))
}
