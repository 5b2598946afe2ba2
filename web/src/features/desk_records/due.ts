import { today } from '@/ui/days'
import { t } from './words'

/** Days of the calendar until something is due: the server counted the working days. */
export function daysLeft(due: string, now: number): number {
  // What is due at midnight is due with the day before.
  const last = today(Date.parse(due) - 1)
  return Math.round((Date.parse(last) - Date.parse(today(now))) / 86_400_000)
}

export function dueInDays(due: string, now: number): string {
  const left = daysLeft(due, now)
  if (left < 0) return t('due.late', { count: -left })
  return left === 0 ? t('due.today') : t('due.left', { count: left })
}
