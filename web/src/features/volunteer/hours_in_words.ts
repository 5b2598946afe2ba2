import type { FreeHours } from '@/features/people/volunteer'
import { t } from './words'

// A week's free hours as people say them: days with the same hours together.
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export function hoursInWords(hours: readonly FreeHours[]): string {
  const days = new Map<string, number[]>()
  for (let weekday = 0; weekday < 7; weekday++) {
    const said = hours.filter((each) => each.weekday === weekday)
      .sort((one, other) => one.from_minute - other.from_minute)
      .map(({ from_minute, to_minute }) => `${clock(from_minute)}–${clock(to_minute)}`)
      .join(t('sheet.comma'))
    if (said) days.set(said, [...days.get(said) ?? [], weekday])
  }
  return [...days].map(([said, each]) =>
    `${each.map((day) => t(`sheet.day${day}` as Parameters<typeof t>[0])).join(t('sheet.comma'))} ${said}`)
    .join(t('sheet.semicolon'))
}
