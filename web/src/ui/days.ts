// Calendar days of the community, as "2026-11-23"; a day there is not a day of the browser's clock.
const zone = 'Asia/Shanghai'

export function today(now = Date.now()): string {
  // This locale writes year-month-day.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now)
}

export function addDays(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + count)
  return at.toISOString().slice(0, 10)
}

/** The moment, in UTC, at which the community's clock shows this. */
export function momentAt(day: string, minuteOfDay: number): string {
  const clock = [Math.floor(minuteOfDay / 60), minuteOfDay % 60]
    .map((part) => String(part).padStart(2, '0')).join(':')
  return new Date(`${day}T${clock}:00+08:00`).toISOString()
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}
