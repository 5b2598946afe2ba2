import type { components } from '@/api/schema'
import { t } from './choices'

// Hours in which nothing goes out that can wait: minutes of the day, over midnight where they end
// before they begin, none where both are the same.
export type QuietHours = components['schemas']['notices.QuietHours']

const two = (count: number) => String(count).padStart(2, '0')
/** 1290: "21:30". */
export const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
/** "21:30": 1290; NaN for what is no time of the day. */
export function minuteOf(time: string): number {
  const [, hours = '', minutes = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  return hours === '' ? NaN : Number(hours) * 60 + Number(minutes)
}
export const isNone = ({ from_minute, to_minute }: QuietHours) => from_minute === to_minute

export function quietInWords(quiet: QuietHours): string {
  if (isNone(quiet)) return t('quiet.noneIs')
  const said = { from: clock(quiet.from_minute), to: clock(quiet.to_minute) }
  return t(quiet.to_minute < quiet.from_minute ? 'quiet.nextDay' : 'quiet.hours', said)
}
