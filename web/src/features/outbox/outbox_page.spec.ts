import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { station } from '@/features/home/station'
import { delivered, drop, outbox, putBack, type Waiting } from '@/shell/outbox'
import { server, show } from '@/testing'
import { toasts, undoNewest } from '@/ui/toasts'
import OutboxPage from './OutboxPage.vue'
import { adviceOf, wayOf, whyOf } from './advice'

const waiting = (more: Partial<Waiting> = {}): Waiting => ({
  key: 'k1', path: '/v1/needs/n1/check-in', body: {}, what: '到了，签到 · 帮夏**',
  at: '2026-11-24T01:00:00Z', person: 'p', ...more,
})
const refused = (code: string, fields: string[] = []): Partial<Waiting> => ({ refused: {
  status: 409, code, text: '服务器的话', fields: fields.map((text) => ({ path: '/x', text })) } })
const press = async (page: Awaited<ReturnType<typeof show>>['page'], name: string) => {
  await page.findAll('button').find((each) => each.text() === name)?.trigger('click')
  await flushPromises()
}

beforeEach(() => {
  me.value = { id: 'p', session: 's', method: 'code', roles: [], rights: [],
    signs_in_by_phone: true, signed_in_at: '', expires_at: '' }
})
afterEach(() => {
  for (const { key } of outbox.value) drop(key)
  delivered.value = []
  station.value = null
})

describe('advice', () => {
  it.each([
    ['ticket_late', 'advice.backfill'], ['device_clock_off', 'advice.clock'],
    ['already_checked_in', 'advice.there'], ['code_used', 'advice.there'],
    ['not_checked_in', 'advice.first'], ['need_closed', 'advice.over'],
    ['something_new', 'advice.other'],
  ])('for %s is %s', (code, advice) => { expect(adviceOf(waiting(refused(code)))).toBe(advice) })

  it('for a request with wrong fields is to mend them', () => {
    expect(adviceOf(waiting({ path: '/v1/needs', ...refused('bad_request', ['太长']) })))
      .toBe('advice.mend')
  })
  it.each([[0, 'why.offline'], [401, 'why.login'], [429, 'why.busy'], [503, 'why.server']])(
    'for a try that ended with %i is %s', (status, why) => {
      expect(whyOf(waiting({ tried: { at: '', status } }))).toBe(why)
    })
  it('leads to what it is about', () => {
    expect(['/v1/needs/n1/check-in', '/v1/needs', '/v1/x'].map((path) => wayOf(waiting({ path }))))
      .toEqual(['/tasks/n1', '/ask', null])
  })
})

describe('the list of what waits', () => {
  it('says since when, and why it has not gone', async () => {
    putBack(waiting({ tried: { at: '2026-11-24T01:05:00Z', status: 0 } }))
    putBack(waiting({ key: 'k2', what: '别人的', person: 'other' }))
    const { page } = await show(OutboxPage, '/outbox')
    expect(page.text()).toContain('09:00 记下的')
    expect(page.text()).toContain('09:05 试过，没有网络')
    expect(page.text()).not.toContain('别人的')
  })

  it('sends now, and shows what arrived', async () => {
    putBack(waiting())
    server({ '/v1/needs/n1/check-in': [200, { minutes: 0 }] })
    const { page } = await show(OutboxPage, '/outbox')
    await press(page, '现在就送')
    expect(outbox.value).toEqual([])
    expect(page.text()).toContain('刚才送到的')
  })

  it('says so when it still does not go', async () => {
    putBack(waiting())
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    const { page } = await show(OutboxPage, '/outbox')
    await press(page, '现在就送')
    expect(page.find('.last').text()).toContain('还是没有送出。')
  })

  it('throws away only when asked twice, and takes it back', async () => {
    putBack(waiting())
    const { page } = await show(OutboxPage, '/outbox')
    await press(page, '扔掉')
    expect(outbox.value).toHaveLength(1)
    await page.findAll('dialog button').find((each) => each.text() === '扔掉')?.trigger('click')
    expect(outbox.value).toHaveLength(0)
    expect(toasts.value.some(({ text }) => text.startsWith('扔掉了'))).toBe(true)
    undoNewest()
    expect(outbox.value).toHaveLength(1)
  })

  it('shows the server’s words, what to do, whom to phone, and sends it again', async () => {
    station.value = { id: 's', name: '茅津村站', phone: '0398-1' }
    putBack(waiting(refused('too_late', ['时间已过'])))
    const { page } = await show(OutboxPage, '/outbox')
    for (const words of ['服务器的话', '时间已过', '请站里补录']) expect(page.text()).toContain(words)
    expect(page.find('a[href="tel:03981"]').exists()).toBe(true)
    server({ '/v1/needs/n1/check-in': [200, {}] })
    await press(page, '再送一次')
    expect(outbox.value).toEqual([])
  })

  it('asks who was signed out to sign in', async () => {
    putBack(waiting({ tried: { at: '2026-11-24T01:05:00Z', status: 401 } }))
    const { page } = await show(OutboxPage, '/outbox')
    expect(page.find('a[href="/login?next=/outbox"]').exists()).toBe(true)
  })

  it('is empty with a way on', async () => {
    const { page } = await show(OutboxPage, '/outbox')
    expect(page.find('h2').text()).toBe('没有等着送出的')
  })
})
