import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Volunteer } from '@/features/people/volunteer'
import { today } from '@/ui/days'

// A volunteer's own sheet: paused or not, papers, merits, teams.
export type Training = components['schemas']['people.TrainingView']
export type Award = components['schemas']['people.AwardView']
export type Exception = components['schemas']['people.FreeException']
type Member = components['schemas']['people.MemberView']
export type Team = components['schemas']['people.TeamView']

const of = (person: string) => ({ params: { path: { person } } })

export const confirmMe = (person: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/confirm', { ...of(person), body: { how: 'web' } }))
export const pause = (person: string, until: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/pause', {
    ...of(person), body: until ? { until } : {},
  }))
export const resume = (person: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/resume', of(person)))
export const leave = (person: string): Promise<Volunteer> =>
  take(api.POST('/v1/volunteers/{person}/leave', of(person)))

/** Days that differ from every week's pattern. Those that are over are left out: the server takes
    none of them. */
export function setExceptions(volunteer: Volunteer, exceptions: Exception[]): Promise<Volunteer> {
  return take(api.POST('/v1/volunteers/{person}/availability', {
    ...of(volunteer.person),
    body: { free_hours: volunteer.free_hours, exceptions: exceptions.filter(isAhead) },
  }))
}
export const isAhead = ({ day }: Exception) => day >= today()
export const wholeDay = (day: string, free: boolean): Exception =>
  ({ day, free, from_minute: 0, to_minute: 24 * 60 })

// Merits.
export interface Merits { trainings: Training[]; awards: Award[] }
export async function loadMerits(person: string): Promise<Merits> {
  const { trainings, awards } = await take(api.GET('/v1/volunteers/{person}/merits', of(person)))
  return {
    trainings: trainings.filter(({ voided }) => !voided),
    awards: awards.filter(({ voided }) => !voided),
  }
}
export type NewAward = components['schemas']['people.RecordAward.Body']
export const recordAward = (person: string, award: NewAward) =>
  take(api.POST('/v1/volunteers/{person}/awards', { ...of(person), body: award }))

// Teams.
export interface Membership extends Member { teamName: string }
const at = (team: string) => ({ params: { path: { team } } })

/** The teams one belongs to, asked for or is invited to, with their names. */
export async function loadTeams(): Promise<Membership[]> {
  const { items } = await take(api.GET('/v1/me/teams'))
  const now = items.filter(({ state }) => ['requested', 'invited', 'member'].includes(state))
  return Promise.all(now.map(async (each) => ({ ...each, teamName: await teamName(each.team) })))
}

async function teamName(team: string): Promise<string> {
  try {
    return (await take(api.GET('/v1/teams/{team}', at(team)))).name
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 404) throw thrown
    return ''
  }
}

export async function findTeams(search: string): Promise<Team[]> {
  const page = await take(api.GET('/v1/teams', { params: { query: { search, limit: 8 } } }))
  return page.items.filter(({ state }) => state === 'active')
}
export const joinTeam = (team: string) => take(api.POST('/v1/teams/{team}/join', at(team)))
export const leaveTeam = (team: string) => take(api.POST('/v1/teams/{team}/leave', at(team)))
export const answerTeam = (team: string, yes: boolean) =>
  take(api.POST('/v1/teams/{team}/answer', { ...at(team), body: { yes } }))
