import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Happening } from '@/ui/Timeline.vue'
import type { IconName } from '@/ui/icons'
import type { Need } from './sending'
import type { State } from './states'
import { t, type Key } from './words'

// One need, for those who wait for it.
type Step = components['schemas']['needs.StepView']
export type WithdrawReason = components['schemas']['needs.WithdrawReason']
export type Window = components['schemas']['TimeWindow']

const at = (need: string) => ({ params: { path: { need } } })

export const loadNeed = (need: string): Promise<Need> => take(api.GET('/v1/needs/{need}', at(need)))

/** What happened so far, oldest first, in plain words; steps that change nothing for those who wait
    are left out. */
export async function loadHappenings(need: string): Promise<Happening[]> {
  const page = await take(api.GET('/v1/needs/{need}/timeline', at(need)))
  // Two steps that look alike to those who wait are one: the first of them.
  return page.items.flatMap(happeningOf)
    .filter((one, place, all) => one.text !== all[place - 1]?.text)
}

const icons: Partial<Record<State, IconName>> = {
  submitted: 'chat', returned: 'undo', refused: 'cross', taken: 'person', scheduled: 'calendar',
  in_service: 'wrench', withdrawn: 'cross', archived: 'check',
}

function happeningOf(step: Step): Happening[] {
  const one = { id: step.leaf, at: step.at, who: step.actor_name || undefined }
  if (step.to && step.to !== step.from) {
    return [{ ...one, text: t(`did.${step.to}`), icon: icons[step.to] ?? 'chevron' }]
  }
  const known: Record<string, [Key, IconName]> = {
    'need_changed:window': ['step.window', 'calendar'],
    'need_changed:details': ['step.details', 'paper'],
    need_held: ['step.held', 'clock'],
    need_commented: ['step.commented', 'chat'],
  }
  const [text, icon] = known[step.what] ?? []
  return text && icon ? [{ ...one, text: t(text), icon }] : []
}

export async function withdraw(need: string, reason: WithdrawReason): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/withdraw', { ...at(need), body: { reason_code: reason } }))
}

export async function changeWindow(need: string, window: Window): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/change', { ...at(need), body: { window } }))
}

export async function submitAgain(need: string, details: string): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/submit', {
    ...at(need), body: details.trim() ? { details: details.trim() } : {},
  }))
}
