import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// What a place has settled: due times, what counts as a record, stars, dictionaries.
type Schemas = components['schemas']
export type DueRule = Schemas['needs.DueRule']
export type NewDueRule = Schemas['needs.SetDueRule.Body']
export type Step = Schemas['needs.DueStep']
export type Urgency = Schemas['needs.Urgency']
export type RecordRule = Schemas['records.RecordRule']
export type Category = Schemas['needs.Category']
export type Dictionary = Schemas['people.Dictionary']
export type Code = Schemas['people.CodeView']
export type Wording = Schemas['people.ConsentWording']

const at = (site_path: string) => ({ params: { query: { site_path } } })

export const dueRules = async (site: string): Promise<DueRule[]> =>
  (await take(api.GET('/v1/due-rules', at(site)))).items
export const setDueRule = (body: NewDueRule): Promise<DueRule> =>
  take(api.POST('/v1/due-rules', { body }))
export const recordRules = async (site: string): Promise<RecordRule[]> =>
  (await take(api.GET('/v1/record-rules', at(site)))).items
/** Stars null: as the place above says. */
export const setRecordRule = (site_path: string, minutes_min: number, stars: number[] | null) =>
  take(api.POST('/v1/record-rules', {
    body: { site_path, minutes_min, star_hours: stars },
  }))
export const categories = async (): Promise<Category[]> =>
  (await take(api.GET('/v1/categories'))).items
export const codes = async (kind: Dictionary): Promise<Code[]> =>
  (await take(api.GET('/v1/codes', { params: { query: { kind } } }))).items ?? []
export const addCode = (body: Schemas['people.AddCode.Body']): Promise<Code> =>
  take(api.POST('/v1/codes', { body }))
export const wordings = async (): Promise<Wording[]> =>
  (await take(api.GET('/v1/consent-wordings'))).items ?? []

// Due times.

export const steps: readonly Step[] =
  ['triage', 'dispatch', 'answer', 'arrive', 'confirm', 'rate']
export const urgencies: readonly Urgency[] = ['now', 'same_day', 'three_days', 'appointment']

const hour = 60
const day = 24 * hour
// As the server has them where no rule speaks (src/needs/need_rules.cpp); a test compares the two.
export const defaults: Record<Urgency, readonly number[]> = {
  now: [10, 10, 10, 60],
  same_day: [30, 2 * hour, hour, 8 * hour],
  three_days: [4 * hour, day, 8 * hour, 3 * day],
  appointment: [day, 3 * day, day, 14 * day],
}
export function defaultDue(urgency: Urgency, step: Step): number {
  if (step === 'confirm') return 7 * day
  if (step === 'rate') return 14 * day
  return defaults[urgency][steps.indexOf(step)] ?? day
}

const nearer = (one: DueRule, other: DueRule) =>
  other.site_path.length - one.site_path.length || other.category.length - one.category.length
  || Number(other.urgency !== '') - Number(one.urgency !== '')

/** The rule that holds: the nearest site's, then the one that names the category, then the
    urgency. None: the default holds. */
export function ruleFor(
  rules: readonly DueRule[], category: string, urgency: Urgency, step: Step,
): DueRule | undefined {
  return rules.filter((rule) => rule.step === step && category.startsWith(rule.category)
    && (rule.urgency === '' || rule.urgency === urgency)).sort(nearer)[0]
}

export type Unit = 'min' | 'hour' | 'day'
export const units: Record<Unit, number> = { min: 1, hour, day }
/** In the greatest unit that says it in whole numbers. */
export function inUnit(minutes: number): { count: number; unit: Unit } {
  const unit = minutes % day === 0 ? 'day' : minutes % hour === 0 ? 'hour' : 'min'
  return { count: minutes / units[unit], unit }
}

// Records.

export const starsByDefault: readonly number[] = [100, 300, 600, 1000, 1500]
/** The hours of the stars that hold at a site, by the rules at it and above it, highest first. */
export function starsAt(rules: readonly RecordRule[], site: string): readonly number[] {
  const said = rules.filter((rule) => site.startsWith(rule.site_path) && rule.star_hours?.length)
  return said.sort((one, other) => other.site_path.length - one.site_path.length)[0]?.star_hours
    ?? starsByDefault
}
export function leastAt(rules: readonly RecordRule[], site: string): number {
  const said = rules.filter((rule) => site.startsWith(rule.site_path))
  return said.sort((one, other) => other.site_path.length - one.site_path.length)[0]?.minutes_min
    ?? 1
}
export const rises = (hours: readonly number[]) => hours.length === 5
  && hours.every((each, place) => Number.isInteger(each) && each > (hours[place - 1] ?? 0))
