import { moment } from '@/ui/format'
import type { IconName } from '@/ui/icons'
import type { Happening } from '@/ui/Timeline.vue'
import type { Step } from './record'
import { t, type Key } from './words'

// The timeline in plain words: what happened, who did it, in whose name, why, and what is due next.
const known: Record<string, [Key, IconName]> = {
  need_submitted: ['step.submitted', 'chat'],
  need_taken: ['step.taken', 'person'],
  need_served: ['step.served', 'check'],
  need_confirmed: ['step.confirmed', 'check'],
  need_rated: ['step.rated', 'heart'],
  need_escalated: ['step.escalated', 'up'],
  need_reminded: ['step.reminded', 'bell'],
  need_hours_given: ['step.hoursGiven', 'clock'],
  offer_made: ['step.offerMade', 'people'],
  offer_ended: ['step.offerEnded', 'people'],
  checked_in: ['step.checkedIn', 'door'],
  checked_out: ['step.checkedOut', 'leave'],
  'need_changed:draft': ['step.draft', 'paper'],
  'need_changed:details': ['step.details', 'paper'],
  'need_changed:window': ['step.window', 'calendar'],
  'need_changed:site': ['step.site', 'map'],
  'need_changed:hold': ['step.hold', 'clock'],
  'need_changed:unhold': ['step.unhold', 'clock'],
  'need_changed:comment': ['step.comment', 'chat'],
  'need_changed:attachment': ['step.attachment', 'camera'],
  'need_changed:helper': ['step.helper', 'person'],
  'need_changed:petition': ['step.petition', 'alert'],
  'need_changed:merge': ['step.merge', 'copy'],
  claim_set: ['step.claim', 'people'],
}

type State = NonNullable<Step['to']>
const after = new Set<State>(['offered', 'taken', 'scheduled', 'awaiting_confirmation',
  'awaiting_rating', 'archived'])
const icons: Partial<Record<State, IconName>> = {
  submitted: 'chat', returned: 'undo', refused: 'cross', withdrawn: 'cross', offered: 'people',
  taken: 'person', scheduled: 'calendar', in_service: 'wrench', archived: 'check', merged: 'copy',
}

/** One step in words, with the state it led to when it led to one. */
function sayingOf(step: Step): { text: string; icon: IconName } {
  if (step.to && step.to !== step.from) {
    const back = step.to === 'awaiting_dispatch' && step.from && after.has(step.from)
    return {
      text: t(back ? 'became.back' : `became.${step.to}`), icon: icons[step.to] ?? 'chevron',
    }
  }
  const [text, icon] = known[step.what] ?? []
  if (text && icon) return { text: t(text), icon }
  return { text: t('step.changed'), icon: 'paper' }
}

// Facts that only repeat the move they were recorded with.
const echoes = new Set(['need_submitted', 'need_taken', 'need_served', 'need_confirmed'])

export function happeningsOf(
  steps: readonly Step[], recipient: { person: string; name: string },
): Happening[] {
  const moved = new Set(steps.filter(({ to }) => to).map(({ at }) => at))
  return steps
    .filter((step) => !(echoes.has(step.what) && moved.has(step.at)))
    .map((step) => {
      const whom = step.on_behalf && step.on_behalf !== step.actor
        ? t('step.behalf', { name: step.on_behalf === recipient.person ? recipient.name : '' }) : ''
      const who = step.actor_name || t(step.actor ? 'step.someone' : 'step.program')
      const why = reasonOf(step.reason_code)
      const due = step.due_at ? t('step.due', { time: moment(step.due_at) }) : ''
      return {
        id: step.leaf, at: step.at, ...sayingOf(step), who: `${who}${whom}`,
        note: [why && t('step.why', { why }), due].filter(Boolean).join(' · ') || undefined,
      }
    })
}

/** A reason's words; a code that this page does not know is shown as it is. */
export function reasonOf(code: string): string {
  if (!code) return ''
  const key = `reason.${code}` as Key
  const text = t(key)
  return text === key ? code : text
}
