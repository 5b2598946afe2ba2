import type { components } from '@/api/schema'
import type { Tone } from '@/ui/StateTag.vue'
import { t, type Key } from './words'

// A need's state in the words of those who wait, and what it looks like.
export type State = components['schemas']['needs.NeedState']

export const stateName = (state: State) => t(`state.${state}` as Key)

const tones: Record<State, Tone> = {
  draft: 'plain', submitted: 'waiting', returned: 'waiting', refused: 'refused',
  referred: 'going', accepted: 'going', awaiting_dispatch: 'going', offered: 'going',
  taken: 'going', scheduled: 'going', in_service: 'going', awaiting_confirmation: 'waiting',
  awaiting_rating: 'waiting', archived: 'done', withdrawn: 'refused', merged: 'plain',
}
export const toneOf = (state: State) => tones[state]

export { isOpen } from './ended'
