import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// Staff accounts and the roles they hold over the tree of sites.
export type Staff = components['schemas']['access.StaffView']
export type Grant = components['schemas']['access.GrantView']
export type GrantState = components['schemas']['access.GrantState']
export type Invited = components['schemas']['access.StaffInvited']
export type NewStaff = components['schemas']['access.CreateStaff.Body']
export type NewGrant = components['schemas']['access.GrantRole.Body']

const pages = 25 // of 200: more staff than a city has

/** All of it, page by page: lists of staff are short enough to be searched where they are read. */
async function whole<Row>(
  fetch: (cursor?: string) => Promise<{ items: Row[]; next?: string }>,
): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const piece = await fetch(cursor)
    rows.push(...piece.items)
    cursor = piece.next
    if (!cursor) break
  }
  return rows
}

export const allStaff = (): Promise<Staff[]> => whole((cursor) => take(api.GET('/v1/staff', {
  params: { query: { limit: 200, ...cursor ? { cursor } : {} } },
})))
export const allGrants = (state: GrantState): Promise<Grant[]> =>
  whole((cursor) => take(api.GET('/v1/grants', {
    params: { query: { state, limit: 200, ...cursor ? { cursor } : {} } },
  })))

export const inviteStaff = (body: NewStaff): Promise<Invited> => take(api.POST('/v1/staff', { body }))
const whom = (person: string) => ({ params: { path: { person } } })
export const inviteAgain = (person: string): Promise<Invited> =>
  take(api.POST('/v1/staff/{person}/invite', whom(person)))
export const suspend = (person: string) => take(api.POST('/v1/staff/{person}/suspend', whom(person)))
export const resume = (person: string) => take(api.POST('/v1/staff/{person}/resume', whom(person)))

export const giveRole = (body: NewGrant): Promise<Grant> => take(api.POST('/v1/grants', { body }))
const which = (grant: string) => ({ params: { path: { grant } } })
export const approve = (grant: string): Promise<Grant> =>
  take(api.POST('/v1/grants/{grant}/approve', which(grant)))
export const revoke = (grant: string): Promise<Grant> =>
  take(api.POST('/v1/grants/{grant}/revoke', which(grant)))

/** Those whose name or login holds what was typed. */
export function matching(staff: readonly Staff[], typed: string): readonly Staff[] {
  const wanted = typed.trim().toLowerCase()
  return wanted === '' ? staff
    : staff.filter(({ name, login }) =>
      name.toLowerCase().includes(wanted) || login.includes(wanted))
}

export const loginFits = (login: string) => /^[a-z][a-z0-9._-]{1,39}$/.test(login)

/** Where an invitation opens; behind the #, so that no server and no log ever sees it. */
export const linkOf = (invitation: string) => `${location.origin}/enrol#${invitation}`

export type Who = (person: string | undefined) => string
/** Names by id, as far as the lists at hand tell them. */
export function knownBy(staff: readonly Staff[], grants: readonly Grant[]): Who {
  const names = new Map<string, string>()
  for (const { person, name } of grants) if (name) names.set(person, name)
  for (const { person, name } of staff) names.set(person, name)
  return (person) => (person ? names.get(person) ?? person.slice(-8) : '')
}
