import { api, newKey } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { deviceName } from './session'

// The two ways in. The session comes as a cookie; the answer's token is for programs, not for us.
export type CodeAsked = components['schemas']['access.CodeAsked']

// This browser's mark, told at its first sign-in and until then its own: delays that strangers
// cause do not hold it up.
const key = 'lastmile.device'
let mark = ''

function keepMark(device: string) {
  mark = device
  try { localStorage.setItem(key, device) } catch { /* next time it is a new browser again */ }
}

function deviceMark(): { device: string } {
  try { mark = localStorage.getItem(key) ?? mark } catch { /* this page's own will do */ }
  if (!mark) keepMark(newKey())
  return { device: mark }
}

export function askForCode(phone: string): Promise<CodeAsked> {
  return take(api.POST('/v1/sign-in/codes', { body: { phone, ...deviceMark() } }))
}

export async function enterByCode(phone: string, request: string, code: string): Promise<void> {
  const opened = await take(api.POST('/v1/sign-in', {
    body: { phone, request, code, device_name: deviceName(), ...deviceMark() },
  }))
  keepMark(opened.device)
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
  keepMark(opened.device)
}
