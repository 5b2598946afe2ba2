import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { deviceMark } from '@/features/access/door'

// One's own account: the devices signed in, the number, and what staff prove themselves with.
export type Session = components['schemas']['access.SessionView']
export type NewTotp = components['schemas']['access.TotpView']

export const loadSessions = async (): Promise<Session[]> =>
  (await take(api.GET('/v1/me/sessions'))).items

export const revoke = (session: string) => take(api.POST('/v1/me/sessions/{session}/revoke', {
  params: { path: { session } },
}))

/** Signs out everywhere else; says how many devices that were. */
export const revokeOthers = async (): Promise<number> =>
  (await take(api.POST('/v1/me/sessions/revoke-others'))).revoked

export const changePhone = (phone: string, request: string, code: string) =>
  take(api.POST('/v1/me/phone', { body: { phone, request, code, ...deviceMark() } }))

export const changePassword = (old_password: string, new_password: string) =>
  take(api.POST('/v1/me/password', { body: { old_password, new_password } }))

export const newTotp = (password: string): Promise<NewTotp> =>
  take(api.POST('/v1/me/totp', { body: { password } }))

export const confirmTotp = async (totp: string): Promise<string[]> =>
  (await take(api.POST('/v1/me/totp/confirm', { body: { totp } }))).recovery_codes

export const newRecoveryCodes = async (password: string): Promise<string[]> =>
  (await take(api.POST('/v1/me/recovery-codes', { body: { password } }))).recovery_codes
