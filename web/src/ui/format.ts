import { lang, t } from '@/words'

// Times are stored in UTC and shown on the clock of the community.
const zone = 'Asia/Shanghai'
const tag = () => (lang.value === 'en' ? 'en-GB' : 'zh-CN')

export function moment(at: string | number): string {
  return new Intl.DateTimeFormat(tag(), {
    timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit',
    minute: '2-digit', hourCycle: 'h23',
  }).format(new Date(at))
}

export function day(at: string | number): string {
  return new Intl.DateTimeFormat(tag(), {
    timeZone: zone, year: 'numeric', month: 'long', day: 'numeric',
  }).format(new Date(at))
}

/** A calendar day, "2026-03-05", in words; it is the same day in every time zone. */
export function dayInWords(date: string): string {
  return new Intl.DateTimeFormat(tag(), {
    timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`))
}

/** Minutes as hours and minutes; never a decimal of an hour. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return t('minutesOnly', { minutes: rest })
  return rest === 0 ? t('hoursOnly', { hours }) : t('hours', { hours, minutes: rest })
}
