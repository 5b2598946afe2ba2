import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import Conflict from './Conflict.vue'
import DueRing from './DueRing.vue'
import Empty from './Empty.vue'
import Fetched from './Fetched.vue'
import PrintPage from './PrintPage.vue'
import QrCode from './QrCode.vue'
import StateTag from './StateTag.vue'
import { dueInWords, span, used } from './due'

afterEach(() => { vi.useRealTimers() })

describe('StateTag', () => {
  it.each(['plain', 'waiting', 'going', 'done', 'refused'] as const)(
    '%s has a shape and a word', (tone) => {
      const tag = mount(StateTag, { props: { tone, text: '服务中' } })
      expect(tag.text()).toBe('服务中')
      expect(tag.find('svg use').exists()).toBe(true)
    })
})

describe('due times', () => {
  it.each([[0, '0 分钟'], [59.9, '59 分钟'], [60, '1 小时'], [2879, '47 小时'], [2880, '2 天'],
    [-90, '1 小时']])('%d minutes are %s', (minutes, words) => {
    expect(span(minutes)).toBe(words)
  })

  it('are left or over', () => {
    expect(dueInWords(3_600_000, 0)).toBe('还剩 1 小时')
    expect(dueInWords(0, 3_600_000)).toBe('超了 1 小时')
  })

  it.each([[0, 100, 50, 0.5], [0, 100, 500, 1], [0, 100, -5, 0], [7, 7, 7, 1]])(
    'from %d to %d at %d: %d used', (since, due, now, part) => {
      expect(used(since, due, now)).toBe(part)
    })

  it('ring: soon in its last quarter, over at the end', () => {
    const ring = (now: string) => mount(DueRing, { props: {
      since: '2026-03-05T00:00:00Z', due: '2026-03-05T04:00:00Z', now: Date.parse(now),
    } })
    expect(ring('2026-03-05T01:00:00Z').classes()).toEqual(['due'])
    expect(ring('2026-03-05T03:00:00Z').classes()).toEqual(['due', 'soon'])
    expect(ring('2026-03-05T05:00:00Z').classes()).toEqual(['due', 'over'])
    expect(ring('2026-03-05T05:00:00Z').text()).toBe('超了 1 小时')
  })
})

describe('Fetched', () => {
  const fetched = (props: object) => mount(Fetched, {
    props: { waiting: false, ...props }, slots: { default: '<p id="it">东西</p>' },
  })

  it('shows its shape only when it takes long', async () => {
    vi.useFakeTimers()
    const page = fetched({ waiting: true })
    expect(page.find('.slow').exists()).toBe(false)
    await vi.advanceTimersByTimeAsync(300)
    expect(page.find('.slow [role=status]').text()).toBe('正在取……')
    await page.setProps({ waiting: false })
    expect(page.find('#it').exists()).toBe(true)
  })

  it('says what went wrong, and tries again', async () => {
    const page = fetched({ problem: { status: 500, code: 'fault', text: '服务器出了问题', fields: [] } })
    expect(page.text()).toContain('服务器出了问题')
    await page.find('button').trigger('click')
    expect(page.emitted('again')).toHaveLength(1)
  })

  it('offers no second try where it is not allowed', () => {
    const page = fetched({ problem: { status: 403, code: 'forbidden', text: '要站长才能看', fields: [] } })
    expect(page.find('h2').text()).toBe('您没有看这一页的权限')
    expect(page.find('button').exists()).toBe(false)
  })
})

describe('Conflict', () => {
  it('shows both and keeps the one chosen', async () => {
    const page = mount(Conflict, { props: { fields: [{ name: '时间', mine: '九点', theirs: '十点' }] } })
    expect(page.find('tbody').text()).toBe('时间九点十点')
    await page.findAll('button')[1]?.trigger('click')
    expect(page.emitted('keep')).toEqual([['theirs']])
  })
})

describe('Empty, PrintPage and QrCode', () => {
  it('says why nothing is here', () => {
    expect(mount(Empty, { props: { title: '都办完了' }, slots: { default: '<a>去看看</a>' } }).text())
      .toBe('都办完了去看看')
  })

  it('prints', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const page = mount(PrintPage, { props: { title: '签到表' } })
    await page.find('button').trigger('click')
    await nextTick()
    expect(print).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })

  it('draws a code with a quiet margin and says it in words', () => {
    const code = mount(QrCode, { props: { text: 'https://example.org/verify/X', what: '查验地址' } })
    expect(code.attributes('aria-label')).toBe('二维码：查验地址')
    const [ground, dark] = code.findAll('path').map((path) => path.attributes('d') ?? '')
    expect(ground).toMatch(/^M0 0h\d+v\d+/)
    expect(dark?.match(/M\d+ \d+/g)?.every((at) => Number(at.slice(1).split(' ')[0]) >= 4)).toBe(true)
  })
})
