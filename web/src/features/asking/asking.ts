import type { components } from '@/api/schema'
import { momentAt, today } from '@/ui/days'
import type { Wrong } from '@/ui/form'
import { t } from './words'

// The answers to the six questions, as they are kept until they are sent.
export interface Asking {
  category: string
  details: string
  whom: string // a person's id, or 'me', or 'other'
  where: 'home' | 'elsewhere'
  address: string
  day: string // or 'any'
  part: DayPart | ''
  contact: boolean // may the helper be told the phone
}
export type DayPart = 'morning' | 'afternoon' | 'evening'
export const lastStep = 6

/** From and to, in minutes of the day. */
export const spans: Record<DayPart, [number, number]> = {
  morning: [8 * 60, 12 * 60],
  afternoon: [12 * 60, 18 * 60],
  evening: [18 * 60, 21 * 60],
}

export const fresh = (): Asking => ({
  category: '', details: '', whom: 'me', where: 'home', address: '', day: '', part: '',
  contact: true,
})

/** What is wrong with the answer to one question. */
export function wrongs(asking: Asking, step: number, known: { home: boolean; voice: boolean },
  now = Date.now()): Wrong[] {
  const list: Wrong[] = []
  if (step === 1 && !asking.category) list.push({ field: 'what', text: t('ask.whatMissing') })
  if (step === 1 && asking.category === '9901' && !asking.details.trim() && !known.voice) {
    list.push({ field: 'details', text: t('ask.detailsMissing') })
  }
  if (step === 2 && asking.whom === 'other') list.push({ field: 'whom', text: t('ask.whomOther') })
  if (step === 3 && (asking.where === 'elsewhere' || !known.home) && !asking.address.trim()) {
    list.push({ field: 'address', text: t('ask.addressMissing') })
  }
  if (step === 4) {
    if (!asking.day) list.push({ field: 'day', text: t('ask.dayMissing') })
    else if (asking.day !== 'any' && !asking.part) {
      list.push({ field: 'part', text: t('ask.partMissing') })
    } else if (isOver(asking, now)) list.push({ field: 'part', text: t('ask.partOver') })
  }
  return list
}

/** This afternoon cannot be asked for in the evening. */
function isOver({ day, part }: Asking, now: number): boolean {
  if (day === 'any' || !part) return false
  return Date.parse(momentAt(day, spans[part][1])) - now < 30 * 60_000
}

type Body = components['schemas']['needs.AskForHelp.Body']
type TimeWindow = components['schemas']['TimeWindow']

/** From now on at the earliest; nothing for no certain day. */
export function windowOf(day: string, part: DayPart | '', now = Date.now()): TimeWindow | undefined {
  if (day === 'any' || !part) return undefined
  const start = Math.max(Date.parse(momentAt(day, spans[part][0])), now + 60_000)
  return { start: new Date(start).toISOString(), end: momentAt(day, spans[part][1]) }
}

/** The need as the server is asked for it: where nothing was said the category's name says it, and
    the place is told unless it is a home that is known. */
export function needOf(
  asking: Asking, { name, home }: { name: string; home: boolean }, now = Date.now(),
): Body {
  const { day, part } = asking
  const urgency = day === 'any' ? 'three_days' : day === today(now) ? 'same_day' : 'appointment'
  const window = windowOf(day, part, now)
  const elsewhere = asking.address.trim()
  return {
    wanted: {
      category: asking.category,
      details: asking.details.trim() || name,
      urgency,
      skills: [],
      languages: [],
      ...window ? { window } : {},
      ...elsewhere && (asking.where === 'elsewhere' || !home) ? { address: elsewhere } : {},
    },
    ...asking.whom === 'me' ? {} : { recipient: asking.whom },
  }
}

/** So many days ahead may be chosen. */
export const withinDays = 30
