import { api } from '@/api/client'
import { take } from '@/api/problem'

// How one's own things stand, for the first page of “mine”. What cannot be fetched is left out: the
// ways on stand without it.
export interface Overview {
  open: number // needs under way
  asked: string[] // of these, those that wait for a word of the one who asked
  tasks: number
  offers: number
  volunteers: boolean
  name: string // empty until they have said who they are
  minutes: number
  invitations: number
}

const wantsWord = ['returned', 'awaiting_confirmation', 'awaiting_rating']
const ended = ['refused', 'archived', 'withdrawn', 'merged']
const many = { params: { query: { limit: 50 } } }

/** Staff have no profile of their own here: `resident` is false for them. */
export async function loadOverview(resident: boolean): Promise<Overview> {
  const nobody = () => Promise.reject(new Error('not asked'))
  const asked = resident ? take(api.GET('/v1/me/profile')) : nobody()
  const [needs, tasks, offers, profile, hours, teams] = await Promise.allSettled([
    take(api.GET('/v1/me/needs', many)),
    take(api.GET('/v1/me/tasks', many)),
    take(api.GET('/v1/me/offers', many)),
    asked,
    take(api.GET('/v1/me/hours')),
    asked.then(({ volunteers }) => (volunteers ? take(api.GET('/v1/me/teams')) : nobody())),
  ])
  const mine = itemsOf(needs)
  return {
    open: mine.filter(({ state }) => !ended.includes(state)).length,
    asked: mine.filter(({ state }) => wantsWord.includes(state)).map(({ id }) => id),
    tasks: itemsOf(tasks).length,
    offers: itemsOf(offers).filter(({ state }) => state === 'open').length,
    volunteers: profile.status === 'fulfilled' && profile.value.volunteers,
    name: profile.status === 'fulfilled' ? profile.value.name : '',
    minutes: hours.status === 'fulfilled' ? hours.value.minutes : 0,
    invitations: itemsOf(teams).filter(({ state }) => state === 'invited').length,
  }
}

function itemsOf<Item>(got: PromiseSettledResult<{ items: Item[] }>): Item[] {
  return got.status === 'fulfilled' ? got.value.items : []
}
