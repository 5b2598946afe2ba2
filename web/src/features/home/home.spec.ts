import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { setStep, step } from '@/shell/prefs'
import { server, show } from '@/testing'
import HomePage from './HomePage.vue'
import { dial, station } from './station'

const site = (id: string, name: string, phone?: string) => ({
  id, name, phone, kind: 'station', open_now: true,
  opening_hours: [0, 1, 2, 3, 4].flatMap((weekday) => [
    { weekday, from_minute: 510, to_minute: 720 },
    { weekday, from_minute: 870, to_minute: 1080 },
  ]).concat({ weekday: 6, from_minute: 540, to_minute: 690 }),
})

beforeEach(() => {
  station.value = null
  me.value = null
})

describe('the home page', () => {
  it('names the top station, its phone and when it is open', async () => {
    server({ '/v1/sites': [200, { items: [site('c', '湖滨区中心', '0398-2855120')] }] })
    const { page } = await show(HomePage, '/')
    expect(page.find('.station').text()).toContain('湖滨区中心')
    expect(page.find('.station a').attributes('href')).toBe('tel:03982855120')
    expect(page.find('.where').text()).toContain('周一到周五 08:30–12:00、14:30–18:00')
    expect(page.find('.where').text()).toContain('周日 09:00–11:30')
    expect(page.find('.where').text()).toContain('现在开着')
  })

  it('says what to do where no phone is listed', async () => {
    server({ '/v1/sites': [200, { items: [site('c', '湖滨区中心')] }] })
    const { page } = await show(HomePage, '/')
    expect(page.find('.station').text()).toContain('请到社区服务窗口说')
    expect(page.find('.station .number').exists()).toBe(false)
  })

  it('stands without a server', async () => {
    const { page } = await show(HomePage, '/')
    expect(page.find('h1').text()).toContain('说一声')
    expect(page.findAll('a.entry').map((each) => each.attributes('href')))
      .toEqual(['/ask', '/my/needs', '/tasks', '#station'])
  })

  it('phones the reader’s station at one press', async () => {
    server({ '/v1/sites': [200, { items: [site('c', '湖滨区中心', '0398-2855120')] }] })
    const { page } = await show(HomePage, '/')
    expect(page.findAll('a.entry').at(-1)?.attributes('href')).toBe('tel:03982855120')
  })

  it('asks on the first visit whether the letters are large enough, once', async () => {
    server({})
    const first = await show(HomePage, '/')
    await first.page.findAll('button').find((each) => each.text() === '把字放大')?.trigger('click')
    expect(step.value).toBe(1)
    expect(first.page.find('.large-type').exists()).toBe(false)
    const later = await show(HomePage, '/')
    expect(later.page.find('.large-type').exists()).toBe(false)
    setStep(0)
  })

  it('finds one’s own station and keeps it', async () => {
    const sent = server({ '/v1/sites': [200, { items: [site('m', '茅津村站', '0398-1')] }] })
    const { page } = await show(HomePage, '/')
    await page.find('#station-search').setValue('mj')
    await flushPromises()
    expect(sent.at(-1)?.query.get('search')).toBe('mj')
    expect(sent.at(-1)?.query.get('kind')).toBe('station')
    await page.find('.picker li button').trigger('click')
    expect(station.value).toEqual({ id: 'm', name: '茅津村站', phone: '0398-1' })
    expect(JSON.parse(localStorage.getItem('lastmile.station') ?? '')).toMatchObject({ id: 'm' })
  })

  it('forgets a station that is gone', async () => {
    station.value = { id: 'gone', name: '旧站' }
    server({
      '/v1/sites/gone': [404, { code: 'site_unknown', title: '没有这个站点' }],
      '/v1/sites': [200, { items: [site('c', '湖滨区中心', '0398-2855120')] }],
    })
    const { page } = await show(HomePage, '/')
    expect(page.find('.station .whose').text()).toBe('湖滨区中心')
  })
})

describe('a phone number', () => {
  it('is dialled by its digits', () => {
    expect(dial('0398-285 5120')).toBe('tel:03982855120')
    expect(dial('+86 139 0000 0000')).toBe('tel:+8613900000000')
  })
})
