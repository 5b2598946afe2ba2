import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { server, show, type Answers } from '@/testing'
import TriagePage from './TriagePage.vue'

const path = '4112/411202/411202001/411202001001/'
const line = (id: string, change = {}) => ({
  id, number: `274-819-35${id}`, state: 'submitted', category: '0401', urgency: 'three_days',
  source: 'self', site: 's', site_path: path, recipient: 'r', recipient_name: '吴桂兰',
  people_wanted: 1, created_at: '2026-03-05T03:00:00Z', overdue: false, escalation: 0,
  recipient_groups: ['elder', 'public'], ...change,
})
const need = {
  ...line('1'), risk: 'ordinary', details: '灯坏了', recipient: { person: 'r', name: '吴桂兰' },
  on_behalf: false, effort_minutes: 60, point_from: 'home', address: '8 号院 301',
  state_since: '2026-03-05T03:00:00Z', helpers: [], skills: [], languages: [],
}
const items = (...all: unknown[]): [number, unknown] => [200, { items: all }]
const answers: Answers = {
  '/v1/categories': items({ code: '0401', name_zh: '敬老助老', name_en: 'Care for elders',
    risk: 'ordinary', counts_hours: true }),
  '/v1/needs': items(line('1'), line('2', { state: 'archived' })),
  '/v1/needs/1': [200, need],
  '/v1/needs/2': [200, { ...need, ...line('2') }],
  '/v1/needs/1/alike': items(),
  '/v1/needs/2/alike': items(),
  '/v1/needs/1/contact': [200, { name: '吴桂兰', phone: '13900000001' }],
}

beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  me.value = {
    id: 'w', session: 'x', method: 'staff', name: '陈站长',
    roles: [{ role: 'station_worker', scope: path }], rights: ['need_read', 'need_triage'],
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
})
afterEach(() => {
  me.value = null
  document.body.innerHTML = ''
})
const press = async (key: string) => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await flushPromises()
}

it('tells beside each need who may come first, and nothing of no weight', async () => {
  server(answers)
  const { page } = await show(TriagePage, '/desk/triage')
  await vi.waitFor(() => { expect(page.find('.queue .groups').exists()).toBe(true) })
  expect(page.find('.queue .groups').text()).toBe('老人')
})

describe('beside the need in hand', () => {
  it('stands what the same person asked for before, and not this one', async () => {
    server(answers)
    const { page } = await show(TriagePage, '/desk/triage')
    await vi.waitFor(() => { expect(page.find('.triage-side li').exists()).toBe(true) }, 5000)
    const links = page.findAll('.triage-side li a').map((a) => a.attributes('href'))
    expect(links).toEqual(['/desk/needs/2'])
  })

  it('is the phone shown at C, and the whole record opened at E', async () => {
    server(answers)
    const { page, router } = await show(TriagePage, '/desk/triage')
    await vi.waitFor(() => { expect(page.find('.triage-side').exists()).toBe(true) }, 5000)
    await press('c')
    expect(page.get('.triage-side a[href^="tel:"]').text()).toContain('13900000001')
    await press('e')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/desk/needs/1') }, 5000)
  })
})
