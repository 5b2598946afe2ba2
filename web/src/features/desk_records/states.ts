import type { Tone } from '@/ui/StateTag.vue'
import type { RecordState } from './records'
import { t } from './words'

// A record's state in the words of those who stand behind it.
export const recordState = (state: RecordState) => t(`state.${state}`)
const tones: Record<RecordState, Tone> = {
  pending: 'waiting', counted: 'done', disputed: 'waiting', frozen: 'refused', void: 'refused',
}
export const recordTone = (state: RecordState) => tones[state]
