import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// What the station does with a volunteer: on their word, with the paper seen.
type Schemas = components['schemas']
export type Volunteer = Schemas['people.VolunteerView']
export type Licence = Schemas['people.LicenceView']
export type Merits = Schemas['people.MeritsView']
export type Training = Schemas['people.TrainingView']
export type Award = Schemas['people.AwardView']
export type Joining = Omit<Schemas['people.JoinAsVolunteer.Body'], 'person'>

const at = (person: string) => ({ params: { path: { person } } })
const on = (licence: string) => ({ params: { path: { licence } } })

export const join = (person: string, body: Joining): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers', { body: { person, ...body } }))
export const confirm = (person: string, how: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/confirm', { ...at(person), body: { how } }))
export const pause = (person: string, until: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/pause', { ...at(person), body: until ? { until } : {} }))
export const resume = (person: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/resume', at(person)))
export const leave = (person: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/leave', at(person)))
export const changeVolunteer = (
  person: string, body: Schemas['people.ChangeVolunteer.Body'],
): Promise<Volunteer> => take(api.POST('/v1/volunteers/{person}', { ...at(person), body }))
export const attest = (
  person: string, body: Schemas['people.AttestVolunteer.Body'],
): Promise<Volunteer> => take(api.POST('/v1/volunteers/{person}/attest', { ...at(person), body }))
export const setAvailability = (
  person: string, body: Schemas['people.SetAvailability.Body'],
): Promise<Volunteer> => take(api.POST('/v1/volunteers/{person}/availability', { ...at(person), body }))

export const enterLicence = (
  person: string, body: Schemas['people.EnterLicence.Body'],
): Promise<Licence> => take(api.POST('/v1/volunteers/{person}/licences', { ...at(person), body }))
export const verifyLicence = (licence: string): Promise<Licence> =>
  take(api.POST('/v1/licences/{licence}/verify', on(licence)))
export const rejectLicence = (licence: string, reason: string): Promise<Licence> =>
  take(api.POST('/v1/licences/{licence}/reject', { ...on(licence), body: { reason } }))
export const renewLicence = (
  licence: string, body: Schemas['people.RenewLicence.Body'],
): Promise<Licence> => take(api.POST('/v1/licences/{licence}/renew', { ...on(licence), body }))
export const withdrawLicence = (licence: string): Promise<Licence> =>
  take(api.POST('/v1/licences/{licence}/withdraw', on(licence)))
export const listLicences = (under: string, state: Licence['state'], cursor?: string) =>
  take(api.GET('/v1/licences', {
    params: { query: { under, state, limit: 30, ...cursor ? { cursor } : {} } },
  }))

export const meritsOf = (person: string): Promise<Merits> =>
  take(api.GET('/v1/volunteers/{person}/merits', at(person)))
export const recordTraining = (
  person: string, body: Schemas['people.RecordTraining.Body'],
): Promise<Training> => take(api.POST('/v1/volunteers/{person}/trainings', { ...at(person), body }))
export const voidTraining = (training: string): Promise<Training> =>
  take(api.POST('/v1/trainings/{training}/void', { params: { path: { training } } }))
export const recordAward = (
  person: string, body: Schemas['people.RecordAward.Body'],
): Promise<Award> => take(api.POST('/v1/volunteers/{person}/awards', { ...at(person), body }))
export const verifyAward = (award: string): Promise<Award> =>
  take(api.POST('/v1/awards/{award}/verify', { params: { path: { award } } }))
export const voidAward = (award: string): Promise<Award> =>
  take(api.POST('/v1/awards/{award}/void', { params: { path: { award } } }))
