import { t } from './rich'

/** How long, in the largest unit that says it: minutes, hours, days. */
export function span(minutes: number): string {
  const long = Math.abs(minutes)
  if (long < 60) return t('ui.minutes', { count: Math.floor(long) })
  if (long < 48 * 60) return t('ui.hours', { count: Math.floor(long / 60) })
  return t('ui.days', { count: Math.floor(long / (24 * 60)) })
}

export function dueInWords(due: number, now: number): string {
  const minutes = (due - now) / 60_000
  return t(minutes < 0 ? 'ui.overdue' : 'ui.dueIn', { time: span(minutes) })
}

/** The part of the time that is used up, 0 to 1. */
export function used(since: number, due: number, now: number): number {
  if (due <= since) return 1
  return Math.min(1, Math.max(0, (now - since) / (due - since)))
}
