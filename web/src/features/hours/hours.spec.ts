import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import CertificateAsk from './CertificateAsk.vue'
import HoursPage from './HoursPage.vue'
import RecordObjection from './RecordObjection.vue'
import { monthBefore, spanOf } from './hours'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const record = (id: string, more: object = {}) => ({
  id, state: 'counted', grade: 'a', category: '0405', from_at: '2026-03-05T01:00:00Z',
  minutes: 60, first_record: false, due_at: '2026-03-20T00:00:00Z', ...more,
})
const answers: Answers = {
  '/v1/categories': [200, { items: [
    { code: '0405', name_zh: '代办跑腿', name_en: 'Errands', counts_hours: true }] }],
  '/v1/me/hours': [200, { minutes: 90, records: 2, stars: 1, next_star_hours: 100, grades: [
    { grade: 'a', records: 1, minutes: 60 }, { grade: 'd', records: 1, minutes: 30 }] }],
  '/v1/me/records': [200, { items: [
    record('r1'), record('r2', { state: 'pending', pending_reason: 'long_day' }),
    record('r3', { state: 'frozen' })] }],
  '/v1/me/certificates': [200, { items: [] }],
}

// Parts that are fetched when first seen take a moment.
const soon = (check: () => void) => vi.waitFor(check, 5000)

beforeEach(() => { me.value = { ...somebody, roles: [], rights: [] } })

describe('my hours', () => {
  it('explain each grade, what waits, and why', async () => {
    server(answers)
    const { page } = await show(HoursPage, '/hours')
    const text = page.text()
    for (const part of ['1 小时 30 分', '1 星志愿者', 'A 级', 'D 级', '事后补录，经第二人批准',
      '代办跑腿', '这一天超过 8 小时', '冻结，正在查']) expect(text).toContain(part)
    // What is looked into already is not objected to again.
    expect(page.findAll('button').filter((each) => each.text() === '不是我')).toHaveLength(2)
  })

  it('stand month by month, each asked of the server', async () => {
    const sent = server(answers)
    const { page } = await show(HoursPage, '/hours')
    await soon(() => { expect(page.findAll('.months li')).toHaveLength(6) })
    const spans = sent.filter(({ path, query }) => path === '/v1/me/hours' && query.has('from'))
    expect(spans).toHaveLength(6)
    expect(new Set(spans.map(({ query }) => query.get('from'))).size).toBe(6)
    expect(page.find('.months li').text()).toContain('1 小时 30 分 · 2 次')
  })

  it('can be had as a file', async () => {
    server(answers)
    const { page } = await show(HoursPage, '/hours')
    expect(page.findAll('a[download]').map((link) => link.attributes('href')))
      .toEqual(['/v1/me/records?format=csv', '/v1/me/records?format=xlsx'])
  })

  it('say what to do where there are none', async () => {
    server({ ...answers, '/v1/me/hours': [200, { minutes: 0, records: 0, stars: 0, grades: [] }],
      '/v1/me/records': [200, { items: [] }] })
    const { page } = await show(HoursPage, '/hours')
    expect(page.text()).toContain('还没有服务记录')
    expect(page.find('a[href="/tasks"]').exists()).toBe(true)
    expect(page.find('a[download]').exists()).toBe(false)
  })
})

describe('an objection', () => {
  it('to the hours needs words; “not me” does not', async () => {
    const sent = server({ '/v1/records/r/dispute': [200, {}], '/v1/records/r/not-me': [200, {}] })
    const wrong = await show(RecordObjection, '/', { modelValue: true, record: 'r', kind: 'wrong' })
    await wrong.page.find('footer .button.main').trigger('click')
    await flushPromises()
    expect(wrong.page.find('[role=alert]').text()).toContain('写一下哪里不对')
    const other = await show(RecordObjection, '/', { modelValue: true, record: 'r', kind: 'notMe' })
    await other.page.find('footer .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path, body }) => [path, body]))
      .toEqual([['/v1/records/r/not-me', {}]])
    expect(other.page.emitted('done')).toHaveLength(1)
  })
})

describe('the days of a certificate', () => {
  const own = { from: '2025-02-01', to: '2025-03-01' }
  it.each([
    ['all', {}], ['year', { from: '2026-01-01', to: '2026-03-05' }],
    ['last', { from: '2025-01-01', to: '2025-12-31' }], ['own', own],
  ] as const)('%s', (period, span) => {
    expect(spanOf(period, '2026-03-05', own)).toEqual(span)
  })
  it.each([
    ['2026-03-31', 0, '2026-03-01', '2026-03-31'], ['2026-03-31', 1, '2026-02-01', '2026-02-28'],
    ['2024-01-15', 11, '2023-02-01', '2023-02-28'], ['2024-03-31', 1, '2024-02-01', '2024-02-29'],
  ])('of %s, %i months before', (day, back, from, to) => {
    expect(monthBefore(day, back)).toEqual({ from, to, month: from.slice(0, 7) })
  })
})

describe('asking for a certificate', () => {
  it('leads to its sheet in the language chosen', async () => {
    const sent = server({ '/v1/me/certificates': [200, { serial: 'LM-1' }] })
    const { page, router } = await show(CertificateAsk, '/', { modelValue: true })
    await page.findAll('input[type=radio]').at(-1)?.setValue(true)
    await page.find('footer .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({})
    await soon(() => {
      expect(router.currentRoute.value.fullPath).toBe('/certificates/LM-1?language=en')
    })
  })

  it('says what the server refuses, and that days must be in order', async () => {
    server({ '/v1/me/certificates': [409, { code: 'nothing_counted', title: '这段时间没有时长' }] })
    const { page } = await show(CertificateAsk, '/', { modelValue: true })
    await page.findAll('input[type=radio]')[3]?.setValue(true)
    await page.find('#from').setValue('2026-03-05')
    await page.find('#to').setValue('2026-03-01')
    await page.find('footer .button.main').trigger('click')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('后一天不能早于前一天')
    await page.find('#to').setValue('2026-03-09')
    await page.find('footer .button.main').trigger('click')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('这段时间没有时长')
  })
})
