import type { Offer } from './tasks'
import { t, type Key } from './words'

// What there is to say of a task, in words.

/** Why this one was asked: only what speaks for it. */
export function reasonsOf(offer: Offer): string[] {
  return (offer.reasons ?? []).filter(({ points }) => points > 0).map(({ virtue, value }) =>
    t(`why.${virtue}` as Key, { value: virtue === 'distance' ? away(value) : value }))
}

/** 800 metres or 1.2 km. */
export function away(metres: number): string {
  return metres < 1000 ? t('task.metres', { count: Math.round(metres / 50) * 50 })
    : t('task.kilometres', { count: Number((metres / 1000).toFixed(1)) })
}
