import { deviceName } from '@/features/access/session'
import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// How somebody invited opens their account: nobody else ever knows password and second factor.
export type Invitation = components['schemas']['access.InvitationView']
export type Enrolled = components['schemas']['access.EnrolledView']

export const seeInvitation = (invitation: string): Promise<Invitation> =>
  take(api.POST('/v1/sign-in/staff/invitation', { body: { invitation } }))
export const enrol = (invitation: string, password: string, totp: string): Promise<Enrolled> =>
  take(api.POST('/v1/sign-in/staff/enrol', {
    body: { invitation, password, totp, device_name: deviceName() },
  }))
