import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { server, show, type Answers } from '@/testing'
import PlacesPage from './PlacesPage.vue'
import { pathFrom, sitesOf, type Area } from './areas'
import { clockOf, minutesOf, spansOf } from './ground'
import { clashesOf, diffOf, formOf, rowsWrong } from './site_form'
import type { Site } from './sites'

const area = (code: string, level: Area['level'], name: string, parent?: string): Area => ({
  code, level, name, initials: '', pinyin: '', ...parent ? { parent } : {},
})
const counts = { provinces: 0, cities: 0, counties: 0, townships: 0, villages: 0 }
const province = area('41', 'province', '河南省')
const city = area('4112', 'city', '三门峡市', '41')
const county = area('411202', 'county', '湖滨区', '4112')
const site: Site = {
  id: 's1', code: '411202', path: '4112/411202/', kind: 'center', state: 'active', name: '湖滨区中心',
  area: '411202', phone: '0398-1', pilot: false, demonstration: false, open_now: true, contacts: [],
  platforms: ['理论宣讲'],
  opening_hours: [0, 1, 2, 5].map((weekday) => ({ weekday, from_minute: 510, to_minute: 1050 })),
}
const answers = (): Answers => ({
  '/v1/areas/4112': [200, { area: city, above: [province], children: [county], counts }],
  '/v1/areas/411202': [200, { area: county, above: [province, city], children: [], counts }],
  '/v1/sites': [200, { items: [site, { ...site, id: 's2', area: '411221', name: '别处' }] }],
})

beforeEach(() => {
  me.value = { id: 'w', session: 's', method: 'staff', rights: ['need_read', 'site_manage'],
    roles: [{ role: 'center_staff', scope: '4112/411202/' }], signs_in_by_phone: false,
    signed_in_at: '', expires_at: '' }
})

describe('the tree of divisions', () => {
  it('begins at the town, not above it', () => {
    expect(pathFrom('4112', { area: county, above: [province, city], children: [], counts }))
      .toEqual(['4112', '411202'])
  })
  it('opens at one’s own division and fetches nothing else', async () => {
    const sent = server(answers())
    const { page } = await show(PlacesPage, '/desk/places')
    await vi.waitFor(() => { expect(page.find('.site-sheet').exists()).toBe(true) })
    await flushPromises()
    expect(page.findAll('[role=treeitem]').map((each) => each.text())).toEqual(['三门峡市', '湖滨区'])
    expect(page.find('.site-sheet h2').text()).toBe('湖滨区中心')
    expect(page.text()).toContain('周一至周三 08:30–17:30；周六 08:30–17:30')
    expect(new Set(sent.map(({ path }) => path)))
      .toEqual(new Set(['/v1/areas/4112', '/v1/areas/411202', '/v1/sites']))
  })
  it('asks for the sites of a division among those of its kind only', async () => {
    const sent = server(answers())
    const found = await sitesOf('4112', { area: county, above: [province, city], children: [], counts })
    expect(found.map(({ id }) => id)).toEqual(['s1'])
    expect(Object.fromEntries(sent[0]?.query ?? [])).toMatchObject({ under: '4112/', kind: 'center' })
  })
})

describe('opening hours', () => {
  it.each([[0, '00:00'], [510, '08:30'], [1440, '24:00']])('%i minutes are %s', (minutes, clock) => {
    expect(clockOf(minutes)).toBe(clock)
    expect(minutesOf(clock)).toBe(minutes)
  })
  it('say once what several days have alike', () => {
    expect(spansOf(site.opening_hours ?? [])).toEqual([
      { from: 0, to: 2, clock: '08:30–17:30' }, { from: 5, to: 5, clock: '08:30–17:30' },
    ])
  })
})

describe('a site’s card', () => {
  it('sends what was changed only', () => {
    expect(diffOf(formOf(site), site)).toEqual({})
    expect(diffOf({ ...formOf(site), phone: '', platforms: '理论宣讲、 科普' }, site))
      .toEqual({ phone: null, platforms: ['理论宣讲', '科普'] })
  })
  it('names the days that end before they begin', () => {
    const form = formOf(site)
    form.days[1] = { open: true, from: '18:00', to: '09:00' }
    expect(rowsWrong(form)).toEqual([1])
  })
  it('shows both where somebody changed the same meanwhile', () => {
    const now = { ...site, phone: '0398-9', name: '新名' }
    expect(clashesOf({ phone: '0398-5' }, site, now))
      .toEqual([{ name: '电话', mine: '0398-5', theirs: '0398-9' }])
    expect(clashesOf({ address: '黄河路' }, site, now)).toEqual([])
  })
})
