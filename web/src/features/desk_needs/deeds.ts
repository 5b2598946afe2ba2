import type { components } from '@/api/schema'
import type { IconName } from '@/ui/icons'
import type { Need } from './record'
import type { Key } from './words'

// What can be done with a need in its state by whoever holds these rights: the server's table of
// moves, told before somebody presses. The server decides all of it again.
type Right = components['schemas']['access.Right']
type State = components['schemas']['needs.NeedState']

export type Deed =
  'accept' | 'release' | 'find' | 'confirm' | 'rate' | 'unmerge' | 'reopen' | 'return' | 'refuse'
  | 'refer' | 'keep' | 'merge' | 'hold' | 'unhold' | 'schedule' | 'redispatch' | 'hand' | 'extend'
  | 'object' | 'withdraw'

interface Rule {
  right: Right
  in: readonly State[]
  icon: IconName
  key?: string
  when?: (need: Need, now: number) => boolean
}

const waiting: State[] = ['submitted', 'returned', 'accepted', 'awaiting_dispatch']
const held = ({ hold_until: until }: Need, now: number) => Boolean(until && Date.parse(until) > now)
const movable: State[] = [...waiting, 'offered', 'taken', 'scheduled']

// In the order in which they are offered; the first of them is the main one.
export const rules: Record<Deed, Rule> = {
  accept: { right: 'need_triage', in: ['submitted'], icon: 'check', key: '1' },
  release: { right: 'need_triage', in: ['accepted'], icon: 'check', key: '1' },
  find: { right: 'need_dispatch', in: ['accepted', 'awaiting_dispatch', 'offered'], icon: 'people',
    key: 'd' },
  confirm: { right: 'need_assist', in: ['awaiting_confirmation'], icon: 'phone', key: '1' },
  rate: { right: 'need_assist', in: ['awaiting_rating', 'archived'], icon: 'phone', key: '1',
    when: ({ state, rating }) => state !== 'archived' || !rating },
  unmerge: { right: 'need_triage', in: ['merged'], icon: 'undo' },
  return: { right: 'need_triage', in: ['submitted'], icon: 'undo', key: '3' },
  refuse: { right: 'need_triage', in: ['submitted'], icon: 'cross', key: '4' },
  refer: { right: 'need_triage', in: ['submitted', 'accepted', 'awaiting_dispatch'], icon: 'door',
    key: '5' },
  keep: { right: 'need_triage', in: ['submitted'], icon: 'bag', key: '6' },
  merge: { right: 'need_triage', in: waiting, icon: 'copy', key: '2' },
  schedule: { right: 'need_dispatch', icon: 'calendar',
    in: ['awaiting_dispatch', 'offered', 'taken', 'scheduled'] },
  unhold: { right: 'need_triage', in: movable, icon: 'clock', key: 'h', when: held },
  hold: { right: 'need_triage', in: movable, icon: 'clock', key: 'h',
    when: (need, now) => !held(need, now) },
  redispatch: { right: 'need_dispatch', in: ['offered', 'taken', 'scheduled'], icon: 'history' },
  hand: { right: 'need_dispatch', in: movable, icon: 'map' },
  extend: { right: 'need_triage', in: [...movable, 'awaiting_confirmation'], icon: 'sort',
    when: ({ due_at: due }, now) => Boolean(due && Date.parse(due) > now) },
  object: { right: 'need_triage', in: movable, icon: 'alert' },
  reopen: { right: 'need_triage', in: ['archived', 'refused', 'withdrawn'], icon: 'history' },
  withdraw: { right: 'need_assist', in: movable, icon: 'cross',
    when: ({ source }) => source !== 'self' && source !== 'family' },
}

export function deedsFor(need: Need, rights: readonly Right[], now: number): Deed[] {
  return (Object.keys(rules) as Deed[]).filter((deed) => {
    const rule = rules[deed]
    return rights.includes(rule.right) && rule.in.includes(need.state)
      && (rule.when?.(need, now) ?? true)
  })
}

// What brings a need on; with all others it only goes another way.
const onwards: readonly Deed[] =
  ['accept', 'release', 'find', 'confirm', 'rate', 'unmerge', 'reopen', 'schedule']

/** The one that is the next step, unless the next step is somebody else's. */
export function mainDeed(need: Need, rights: readonly Right[], now: number): Deed | undefined {
  const [first] = deedsFor(need, rights, now)
  if (!first || !onwards.includes(first)) return undefined
  return first === 'schedule' && need.window ? undefined : first
}

export const deedName = (deed: Deed) => `deed.${deed}` as Key
