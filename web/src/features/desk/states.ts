import type { Tone } from '@/ui/StateTag.vue'
import type { State } from './needs'
import { t, type Key } from './words'

// A need's state in the words of those who work on it.
export const deskState = (state: State) => t(`state.${state}` as Key)

const tones: Record<State, Tone> = {
  draft: 'plain', submitted: 'waiting', returned: 'plain', refused: 'refused', referred: 'plain',
  accepted: 'waiting', awaiting_dispatch: 'waiting', offered: 'going', taken: 'going',
  scheduled: 'going', in_service: 'going', awaiting_confirmation: 'waiting',
  awaiting_rating: 'waiting', archived: 'done', withdrawn: 'refused', merged: 'plain',
}
export const deskTone = (state: State) => tones[state]
