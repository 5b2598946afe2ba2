import type { components } from '@/api/schema'
import type { Tone } from '@/ui/StateTag.vue'

// The states of a volunteer and of a licence, as colour and shape.
export type VolunteerState = components['schemas']['people.VolunteerState']
export type LicenceState = components['schemas']['people.LicenceState']

export const states: readonly VolunteerState[] = ['active', 'awaiting_yes', 'paused', 'left']

const tones: Record<VolunteerState, Tone> = {
  awaiting_yes: 'waiting', active: 'done', paused: 'plain', left: 'refused', merged: 'plain',
}
export const toneOf = (state: VolunteerState) => tones[state]

const licenceTones: Record<LicenceState, Tone> = {
  entered: 'waiting', verified: 'done', rejected: 'refused', withdrawn: 'refused',
}
export const licenceTone = (state: LicenceState) => licenceTones[state]
