import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { server, show, type Answers } from '@/testing'
import { today } from '@/ui/days'
import FigureRowsPage from './FigureRowsPage.vue'
import FiguresPage from './FiguresPage.vue'
import {
  change, daysIn, inWords, monthName, monthWithin, periodBefore, periodOf, presetOf, rowsAt, rowsOf,
} from './figures'
import { beginnings, minutesByGrade, type Service } from './read'

const under = '4112/411202/'
const staff = (rights: string[]) => ({
  id: 'p', session: 's', method: 'staff', roles: [{ role: 'center_staff', scope: under }], rights,
  signs_in_by_phone: false, signed_in_at: '', expires_at: '',
}) as unknown as typeof me.value

const service = (over: Partial<Service>): Service => ({
  record: 'r', volunteer: 'v', category: '0406', site_path: under,
  from_at: '2026-03-02T01:00:00Z', minutes: 30, grade: 'a', ...over,
})

beforeEach(() => { me.value = staff(['stats_read', 'stats_rows']) })

describe('periods', () => {
  it.each([
    ['month', '2026-03-05', '2026-03-01', '2026-03-05'],
    ['lastMonth', '2026-03-05', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['quarter', '2026-11-23', '2026-10-01', '2026-11-23'],
    ['year', '2026-11-23', '2026-01-01', '2026-11-23'],
    ['lastYear', '2024-02-29', '2023-01-01', '2023-12-31'],
  ] as const)('%s on %s is %s to %s', (preset, day, from, to) => {
    expect(periodOf(preset, day)).toEqual({ from, to })
    expect(presetOf(from, to, day)).toBe(preset === 'month' && from.endsWith('01-01') ? 'year' : preset)
  })

  it('the period before is as long, and ends the day before', () => {
    expect(periodBefore('2026-03-01', '2026-03-31'))
      .toEqual({ from: '2026-01-29', to: '2026-02-28' })
    expect(daysIn('2026-01-29', '2026-02-28')).toBe(31)
  })

  it('a month says its year only in January', () => {
    expect([monthName('2026-10'), monthName('2026-01')]).toEqual(['10月', '2026年1月'])
  })

  it('a month is cut to the period it is drawn in', () => {
    expect(monthWithin('2026-02', '2026-02-10', '2026-03-05'))
      .toEqual({ from: '2026-02-10', to: '2026-02-28' })
    expect(monthWithin('2026-03', '2026-02-10', '2026-03-05'))
      .toEqual({ from: '2026-03-01', to: '2026-03-05' })
  })
})

describe('a figure in words', () => {
  it.each([
    ['turns', 1663, '1,663'], ['minutes', 90, '1 小时 30 分'], ['rating_mean_100', 452, '4.52 星'],
    ['rating_percent', 74, '74%'], ['rating_mean_100', undefined, '还没有'],
  ] as const)('%s %s is %s', (figure, value, said) => {
    expect(inWords(figure, value)).toBe(said)
  })
  it.each([
    ['turns', 120, 100, '多 20（+20%）'], ['turns', 80, 100, '少 20（−20%）'],
    ['turns', 5, 0, '多 5'], ['turns', 5, 5, '没有变化'],
    ['rating_percent', 74, 70, '多 4 个百分点'], ['response_minutes', 5, undefined, '前一段没有可比的'],
  ] as const)('%s from %s against %s: %s', (figure, now, before, said) => {
    expect(change(figure, now, before)).toBe(said)
  })
})

describe('the way to the rows', () => {
  it('is the one that the server names', () => {
    expect(rowsAt({
      figure: 'needs_closed', name: '', unit: '', value: 3,
      rows: '/v1/stats/needs?from=2026-10-01&to=2026-11-23&under=4112/&figure=needs_closed',
    })).toEqual({
      path: '/desk/figures/rows',
      query: {
        of: 'needs', is: 'needs_closed', from: '2026-10-01', to: '2026-11-23', under: '4112/',
        figure: 'needs_closed',
      },
    })
  })
  it('of a bar keeps to its slice', () => {
    expect(rowsOf('minutes', { under, from: 'a', to: 'b', category: '04' })).toMatchObject({
      query: { of: 'services', is: 'minutes', under, category: '04' },
    })
  })
})

describe('what is counted from the rows', () => {
  it('adds minutes up by grade', () => {
    expect(minutesByGrade([service({}), service({ grade: 'd', minutes: 5 }), service({})]))
      .toEqual({ a: 60, b: 0, c: 0, d: 5 })
  })
  it('knows the community’s weekday and hour', () => {
    // Monday 09:00 in the community; and late on Sunday by UTC, which is Monday morning there.
    const cells = beginnings([service({}), service({ from_at: '2026-03-01T23:30:00Z' })])
    expect(cells[0]).toEqual([1, 1, 0, 0, 0, 0, 0, 0])
    expect(cells[6]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
})

const figure = (name: string, value: number, rows: string) =>
  ({ figure: name, name, unit: '', value, rows: `/v1/stats/${rows}&under=${under}` })
const answers = (over: Answers = {}): Answers => ({
  '/v1/stats': [200, {
    under, from: '2026-10-01', to: '2026-11-23', category: '', as_of_leaf: 9,
    figures: [
      figure('turns', 2, 'services?x=1'), figure('persons', 2, 'persons?x=1'),
      figure('rating_percent', 50, 'needs?figure=rating_percent'),
    ],
  }],
  '/v1/stats/by-month': [200, { items: [] }], '/v1/stats/by-site': [200, { items: [] }],
  '/v1/stats/by-category': [200, { items: [] }], '/v1/categories': [200, { items: [] }],
  '/v1/sites': [200, { items: [{ id: 's', path: under, name: '湖滨区中心' }] }],
  '/v1/stats/services': [200, { items: [service({ record: 'r1' }), service({ record: 'r2' })] }],
  ...over,
})

describe('the page of figures', () => {
  it('shows each with what it counts, and leads to its rows', async () => {
    const sent = server(answers())
    const { page } = await show(FiguresPage, '/desk/figures?from=2026-10-01&to=2026-11-23')
    expect(page.find('[data-figure=turns] .value').text()).toBe('2')
    expect(page.find('[data-figure=turns]').text()).toContain('没有变化')
    expect(page.find('[data-figure=turns] a').attributes('href'))
      .toContain('/desk/figures/rows?of=services&is=turns')
    expect(page.find('[data-figure=rating_percent]').text()).toContain('每一百次')
    const periods = sent.filter(({ path }) => path === '/v1/stats')
      .map(({ query }) => `${query.get('from')} ${query.get('to')}`)
    expect(periods).toEqual(['2026-10-01 2026-11-23', '2026-08-08 2026-09-30'])
  })

  it('keeps what it is about in its address', async () => {
    server(answers())
    const { page, router } = await show(FiguresPage, '/desk/figures?from=2026-10-01&to=2026-11-23')
    await page.find('.figures-about select').setValue('month')
    await flushPromises()
    expect(router.currentRoute.value.query)
      .toMatchObject({ from: `${today().slice(0, 7)}-01`, to: today() })
  })

  it('opens nothing to whom rows are not open', async () => {
    me.value = staff(['stats_read'])
    server(answers())
    const { page } = await show(FiguresPage, '/desk/figures')
    expect(page.find('[data-figure=turns] .value').text()).toBe('2')
    expect(page.find('[data-figure=turns] a').exists()).toBe(false)
  })

  it('says why it cannot', async () => {
    server(answers({ '/v1/stats': [403, { code: 'right_missing', title: '您没有这项权限。' }] }))
    const { page } = await show(FiguresPage, '/desk/figures')
    expect(page.find('.notice').text()).toContain('您没有这项权限。')
  })
})

describe('the rows behind a figure', () => {
  const at = '/desk/figures/rows?of=services&is=turns&from=2026-10-01&to=2026-11-23'
  it('are as many as it says', async () => {
    server(answers())
    const { page } = await show(FigureRowsPage, at)
    expect(page.find('h1').text()).toBe('服务人次：2')
    expect(page.findAll('tbody tr')).toHaveLength(2)
    expect(page.find('[role=status]').text()).toBe('共 2 行，都在这里，与上面的数相符')
    expect(page.find('tbody a').attributes('href')).toBe('/desk/records/r1')
    expect(page.findAll('header a').map((link) => link.attributes('href'))[1])
      .toBe('/v1/stats/services?under=4112%2F411202%2F&from=2026-10-01&to=2026-11-23&format=csv')
  })

  it('say so when they are not', async () => {
    server(answers({ '/v1/stats/services': [200, { items: [service({})] }] }))
    const { page } = await show(FigureRowsPage, at)
    expect(page.find('[role=status]').text()).toContain('与上面的 2 不符')
  })

  it('of one grade are only those', async () => {
    server(answers({ '/v1/stats/services': [200, { items: [service({}), service({ record: 'b', grade: 'b' })] }] }))
    const { page } = await show(FigureRowsPage, `${at}&grade=b`)
    expect(page.findAll('tbody tr')).toHaveLength(1)
    expect(page.find('h1').text()).toContain('B 级')
  })
})
