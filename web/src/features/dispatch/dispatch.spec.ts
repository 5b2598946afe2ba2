import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { copyNames, dropCopies, keepCopy } from '@/shell/copies'
import { drop, outbox, putBack } from '@/shell/outbox'
import { commands, server, show, type Answers } from '@/testing'
import TaskPage from './TaskPage.vue'
import TasksPage from './TasksPage.vue'
import { away } from './saying'

const window = { start: '2026-11-24T01:00:00Z', end: '2026-11-24T03:00:00Z' }
const own = (state = 'taken', more: object = {}) => ({
  id: 'n1', number: '121-644-221', state: 'scheduled', category: '0401', site: 's1', window,
  effort_minutes: 60, details: '陪说话', recipient: { name: '夏**' }, address: '6 号楼 502',
  point_from: 'home', helpers: [{ person: 'p', name: '我', state }], ...more,
})
const near = (need: string, more: object = {}) => ({
  need, number: need, category: '0406', urgency: 'appointment', risk: 'low', effort_minutes: 30,
  people_wanted: 1, skills: [], site: 's1', metres: 800, ...more,
})
const offer = { id: 'o1', state: 'open', kind: 'invite', score: 1, task: near('n2'), reasons: [
  { virtue: 'distance', value: 800, points: 3 }, { virtue: 'load', value: 2, points: 0 }] }
const answers = (more: Answers = {}): Answers => ({
  '/v1/categories': [200, { items: [
    { code: '0401', name_zh: '敬老助老', name_en: 'Elders', risk: 'low', counts_hours: true },
    { code: '0406', name_zh: '便民维修', name_en: 'Repairs', risk: 'low', counts_hours: true }] }],
  '/v1/me/offers': [200, { items: [offer] }],
  '/v1/me/tasks': [200, { items: [own(), own('done', { id: 'n9', state: 'archived' })].map((need) =>
    ({ ...need, recipient_name: '夏**' })) }],
  '/v1/claims': [200, { items: [near('n3'), near('n4', { category: '0401', metres: 300 })] }],
  '/v1/needs/n1': [200, own()],
  '/v1/needs/n1/contact': [200, { name: '夏志超', phone: '+8613803980001', of_guardian: false }],
  '/v1/sites/s1': [200, { id: 's1', name: '市场社区站', phone: '0398-2891489' }],
  '/v1/me/ticket-key': [200, { key: 'AAAA' }],
  ...more,
})
const settle = async () => {
  for (let n = 0; n < 3; n += 1) {
    await flushPromises()
    await vi.dynamicImportSettled()
  }
  await flushPromises()
}
type Page = typeof TaskPage | typeof TasksPage
async function open(component: Page, path: string, props: object = {}) {
  const { page, router } = await show(component, path, props)
  await settle()
  return { page, router }
}
const offline = () => { vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline'))) }

beforeEach(() => {
  me.value = { id: 'p', session: 's', method: 'code', roles: [], rights: [],
    signs_in_by_phone: true, signed_in_at: '', expires_at: '' }
  vi.stubGlobal('EventSource', class { close() { /* no stream here */ } addEventListener() { /* nor events */ } })
})
afterEach(() => {
  for (const { key } of outbox.value) drop(key)
  dropCopies()
})

it('a distance is said in steps people use', () => {
  expect([away(130), away(1000), away(2325)]).toEqual(['150 米', '1 公里', '2.3 公里'])
})

describe('the list of tasks', () => {
  it('shows what waits for an answer and what was taken, without what is over', async () => {
    server(answers())
    const { page } = await open(TasksPage, '/tasks')
    expect(page.findAll('.task-card').map((card) => card.attributes('href')))
      .toEqual(['/tasks/n2', '/tasks/n1'])
    expect(page.text()).toContain('离您 800 米')
    expect(page.findAll('[role=tab]').map((tab) => tab.text())).toEqual(['我的2', '附近2', '地图'])
  })

  it('shows what is near, nearest first, and narrows it by its address', async () => {
    server(answers())
    const { page, router } = await open(TasksPage, '/tasks?view=near')
    const cards = () => page.findAll('.task-card').map((card) => card.attributes('href'))
    expect(cards()).toEqual(['/tasks/n4', '/tasks/n3'])
    const far = page.findAll('.chips label').find((label) => label.text() === '500 米')
    await far?.find('input').setValue(true)
    await settle()
    expect(router.currentRoute.value.query).toEqual({ view: 'near', far: '500' })
    expect(cards()).toEqual(['/tasks/n4'])
    expect(page.find('summary').text()).toContain('500 米')
  })

  it('says so when nothing fits, and shows all again', async () => {
    server(answers())
    const { page } = await open(TasksPage, '/tasks?view=near&kind=0401&far=500&day=any')
    expect(page.findAll('.task-card')).toHaveLength(1)
    const { page: none } = await open(TasksPage, '/tasks?view=near&kind=0406&far=500')
    expect(none.text()).toContain('没有合这些条件的')
    await none.findAll('button').find((each) => each.text() === '都看看')?.trigger('click')
    await settle()
    expect(none.findAll('.task-card')).toHaveLength(2)
  })

  it('leads who has nothing to what is near', async () => {
    server(answers({ '/v1/me/offers': [200, { items: [] }], '/v1/me/tasks': [200, { items: [] }] }))
    const { page, router } = await open(TasksPage, '/tasks')
    await page.findAll('button').find((each) => each.text() === '看看附近的')?.trigger('click')
    await settle()
    expect(router.currentRoute.value.query.view).toBe('near')
  })

  it('invites who is no volunteer to become one', async () => {
    server(answers({ '/v1/claims': [403, { code: 'not_a_volunteer', title: '先报名' }],
      '/v1/me/offers': [200, { items: [] }], '/v1/me/tasks': [200, { items: [] }] }))
    const { page } = await open(TasksPage, '/tasks')
    expect(page.text()).toContain('先报名做志愿者')
    expect(page.find('[role=tablist]').exists()).toBe(false)
  })

  it('shows the last known without a network, and keeps no copy of what is over', async () => {
    server(answers())
    keepCopy('task.n9', own('done'))
    const { page: before } = await open(TasksPage, '/tasks')
    before.unmount()
    expect(copyNames()).not.toContain('task.n9')
    offline()
    const { page } = await open(TasksPage, '/tasks')
    expect(page.find('.task-card').attributes('href')).toBe('/tasks/n1')
    expect(page.text()).toContain('没有网络，这是')
  })
})

describe('a task', () => {
  const task = () => open(TaskPage, '/tasks/n1', { id: 'n1' })

  it('one has taken shows the door, and leads to the check-in', async () => {
    server(answers())
    const { page } = await task()
    expect(page.find('.task-door').text()).toContain('6 号楼 502')
    expect(page.find('.deed a').attributes('href')).toBe('/checkin?need=n1')
    expect(page.find('.deed a').text()).toBe('到了，签到')
  })

  it('opens without a network as it was last seen', async () => {
    server(answers())
    const { page: before } = await task()
    before.unmount()
    offline()
    const { page } = await task()
    expect(page.text()).toContain('没有网络，这是')
    expect(page.find('.task-door').text()).toContain('138 **** 0001')
    expect(page.find('.deed a').text()).toBe('到了，签到')
  })

  it('counts a check-in that waits to be sent', async () => {
    server(answers())
    putBack({ key: 'k', path: '/v1/needs/n1/check-in', body: {}, what: '', at: '', person: 'p' })
    const { page } = await task()
    expect(page.text()).toContain('签到记在手机上了')
    expect(page.find('.deed a').text()).toBe('办完了，签退')
  })

  it('asks to agree on a time first, where there is none', async () => {
    server(answers({ '/v1/needs/n1': [200, own('taken', { window: undefined })] }))
    const { page } = await task()
    expect(page.find('.deed button').text()).toBe('约个时间')
  })

  it('that is offered is answered yes or no', async () => {
    const sent = server(answers({ '/v1/offers/o1/decline': [200, { ...offer, state: 'declined' }] }))
    const { page } = await open(TaskPage, '/tasks/n2', { id: 'n2' })
    expect(page.find('.task-door').exists()).toBe(false)
    await page.findAll('.deed button').find((each) => each.text() === '这次不行')?.trigger('click')
    await settle()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/offers/o1/decline'])
  })

  it('near by may be claimed; one that is gone says so', async () => {
    const sent = server(answers({ '/v1/needs/n3/claim': [200, offer] }))
    const { page } = await open(TaskPage, '/tasks/n3', { id: 'n3' })
    await page.find('.deed button').trigger('click')
    await settle()
    expect(commands(sent)[0]?.path).toBe('/v1/needs/n3/claim')
    page.unmount()
    const { page: gone } = await open(TaskPage, '/tasks/n7', { id: 'n7' })
    expect(gone.text()).toContain('已经有人办了')
  })

  it('that was never seen here says that there is no network', async () => {
    offline()
    const { page } = await task()
    expect(page.text()).toContain('连不上服务器')
  })
})
