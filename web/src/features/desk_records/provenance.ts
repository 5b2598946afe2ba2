import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Happening } from '@/ui/Timeline.vue'
import type { IconName } from '@/ui/icons'
import { duration } from '@/ui/format'
import { recordState } from './states'
import { t, type Key } from './words'

// Where a record comes from: what the door saw, every version of it, the journal's leaves.
type Interval = components['schemas']['records.Interval']
type Version = components['schemas']['records.VersionView']
export interface Leaf { seq: number; what: Key; at: string }

export function proofsOf({ proof_in: came, proof_out: went }: Interval): string {
  return t('proof.both', { came: t(`proof.${came}`), went: t(`proof.${went}`) })
}

const icons: Partial<Record<Version['reason_code'], IconName>> = {
  served: 'door', confirmed: 'check', approved: 'check', dispute: 'alert', not_me: 'alert',
  recipient_denied: 'alert', corrected: 'undo', back_filled: 'paper',
}

/** Newest first: what changed it, to what, by whom. */
export function versionsOf(
  versions: readonly Version[], called: (person?: string) => string,
): Happening[] {
  return [...versions].reverse().map((version) => ({
    id: version.version, at: version.changed_at, text: t(`change.${version.reason_code}`),
    who: called(version.changed_by) || t('program'), icon: icons[version.reason_code] ?? 'paper',
    note: [
      t('record.became', {
        state: recordState(version.state), grade: version.grade.toUpperCase(),
        time: duration(version.minutes),
      }), version.note,
    ].filter(Boolean).join(' · '),
  }))
}

const kinds: Record<string, Key> = {
  checked_in: 'leaf.in', checked_out: 'leaf.out', need_served: 'leaf.served',
  need_confirmed: 'leaf.confirmed', need_hours_given: 'leaf.given',
}

/** The leaves of the journal in which the service that it records stands, and the names of those
    who had a hand in it. */
export async function journalOf(need: string): Promise<{
  leaves: Leaf[]; names: ReadonlyMap<string, string>
}> {
  const { items } = await take(api.GET('/v1/needs/{need}/timeline', {
    params: { path: { need } },
  }))
  return {
    leaves: items.flatMap(({ leaf, what, at }) => {
      const name = kinds[what]
      return name ? [{ seq: leaf, what: name, at }] : []
    }),
    names: new Map(items.flatMap(({ actor, actor_name: name }) =>
      (actor && name ? [[actor, name] as const] : []))),
  }
}
