import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Teams and organizations: who belongs where, who leads, who asked to come in.
type Schemas = components['schemas']
export type Team = Schemas['people.TeamView']
export type Member = Schemas['people.MemberView']
export type Organization = Schemas['people.OrganizationView']
export type OrganizationKind = Schemas['people.OrganizationKind']
export type MakingTeam = Schemas['people.MakeTeam.Body']
export type MakingOrganization = Schemas['people.MakeOrganization.Body']
export interface Wanted { under?: string; search?: string; organization?: string; parent?: string }

export const organizationKinds: readonly OrganizationKind[] =
  ['association', 'branch', 'unit', 'school', 'clinic', 'other']

/** Only what is said narrows. */
const asked = (wanted: Wanted, cursor?: string) => ({ params: { query: {
  limit: 30, ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)),
  ...cursor ? { cursor } : {},
} } })
const ofTeam = (team: string) => ({ params: { path: { team } } })
const ofOne = (organization: string) => ({ params: { path: { organization } } })

export const searchTeams = (wanted: Wanted, cursor?: string) =>
  take(api.GET('/v1/teams', asked(wanted, cursor)))
export const showTeam = (team: string): Promise<Team> => take(api.GET('/v1/teams/{team}', ofTeam(team)))
export const makeTeam = (body: MakingTeam): Promise<Team> => take(api.POST('/v1/teams', { body }))
export const changeTeam = (team: string, body: Schemas['people.ChangeTeam.Body']): Promise<Team> =>
  take(api.POST('/v1/teams/{team}', { ...ofTeam(team), body }))
export const closeTeam = (team: string): Promise<Team> =>
  take(api.POST('/v1/teams/{team}/close', ofTeam(team)))
export const moveTeam = (team: string, parent: string): Promise<Team> =>
  take(api.POST('/v1/teams/{team}/move', { ...ofTeam(team), body: parent ? { parent } : {} }))

export async function membersOf(team: string, state: Member['state'], cursor?: string) {
  return take(api.GET('/v1/teams/{team}/members', {
    params: { path: { team }, query: { state, limit: 100, ...cursor ? { cursor } : {} } },
  }))
}
export const invite = (team: string, person: string): Promise<Member> =>
  take(api.POST('/v1/teams/{team}/invite', { ...ofTeam(team), body: { person } }))
const ofMember = (team: string, person: string) => ({ params: { path: { team, person } } })
export const answerRequest = (team: string, person: string, yes: boolean): Promise<Member> =>
  take(api.POST('/v1/teams/{team}/requests/{person}', { ...ofMember(team, person), body: { yes } }))
export const setLeader = (team: string, person: string, leads: boolean): Promise<Member> =>
  take(api.POST('/v1/teams/{team}/members/{person}/lead', { ...ofMember(team, person), body: { leads } }))
export const removeMember = (team: string, person: string): Promise<Member> =>
  take(api.POST('/v1/teams/{team}/members/{person}/remove', ofMember(team, person)))

export const searchOrganizations = (wanted: Wanted, cursor?: string) =>
  take(api.GET('/v1/organizations', asked(wanted, cursor)))
export const showOrganization = (id: string): Promise<Organization> =>
  take(api.GET('/v1/organizations/{organization}', ofOne(id)))
export const makeOrganization = (body: MakingOrganization): Promise<Organization> =>
  take(api.POST('/v1/organizations', { body }))
export const changeOrganization = (
  id: string, body: Schemas['people.ChangeOrganization.Body'],
): Promise<Organization> => take(api.POST('/v1/organizations/{organization}', { ...ofOne(id), body }))
export const closeOrganization = (id: string): Promise<Organization> =>
  take(api.POST('/v1/organizations/{organization}/close', ofOne(id)))
export const moveOrganization = (id: string, parent: string): Promise<Organization> =>
  take(api.POST('/v1/organizations/{organization}/move', { ...ofOne(id), body: parent ? { parent } : {} }))
export const setOrganizationLeader = (
  id: string, person: string, leads: boolean,
): Promise<Organization> => take(api.POST('/v1/organizations/{organization}/leaders', {
  ...ofOne(id), body: { person, leads },
}))
