import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// What is shown at the door: a code that changes, and a PIN that does not.
export type Code = components['schemas']['needs.CodeView']

export const loadCode = (need: string): Promise<Code> =>
  take(api.GET('/v1/needs/{need}/code', { params: { path: { need } } }))
