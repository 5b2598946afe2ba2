import { momentAt, today } from '@/ui/days'

// From one time of a day to another, as they stand in three fields: the parts of a visit's window.
export interface Hours { day: string; from: string; to: string } // "2026-11-23", "09:30", "11:00"
export type HoursFault = 'day' | 'from' | 'to'

const minutesOf = (clock: string) => {
  const found = /^(\d{2}):(\d{2})$/.exec(clock)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

export function windowOf({ day, from, to }: Hours): { start: string; end: string } | HoursFault {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return 'day'
  const start = minutesOf(from)
  const end = minutesOf(to)
  if (start === null) return 'from'
  if (end === null || end <= start) return 'to'
  return { start: momentAt(day, start), end: momentAt(day, end) }
}

const clock = (at: string) => new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit',
}).format(Date.parse(at))

export function hoursOf(window?: { start: string; end: string }): Hours {
  if (!window) return { day: '', from: '', to: '' }
  return { day: today(Date.parse(window.start)), from: clock(window.start), to: clock(window.end) }
}
