import type { Page } from '@playwright/test'

// A station at noon on one day, as the server would tell it: the desk is drawn from it the same each
// time, whatever other tests ask for meanwhile.
const site = {
  site: '01a20dc9-34b1-77c4-bf38-2800a8fa4c5c', site_path: '4112/411202/411202001/411202001001/',
}
const at = (day: number, hour: number) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000+08:00`
const idOf = (n: number) => `01a16dff-2480-7193-b8c8-4f52152900${String(10 + n)}`

type State = 'submitted' | 'awaiting_dispatch' | 'offered' | 'taken' | 'in_service' | 'awaiting_rating'
interface Asked {
  state: State
  category: string
  name: string
  hour: number // of the day it was asked on
  overdue?: boolean
  urgent?: boolean
  groups?: string[]
}
const needs: Asked[] = [
  { state: 'submitted', category: '0501', name: '郭素杰', hour: 6, overdue: true, groups: ['elder'] },
  { state: 'submitted', category: '0406', name: '夏佳峰', hour: 10, urgent: true,
    groups: ['elder', 'disabled'] },
  { state: 'submitted', category: '0401', name: '马宇', hour: 11 },
  { state: 'awaiting_dispatch', category: '0405', name: '曾庆琴', hour: 9, groups: ['elder'] },
  { state: 'awaiting_dispatch', category: '0404', name: '胡文杰', hour: 8 },
  { state: 'offered', category: '0402', name: '萧志琳', hour: 9, groups: ['hardship'] },
  { state: 'taken', category: '1001', name: '魏文华', hour: 7 },
  { state: 'in_service', category: '0406', name: '吴志琳', hour: 7, groups: ['elder'] },
  { state: 'awaiting_rating', category: '0401', name: '夏志超', hour: 6, groups: ['elder'] },
]
const lines = needs.map(({ state, category, name, hour, overdue, urgent, groups }, n) => ({
  id: idOf(n), number: `274-819-35${n}`, state, category, ...site, source: n % 2 ? 'phone' : 'self',
  urgency: urgent ? 'same_day' : 'three_days', recipient: idOf(n + 30), recipient_name: name,
  window: { start: at(6, 14), end: at(6, 16) }, people_wanted: 1,
  helpers: ['taken', 'in_service', 'awaiting_rating'].includes(state) ? [idOf(60)] : [],
  created_at: at(5, hour), due_at: at(5, hour + (overdue ? 4 : 8)), overdue: Boolean(overdue),
  escalation: 0, recipient_groups: groups ?? [],
}))
const people = ['夏志超', '吴志琳', '郭素杰', '夏佳峰', '马宇', '曾庆琴'].map((name, n) => ({
  person: idOf(n + 30), name, sex: n % 2 ? 'female' : 'male', birth_day: `19${40 + n * 4}-05-01`,
  phone: `199****000${n}`, home_site: site.site, recipient_groups: n < 3 ? ['elder'] : [],
  minor: false,
}))

function listed(query: URLSearchParams) {
  const states = (query.get('state') ?? '').split(',').filter(Boolean)
  return lines.filter(({ state, overdue, recipient }) =>
    (states.length === 0 || states.includes(state)) && (!query.has('overdue') || overdue) &&
    (!query.has('recipient') || recipient === query.get('recipient')))
}

function needOf(id: string) {
  const line = lines.find((each) => each.id === id)
  return line && {
    ...line, helpers: [], recipient: { person: line.recipient, name: line.recipient_name },
    risk: 'ordinary', details: '楼道里堆了很多杂物，想请人一起清理。', on_behalf: false,
    effort_minutes: 90, skills: [], languages: [], point_from: 'home', address: '黄河路 12 号院 3 号楼',
    submitted_at: line.created_at, state_since: line.created_at,
  }
}

function answerOf({ pathname, searchParams }: URL): unknown {
  if (pathname === '/v1/needs') return { items: listed(searchParams) }
  if (pathname === '/v1/needs/counts') {
    return { items: [...new Set(lines.map(({ state }) => state))].map((state) => {
      const those = lines.filter((each) => each.state === state)
      return { state, needs: those.length, overdue: those.filter(({ overdue }) => overdue).length }
    }) }
  }
  if (pathname === '/v1/people') return { items: people }
  if (pathname === '/v1/me/notices/count') return { unread: 3, urgent: 1 }
  if (pathname.endsWith('/alike')) return { items: [] }
  return needOf(pathname.split('/')[3] ?? '')
}

/** Has the lists of the desk tell of that station. */
export async function standStill(page: Page) {
  await page.route(/\/v1\/(needs|people|me\/notices\/count)/, async (route) => {
    const answer = answerOf(new URL(route.request().url()))
    await (answer ? route.fulfill({ json: answer }) : route.fallback())
  })
}
