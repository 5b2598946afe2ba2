import { shallowRef } from 'vue'
import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'

// What the reader's own profile holds; none until they have said who they are.
export type Profile = components['schemas']['people.PersonView']

export const profile = shallowRef<Profile | null>(null)

export async function loadProfile(): Promise<Profile | null> {
  try {
    profile.value = await take(api.GET('/v1/me/profile'))
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 404) throw thrown
    profile.value = null
  }
  return profile.value
}

/** 138 0398 0001: as people read a number out. */
export function spaced(phone: string): string {
  const digits = phone.replace(/^\+86/, '')
  return /^1\d{10}$/.test(digits) ? digits.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3') : phone
}
