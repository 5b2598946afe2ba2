import { api } from '@/api/client'
import { take } from '@/api/problem'
import { categoryName } from '@/features/needs/categories'
import { today } from '@/ui/days'

// Who signs where: those expected on a day, or the members of a team.
export interface Place { id: string; name: string; when: string; what: string }

const clock = (at: string) => new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit',
}).format(Date.parse(at))

const pagesMost = 6 // of fifty needs in which somebody is expected

/** The helpers of the visits of a day beneath a site, in the order in which they begin. */
export async function expectedOn(day: string, under: string): Promise<Place[]> {
  const ids: string[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesMost; ++page) {
    const found = await take(api.GET('/v1/needs', {
      params: {
        query: {
          under, state: ['taken', 'scheduled', 'in_service'], limit: 50,
          ...cursor ? { cursor } : {},
        },
      },
    }))
    ids.push(...found.items
      .filter(({ window }) => window && today(Date.parse(window.start)) === day)
      .map(({ id }) => id))
    if (!found.next) break
    cursor = found.next
  }
  const needs = await Promise.all(ids.map((need) =>
    take(api.GET('/v1/needs/{need}', { params: { path: { need } } }))))
  return needs
    .sort((one, other) => (one.window?.start ?? '').localeCompare(other.window?.start ?? ''))
    .flatMap((need) => (need.helpers ?? []).filter(({ state }) => state !== 'left')
      .map(({ person, name }) => ({
        id: `${need.id} ${person}`, name,
        when: need.window ? `${clock(need.window.start)}–${clock(need.window.end)}` : '',
        what: `${categoryName(need.category)} ${need.number}`,
      })))
}

export async function membersOf(team: string): Promise<Place[]> {
  const { items } = await take(api.GET('/v1/teams/{team}/members', {
    params: { path: { team }, query: { state: 'member', limit: 200 } },
  }))
  return items.map(({ person, name }) => ({ id: person, name, when: '', what: '' }))
}

export async function findTeams(under: string, typed: string) {
  const page = await take(api.GET('/v1/teams', {
    params: { query: { under, ...typed ? { search: typed } : {}, limit: 20 } },
  }))
  return page.items.map(({ team, name, members }) => ({ id: team, text: name, members }))
}
