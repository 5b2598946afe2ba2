import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { toasts, undoNewest } from '@/ui/toasts'
import DuplicatesPage from './DuplicatesPage.vue'
import ImportPage from './ImportPage.vue'
import LicencesPage from './LicencesPage.vue'
import PeoplePage from './PeoplePage.vue'
import PersonNewPage from './PersonNewPage.vue'
import PersonPage from './PersonPage.vue'

// The desk's pages of people, against a server that answers by path.
const site = { id: 's1', name: '茅津站', kind: 'station', path: '4112/' }
const person = {
  person: 'p1', state: 'active', name: '王桂兰', sex: 'female', birth_day: '1950-03-05',
  phone: '138****0001', has_address: true, home_site: 's1', language: 'zh', recipient_groups: [],
  minor: false, volunteers: false, entered_how: 'counter', entered_at: '2026-03-01T01:00:00Z',
}
const volunteer = {
  person: 'p1', name: '王桂兰', state: 'paused', home_site: 's1', skills: [], languages: [],
  free_hours: [], exceptions: [], transport: 'walk', licences: [], trained_for_risk: false, teams: [],
  minor: false, joined_at: '2026-03-01T01:00:00Z',
}
const licence = { licence: 'l1', person: 'p1', code: 'nurse', photos: ['a'], from: '2024-01-01', until: '2027-01-01',
  state: 'entered', holds_now: false, may_renew: false }
const answers = (): Answers => ({
  '/v1/sites': [200, { items: [site] }],
  '/v1/sites/s1': [200, site],
  '/v1/codes': [200, { items: [] }],
  '/v1/people': [200, { items: [person] }],
  '/v1/people/find': [200, { items: [] }],
  '/v1/people/p1': [200, person],
  '/v1/people/p2': [200, { ...person, person: 'p2', entered_at: '2026-04-01T01:00:00Z' }],
  '/v1/people/p1/apart': [200, { items: [] }],
  '/v1/volunteers': [200, { items: [volunteer] }],
  '/v1/volunteers/p1': [200, volunteer],
  '/v1/volunteers/p1/merits': [200, { trainings: [], awards: [] }],
  '/v1/licences': [200, { items: [licence] }],
  '/v1/licences/l1/verify': [200, { ...licence, state: 'verified' }],
  '/v1/duplicates': [200, { items: [{ a: 'p1', b: 'p2', a_name: '王桂兰', b_name: '王桂兰',
    a_site: 's1', b_site: 's1', reasons: ['phone_and_name'], score: 90 }] }],
  '/v1/merges': [200, { merge: 'm1', kept: 'p1', gone: 'p2', merged_at: '', undo_until: '' }],
  '/v1/merges/m1/undo': [200, {}],
  '/v1/imports': [200, { items: [] }],
})

beforeEach(() => {
  toasts.value = []
  me.value = { id: 'w', session: 's', method: 'staff', rights: ['people_read', 'people_write'],
    roles: [{ role: 'station_worker', scope: '4112/' }], signs_in_by_phone: false,
    signed_in_at: '', expires_at: '' }
})
async function press(page: VueWrapper, words: string) {
  const button = page.findAll('button').find((each) => each.text().startsWith(words))
  if (!button) throw new Error(`no button says ${words}`)
  await button.trigger('click')
  await flushPromises()
}
const arrived = async () => {
  await vi.dynamicImportSettled()
  await flushPromises()
}

describe('the list of people', () => {
  it('asks for the part looked at, and keeps numbers out of every address', async () => {
    const sent = server(answers())
    vi.useFakeTimers()
    const shown = show(PeoplePage, '/desk/people')
    await vi.runAllTimersAsync()
    const { page, router } = await shown
    expect(sent.find(({ path }) => path === '/v1/people')?.query.get('under')).toBe('4112/')
    await page.find('#people-search').setValue('13800000001')
    await vi.runAllTimersAsync()
    vi.useRealTimers()
    expect(commands(sent)).toMatchObject([{ path: '/v1/people/find', body: { phone: '13800000001' } }])
    expect(router.currentRoute.value.fullPath).toBe('/desk/people')
  })
  it('says so when the server refuses', async () => {
    server({ ...answers(), '/v1/people': [403, { code: 'right_missing', title: '没有权限' }] })
    const { page } = await show(PeoplePage, '/desk/people')
    expect(page.text()).toContain('您没有看这一页的权限')
  })
  it('offers what can be done for those selected', async () => {
    server(answers())
    const { page } = await show(PeoplePage, '/desk/people?of=volunteers')
    await page.find('tbody input[type=checkbox]').trigger('change')
    await arrived()
    await vi.waitFor(() => { expect(page.text()).toContain('选了 1 位') })
    expect(page.text()).toContain('邀请进队伍')
  })
})

describe('entering somebody', () => {
  async function fill(page: VueWrapper) {
    await page.find('#name').setValue('王桂兰')
    await press(page, '当面签了同意书')
  }
  it('names what is missing and sends nothing', async () => {
    const sent = server({ ...answers(), '/v1/sites': [200, { items: [] }] })
    const { page } = await show(PersonNewPage, '/desk/people/new')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('有 3 处需要修改')
    expect(commands(sent)).toEqual([])
  })
  it('leads to who is there already, or enters them anyway', async () => {
    const known = answers()
    known['/v1/people'] = [409, { code: 'person_known', title: '已有相似的人', seen: 'p1' }]
    const sent = server(known)
    const { page } = await show(PersonNewPage, '/desk/people/new')
    await fill(page)
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('a[href="/desk/people/p1"]').text()).toBe('打开已有的资料')
    known['/v1/people'] = [200, person]
    await press(page, '是另一个人')
    expect(commands(sent).map(({ body }) => (body as { anyway?: boolean }).anyway))
      .toEqual([undefined, true])
  })
})

describe('a sheet', () => {
  it('shows contacts in full only after a reason', async () => {
    const sent = server({ ...answers(), '/v1/people/p1/reveal': [200, {
      person: 'p1', name: '王桂兰', phone: '+8613800000001', address: '幸福路3号', left_today: 9,
    }] })
    const { page } = await show(PersonPage, '/desk/people/p1', { id: 'p1' })
    expect(page.find('.facts').text()).toContain('138****0001')
    await press(page, '查看完整信息')
    await arrived()
    await vi.waitFor(() => { expect(page.find('dialog form').exists()).toBe(true) })
    await page.find('dialog form').trigger('submit')
    expect(commands(sent)).toEqual([])
    await page.find('#reason').setValue('打电话联系本人')
    await page.find('dialog form').trigger('submit')
    await flushPromises()
    expect(page.find('.facts').text()).toContain('138 0000 0001')
    expect(page.text()).toContain('今天还能看 9 次')
  })
  it('of one who paused still shows the volunteering, and the way back', async () => {
    const sent = server({ ...answers(), '/v1/volunteers/p1/resume': [200, volunteer] })
    const { page } = await show(PersonPage, '/desk/people/p1?view=volunteer', { id: 'p1' })
    await arrived()
    await vi.waitFor(() => { expect(page.text()).toContain('志愿者 · 暂停') })
    await vi.waitFor(() => { expect(page.text()).toContain('恢复') })
    await press(page, '恢复')
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/volunteers/p1/resume'])
  })
  it('of one who was erased says so and offers nothing', async () => {
    server({ ...answers(), '/v1/people/p1': [200, { ...person, name: '', state: 'erased' }] })
    const { page } = await show(PersonPage, '/desk/people/p1', { id: 'p1' })
    expect(page.text()).toContain('本人要求删除了资料')
    expect(page.find('[role=tab]').exists()).toBe(false)
  })
})

describe('a pair', () => {
  it('is joined into the older profile, and parted by one press', async () => {
    const sent = server(answers())
    const { page } = await show(DuplicatesPage, '/desk/people/duplicates')
    await vi.waitFor(() => { expect(page.find('.merge-pair').exists()).toBe(true) })
    await page.find('.merge-pair').trigger('submit')
    await flushPromises()
    expect(commands(sent)).toMatchObject([{ path: '/v1/merges', body: { kept: 'p1', gone: 'p2' } }])
    undoNewest()
    await flushPromises()
    expect(commands(sent)[1]?.path).toBe('/v1/merges/m1/undo')
  })
  it('of two accounts asks for a code of each', async () => {
    const two = answers()
    two['/v1/merges'] = [409, { code: 'merge_two_accounts', title: '各有账号' }]
    const sent = server(two)
    const { page } = await show(DuplicatesPage, '/desk/people/duplicates')
    await vi.waitFor(() => { expect(page.find('.merge-pair').exists()).toBe(true) })
    await page.find('.merge-pair').trigger('submit')
    await flushPromises()
    await page.find('#kept_code').setValue('abcd efgh')
    await page.find('#gone_code').setValue('jkmnpqrs')
    await page.find('.merge-pair').trigger('submit')
    await flushPromises()
    expect(commands(sent)[1]?.body)
      .toEqual({ kept: 'p1', gone: 'p2', kept_code: 'ABCDEFGH', gone_code: 'JKMNPQRS' })
  })
})

it('a licence is verified from the queue', async () => {
  const sent = server(answers())
  const { page } = await show(LicencesPage, '/desk/people/licences')
  await flushPromises()
  expect(page.find('.rows').text()).toContain('王桂兰')
  await press(page, '看照片（1）')
  expect(page.find('img').attributes('src')).toBe('/v1/licences/l1/photos/a')
  await press(page, '看过原件')
  expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/licences/l1/verify'])
})

it('an import asks for a file and a site before it sends anything', async () => {
  const sent = server({ ...answers(), '/v1/sites': [200, { items: [] }] })
  const { page } = await show(ImportPage, '/desk/people/import')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(page.find('[role=alert]').text()).toContain('选一个文件')
  expect(commands(sent)).toEqual([])
})
