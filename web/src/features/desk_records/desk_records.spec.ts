import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { Refused } from '@/api/problem'
import { commands, server, show, type Answers } from '@/testing'
import { dismiss, toasts } from '@/ui/toasts'
import RecordPage from './RecordPage.vue'
import RecordsPage from './RecordsPage.vue'
import { daysLeft, dueInDays } from './due'
import { proofsOf, versionsOf } from './provenance'
import { each, nextHand, queryIn, sheetOf, type ServiceRecord } from './records'

const path = '4112/411202/411202001/411202001001/'
const record = (change: Partial<ServiceRecord> = {}): ServiceRecord => ({
  id: '1', version: 1, state: 'pending', grade: 'd', volunteer: 'v', volunteer_name: '苏梦静',
  subject: 'n', category: '0401', site: 's', site_path: path, from_at: '2026-03-03T01:00:00Z',
  to_at: '2026-03-03T02:00:00Z', minutes: 60, pending_reason: 'back_filled', first_record: false,
  back_filled: true, sampled: false, due_at: '2026-03-17T16:00:00Z', overdue: false,
  intervals: [{ from: '2026-03-03T01:00:00Z', to: '2026-03-03T02:00:00Z', proof_in: 'stated',
    proof_out: 'stated' }], ...change,
})

describe('the days that are left', () => {
  const now = Date.parse('2026-03-05T04:00:00Z')
  it.each([
    ['2026-03-05T16:00:00Z', 0, '今天到期'], // midnight of the 6th ends the 5th
    ['2026-03-06T16:00:00Z', 1, '还剩 1 天'], ['2026-03-04T16:00:00Z', -1, '超了 1 天'],
    ['2026-03-05T08:00:00Z', 0, '今天到期'],
  ])('%s', (due, left, words) => {
    expect(daysLeft(due, now)).toBe(left)
    expect(dueInDays(due, now)).toBe(words)
  })
})

describe('who puts their name to it', () => {
  it('is one to vouch, then another to approve, then nobody', () => {
    expect(nextHand(record())).toBe('attest')
    expect(nextHand(record({ attested_by: 'w' }))).toBe('approve')
    expect(nextHand(record({ state: 'counted', attested_by: 'w' }))).toBeNull()
    expect(nextHand(record({ state: 'frozen' }))).toBeNull()
  })

  it('goes on after one that is refused', async () => {
    const tally = await each(['a', 'b', 'c'], (id) => (id === 'b'
      ? Promise.reject(new Refused({ status: 403, code: 'own_record', text: '自己的', fields: [] }))
      : Promise.resolve()))
    expect(tally).toEqual({ done: ['a', 'c'], refused: [{ id: 'b', text: '自己的' }] })
    await expect(each(['a'], () => { throw new Error('a fault') })).rejects.toThrow('a fault')
  })
})

describe('what is listed', () => {
  it('stands in the address', () => {
    expect(queryIn({})).toEqual({ tab: 'queue', state: '', grade: '' })
    expect(queryIn({ tab: 'samples', grade: 'b', state: 'lost' }))
      .toEqual({ tab: 'samples', grade: 'b', state: '' })
  })
  it('is exported as it is shown', () => {
    expect(sheetOf(queryIn({ tab: 'samples', grade: 'b' }), '4112/', 'csv'))
      .toBe('/v1/records?under=4112%2F&sampled=true&grade=b&format=csv')
    expect(sheetOf(queryIn({}), '4112/', 'xlsx'))
      .toBe('/v1/records?under=4112%2F&state=pending&format=xlsx')
  })
})

describe('where it comes from', () => {
  it('says what the door saw', () => {
    expect(proofsOf({ from: '', to: '', proof_in: 'code', proof_out: 'closed' }))
      .toBe('来：轮换码；走：系统按约定时间结束')
  })
  it('tells its versions, the newest first', () => {
    const told = versionsOf([
      { version: 1, state: 'pending', grade: 'd', minutes: 60, reason_code: 'back_filled',
        changed_by: 'w', changed_at: '2026-03-03T03:00:00Z' },
      { version: 2, state: 'counted', grade: 'd', minutes: 60, reason_code: 'approved',
        changed_at: '2026-03-04T03:00:00Z', note: '看过签到表' },
    ], (person) => (person === 'w' ? '陈站长' : ''))
    expect(told[0]).toMatchObject({ text: '第二人批准', who: '系统',
      note: '算数，D 级，1 小时 · 看过签到表' })
    expect(told[1]).toMatchObject({ text: '事后补录', who: '陈站长' })
  })
})

const items = (...all: unknown[]): [number, unknown] => [200, { items: all }]
const answers: Answers = {
  '/v1/categories': items({ code: '0401', name_zh: '敬老助老', name_en: 'Care for elders',
    risk: 'ordinary', counts_hours: true }),
  '/v1/sites': items({ id: 's', path, name: '市场社区站', kind: 'station' }),
  '/v1/records/queue': items(record(), record({ id: '2', attested_by: 'w' })),
  '/v1/records/1': [200, { record: record(), need: 'n', versions: [], evidence: '签到表第 3 行' }],
  '/v1/records/1/cases': items(),
  '/v1/volunteers': items({ person: 'v', name: '苏梦静' }),
}
const sign = (...rights: string[]) => {
  me.value = {
    id: 'z', session: 'x', method: 'staff', name: '刘所长',
    roles: [{ role: 'subcenter_staff', scope: path }], rights,
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
}
beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  localStorage.clear()
  sign('record_read', 'record_attest', 'record_approve')
})
afterEach(() => {
  me.value = null
  for (const { id } of toasts.value) dismiss(id)
})

describe('the queue of records', () => {
  it('has several vouched for and approved at once, each by its own step', async () => {
    const sent = server({
      ...answers, '/v1/records/1/attest': [200, record()],
      '/v1/records/2/approve': [403, { code: 'second_person_needed', title: '要第二个人。' }],
    })
    const { page } = await show(RecordsPage, '/desk/records')
    await page.find('thead input').setValue(true)
    const buttons = () => page.find('.records-bulk').findAll('button')
    await buttons()[0]?.trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path: at }) => at)).toEqual(['/v1/records/1/attest'])
    await page.find('thead input').setValue(true)
    await buttons()[1]?.trigger('click')
    await flushPromises()
    expect(toasts.value.map(({ text }) => text)).toContain('有 1 条没有办成：要第二个人。')
  })

  it('offers nothing to whoever only reads', async () => {
    sign('record_read')
    server(answers)
    const { page } = await show(RecordsPage, '/desk/records')
    expect(page.text()).not.toContain('补录时长')
    await page.find('thead input').setValue(true)
    expect(page.find('.records-bulk').findAll('button')).toHaveLength(1)
  })

  it('puts “not me” and disputes together by their due day', async () => {
    server({
      ...answers,
      '/v1/records': items(record({ id: '9', state: 'frozen', volunteer_name: '马秀英' })),
    })
    const { page } = await show(RecordsPage, '/desk/records?tab=cases')
    expect(page.find('tbody').text()).toContain('马秀英')
    expect(page.find('tbody').text()).toContain('冻结')
  })

  it('takes hours in with what shows them, once all is said', async () => {
    const sent = server({ ...answers, '/v1/records/back-fill': [200, record()] })
    const { page } = await show(RecordsPage, '/desk/records')
    await page.findAll('button').find((each) => each.text() === '补录时长')?.trigger('click')
    const form = await vi.waitFor(() => {
      const found = page.find('dialog[open]')
      expect(found.exists()).toBe(true)
      return found
    }, { timeout: 5000 })
    const send = () => form.find('.button.main').trigger('click')
    await send()
    expect(form.find('[role=alert]').text()).toContain('先找到是谁做的')
    const who = form.find('#volunteer')
    await who.setValue('smj')
    await vi.waitFor(() => { expect(who.attributes('aria-activedescendant')).toBeTruthy() })
    await who.trigger('keydown', { key: 'Enter' })
    await form.find('#category').setValue('0401')
    for (const [field, value] of
      [['#hours-day', '2026-03-03'], ['#hours-from', '09:00'], ['#hours-to', '10:00']] as const) {
      await form.find(field).setValue(value)
    }
    await form.find('#evidence').setValue('签到表第 3 行')
    await send()
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject({
      path: '/v1/records/back-fill',
      body: {
        volunteer: 'v', category: '0401', site: 's', evidence: '签到表第 3 行',
        hours: { start: '2026-03-03T01:00:00.000Z', end: '2026-03-03T02:00:00.000Z' },
      },
    })
  })
})

describe('one record', () => {
  it('says who is to vouch, and is vouched for by one key', async () => {
    const sent = server({ ...answers, '/v1/records/1/attest': [200, record()] })
    const { page } = await show(RecordPage, '/desk/records/1', { id: '1' })
    expect(page.text()).toContain('等第一个人证明')
    expect(page.text()).toContain('签到表第 3 行')
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
    await flushPromises()
    expect(commands(sent)[0]?.path).toBe('/v1/records/1/attest')
  })

  it('is void only with a reason', async () => {
    const sent = server({ ...answers, '/v1/records/1/void': [200, record({ state: 'void' })] })
    const { page } = await show(RecordPage, '/desk/records/1', { id: '1' })
    await page.find('.record-deeds').findAll('button')[1]?.trigger('click')
    const form = await vi.waitFor(() => {
      const found = page.find('dialog[open]')
      expect(found.exists()).toBe(true)
      return found
    }, { timeout: 5000 })
    await form.find('.button.main').trigger('click')
    expect(form.find('[role=alert]').text()).toContain('选一个原因')
    await form.findAll('input[type=radio]')[1]?.setValue(true)
    await form.find('.button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject({
      path: '/v1/records/1/void', body: { reason_code: 'not_performed' },
    })
  })

  it('has a dispute decided with an answer, and the hours set right', async () => {
    const sent = server({
      ...answers,
      '/v1/records/1': [200, { record: record({ state: 'disputed' }), versions: [] }],
      '/v1/records/1/cases': items({ id: 'k', record: '1', kind: 'dispute', state: 'open',
        words: '少记了半小时', opened_at: '2026-03-04T01:00:00Z' }),
      '/v1/record-cases/k/decide': [200, {}],
    })
    const { page } = await show(RecordPage, '/desk/records/1', { id: '1' })
    expect(page.text()).toContain('少记了半小时')
    await page.findAll('button').find((each) => each.text() === '决定')?.trigger('click')
    const form = await vi.waitFor(() => {
      const found = page.find('dialog[open]')
      expect(found.exists()).toBe(true)
      return found
    }, { timeout: 5000 })
    await form.findAll('input[type=radio]')[0]?.setValue(true)
    await form.find('#hours-to').setValue('10:30')
    await form.find('#answer').setValue('问过居民，是一个半小时')
    await form.find('.button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({
      upheld: true, answer: '问过居民，是一个半小时',
      corrected: { start: '2026-03-03T01:00:00.000Z', end: '2026-03-03T02:30:00.000Z' },
    })
  })

  it('shows both sides when another version came in between', async () => {
    let version = 1
    const found = () => ({ record: record({ version }), versions: [] })
    const all: Answers = {
      ...answers,
      '/v1/records/1/attest': [409, { code: 'attested_already', title: '已经有人证明了。' }],
    }
    Object.defineProperty(all, '/v1/records/1', { get: () => [200, found()] })
    server(all)
    const { page } = await show(RecordPage, '/desk/records/1', { id: '1' })
    version = 2
    await page.find('.record-deeds button').trigger('click')
    await flushPromises()
    expect(page.find('.conflict').exists()).toBe(true)
    await page.findAll('.conflict button')[1]?.trigger('click')
    expect(page.find('.conflict').exists()).toBe(false)
  })
})
