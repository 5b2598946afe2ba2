import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Piece } from '@/features/desk/listing'
import { today } from '@/ui/days'
import { t } from './words'

// Who was shown my data, as people would say it.
export type Read = components['schemas']['access.MyReadView']
export type Class = Read['field_class']
export const classes = ['basic', 'contact', 'address', 'identity', 'health', 'minor'] as const

/** The same reader with the same reason on the same day, once: what they saw, and how often. */
export interface Showing extends Omit<Read, 'field_class'> { saw: Class[]; times: number }

export async function loadReads(cursor?: string): Promise<Piece<Read>> {
  const page = await take(api.GET('/v1/me/reads', {
    params: { query: { limit: 100, ...cursor ? { cursor } : {} } },
  }))
  return { items: page.items, next: page.next }
}

export function gathered(reads: readonly Read[]): Showing[] {
  const all: Showing[] = []
  for (const { field_class, ...read } of reads) {
    const same = all.find((each) => each.reader === read.reader && each.reason === read.reason
      && today(Date.parse(each.at)) === today(Date.parse(read.at)))
    if (!same) {
      all.push({ ...read, saw: [field_class], times: 1 })
    } else if (same.saw.includes(field_class)) {
      same.times += 1
    } else {
      same.saw.push(field_class)
    }
  }
  return all
}

const known: Record<string, Parameters<typeof t>[0]> = {
  list: 'reads.list', profile: 'reads.profile', family: 'reads.family', wards: 'reads.wards',
  consents: 'reads.consents', merits: 'reads.merits', apart: 'reads.apart',
  licences: 'reads.licences', team: 'reads.team', petitions: 'reads.petitions',
  'record case': 'reads.case', 'record evidence': 'reads.evidence', 'to call back': 'reads.call',
  household: 'reads.household', export: 'reads.export',
}

/** Why: in words where the program gave the reason itself, else as the reader wrote it. */
export function reasonInWords(reason: string): string {
  const own = known[reason]
  if (own) return t(own)
  if (/^\d{3}-\d{3}-\d{3}$/.test(reason)) return t('reads.need', { number: reason })
  return t('reads.wrote', { words: reason })
}
