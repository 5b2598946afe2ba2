import { api } from '@/api/client'
import { take } from '@/api/problem'
import { me } from '@/features/access/me'
import type { Site } from '@/features/home/station'
import { isOpen } from '@/features/needs/ended'
import {
  copyNames, copyOf, dropCopy, freshOrKept, keepCopy, unreached, type Known,
} from '@/shell/copies'
import { loadContact, loadTask, myTasks, type Contact, type Mine, type Need } from './tasks'

// One's own tasks, as they were last seen: at a door without a network they still open. What is
// over, or somebody else's by now, leaves this device.
export async function tasksOrKept(): Promise<Known<Mine[]>> {
  const known = await freshOrKept('tasks', myTasks)
  if (known.since !== null) return known
  const own = known.value.filter(({ state }) => isOpen(state)).map(({ id }) => id)
  for (const name of copyNames()) {
    const [kind, need] = name.split('.')
    if ((kind === 'task' || kind === 'contact') && !own.includes(need ?? '')) dropCopy(name)
  }
  return known
}

export const ownState = (need: Need) =>
  need.helpers?.find(({ person }) => person === me.value?.id)?.state

const isAhead = (need: Need) => ['taken', 'in_service'].includes(ownState(need) ?? '')

/** Only what one still has to do is kept. */
export async function taskOrKept(id: string): Promise<Known<Need>> {
  try {
    const value = await loadTask(id)
    if (isAhead(value)) keepCopy(`task.${id}`, value)
    else forgetTask(id)
    return { value, since: null }
  } catch (thrown) {
    const copy = unreached(thrown) ? copyOf<Need>(`task.${id}`) : null
    if (!copy) throw thrown
    return copy
  }
}

export const contactOrKept = (id: string): Promise<Known<Contact>> =>
  freshOrKept(`contact.${id}`, () => loadContact(id))

/** The station a task belongs to: its people, its phone. */
export const siteOrKept = (site: string): Promise<Known<Site>> =>
  freshOrKept(`site.${site}`, () => take(api.GET('/v1/sites/{site}', { params: { path: { site } } })))

function forgetTask(id: string) {
  dropCopy(`task.${id}`)
  dropCopy(`contact.${id}`)
}
