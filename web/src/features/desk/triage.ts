import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { listNeeds, type Line } from './needs'

// One decision about a need that has just come in, and the way back from it.
export type Need = components['schemas']['needs.NeedView']
export type Alike = components['schemas']['needs.AlikeView']
export type Reason = components['schemas']['needs.TriageReason']
export type Decision = components['schemas']['needs.Decision']
export type HoldReason = components['schemas']['needs.HoldReason']
export type Body = components['schemas']['needs.TriageNeed.Body']

const at = (need: string) => ({ params: { path: { need } } })

export const loadNeed = (need: string): Promise<Need> => take(api.GET('/v1/needs/{need}', at(need)))
export async function loadAlike(need: string): Promise<Alike[]> {
  const page = await take(api.GET('/v1/needs/{need}/alike', at(need)))
  return page.items
}
/** What else was asked for the same person, newest first. */
export async function loadFormer(need: Need, under: string): Promise<Line[]> {
  const { lines } = await listNeeds({ under, recipient: need.recipient.person, limit: 6 })
  return lines.filter(({ id }) => id !== need.id).slice(0, 5)
}

export const triage = (need: string, body: Body): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/triage', { ...at(need), body }))
export const untriage = (need: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/untriage', at(need)))
export const merge = (need: string, into: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/merge', { ...at(need), body: { into } }))
export const unmerge = (need: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/unmerge', at(need)))
export const hold = (need: string, until: string, reason: HoldReason): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/hold', { ...at(need), body: { until, reason_code: reason } }))
export const unhold = (need: string): Promise<Need> =>
  take(api.POST('/v1/needs/{need}/unhold', at(need)))

/** The reasons that fit a decision. */
export const reasons: Record<Asked, readonly Reason[]> = {
  keep: ['by_appointment', 'material_missing', 'nobody_free', 'other'],
  return: ['detail_missing', 'contact_wrong', 'material_missing', 'other'],
  refuse: ['not_for_volunteers', 'not_ours', 'unlawful', 'commercial', 'unsafe', 'solved_already',
    'other'],
  refer: ['emergency', 'hotline_12345', 'public_office', 'professional', 'not_ours', 'other'],
}
/** Decisions that say why. */
export type Asked = Exclude<Decision, 'accept'>
