import { api, newKey } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { keep, kept } from '@/keep'
import { deviceName } from './session'

// The two ways in. The session comes as a cookie; the answer's token is for programs, not for us.
export type CodeAsked = components['schemas']['access.CodeAsked']

// This browser's mark, told at its first sign-in and until then its own: delays that strangers
// cause do not hold it up.
const key = 'lastmile.device'

export function deviceMark(): { device: string } {
  const mark = kept(key) ?? newKey()
  keep(key, mark)
  return { device: mark }
}

export function askForCode(phone: string): Promise<CodeAsked> {
  return take(api.POST('/v1/sign-in/codes', { body: { phone, ...deviceMark() } }))
}

export async function enterByCode(phone: string, request: string, code: string): Promise<void> {
  const opened = await take(api.POST('/v1/sign-in', {
    body: { phone, request, code, device_name: deviceName(), ...deviceMark() },
  }))
  keep(key, opened.device)
}

export interface StaffSecrets {
  login: string
  password: string
  totp: string // six digits, or a recovery code
  new_password?: string // when the old one is past its age
}

export async function enterAsStaff(secrets: StaffSecrets): Promise<void> {
  const opened = await take(api.POST('/v1/sign-in/staff', {
    body: { ...secrets, device_name: deviceName(), ...deviceMark() },
  }))
  keep(key, opened.device)
}
