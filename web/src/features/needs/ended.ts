import type { components } from '@/api/schema'

// Whether there is still something to come of it.
type State = components['schemas']['needs.NeedState']
const ended: State[] = ['refused', 'archived', 'withdrawn', 'merged']
export const isOpen = (state: State) => !ended.includes(state)
