import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { dismiss, toasts, undoNewest } from '@/ui/toasts'
import NeedRecordPage from './NeedRecordPage.vue'
import NeedsPage from './NeedsPage.vue'

const path = '4112/411202/411202001/411202001001/'
const line = (id: string, change = {}) => ({
  id, number: `274-819-35${id}`, state: 'submitted', category: '0401', urgency: 'three_days',
  source: 'self', site: 's', site_path: path, recipient: 'r', recipient_name: `吴桂兰${id}`,
  people_wanted: 1, created_at: '2026-03-05T03:00:00Z', overdue: false, escalation: 0, ...change,
})
const need = {
  ...line('1'), risk: 'ordinary', details: '灯坏了', recipient: { person: 'r', name: '吴桂兰' },
  on_behalf: false, effort_minutes: 60, point_from: 'home', address: '8 号院 301',
  state_since: '2026-03-05T03:00:00Z', submitted_at: '2026-03-05T03:00:00Z',
  due_at: '2026-03-05T07:00:00Z', helpers: [], skills: [], languages: [],
}
const items = (...all: unknown[]): [number, unknown] => [200, { items: all }]
const answers: Answers = {
  '/v1/categories': items({ code: '0401', name_zh: '敬老助老', name_en: 'Care for elders',
    risk: 'ordinary', counts_hours: true }),
  '/v1/sites': items({ id: 's', path, name: '市场社区站', kind: 'station' }),
  '/v1/codes': items(),
  '/v1/needs': items(line('1'), line('2'), line('3', { state: 'archived' })),
  '/v1/needs/1': [200, need],
  '/v1/needs/1/timeline': items(
    { leaf: 7, at: '2026-03-05T03:00:00Z', what: 'need_moved', from: 'draft', to: 'submitted',
      reason_code: '', actor: 'r', actor_name: '吴桂兰' }),
  '/v1/needs/1/comments': items(
    { id: 'c', author: 'w', author_name: '陈站长', visible_to: 'staff', words: '家里有狗',
      at: '2026-03-05T03:10:00Z' }),
  '/v1/needs/1/attachments': items(
    { id: 'p', kind: 'photo', content_type: 'image/jpeg', size_bytes: 9, added_by: 'r',
      at: '2026-03-05T03:00:00Z' },
    { id: 'v', kind: 'voice', content_type: 'audio/ogg', size_bytes: 9, added_by: 'r',
      at: '2026-03-05T03:00:00Z' }),
  '/v1/needs/1/offers': items(),
  '/v1/needs/1/petitions': items(),
}

beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  me.value = {
    id: 'w', session: 'x', method: 'staff', name: '陈站长',
    roles: [{ role: 'station_worker', scope: path }],
    rights: ['need_read', 'need_triage', 'need_dispatch', 'need_assist', 'people_read'],
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
})
afterEach(() => {
  me.value = null
  for (const { id } of toasts.value) dismiss(id)
  document.body.innerHTML = ''
})
const press = async (key: string) => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await flushPromises()
}

describe('the list of needs', () => {
  it('is walked, selected from and opened by keys', async () => {
    server(answers)
    const { page, router } = await show(NeedsPage, '/desk/needs')
    expect(page.findAll('tbody tr')).toHaveLength(3)
    await press('j')
    await press('j')
    await press('x')
    expect(page.find('.needs-bulk').text()).toContain('选了 1 件')
    await press('k')
    await press('Enter')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/desk/needs/1') })
  })

  it('accepts several at once, tells who was slower, and takes it back', async () => {
    const sent = server({
      ...answers,
      '/v1/needs/triage': items(
        { need: '1', done: true, code: '', seen: '', says: '' },
        { need: '2', done: false, code: 'need_already_triaged', seen: '', says: '已经有人审核过' }),
      '/v1/needs/1/untriage': [200, need],
    })
    const { page } = await show(NeedsPage, '/desk/needs')
    await page.find('thead input').setValue(true)
    const accept = page.find('.needs-bulk').findAll('button')[0]
    expect(accept?.text()).toBe('受理其中 2 件')
    await accept?.trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ decisions: [
      { need: '1', decision: 'accept' }, { need: '2', decision: 'accept' }] })
    expect(toasts.value.map(({ text }) => text)).toEqual(
      ['受理了 1 件', '有 1 件没有办成：已经有人审核过'])
    undoNewest()
    await flushPromises()
    expect(commands(sent)[1]?.path).toBe('/v1/needs/1/untriage')
  })

  it('narrows by its address, and asks the server so', async () => {
    const sent = server(answers)
    await show(NeedsPage, '/desk/needs?state=offered&overdue=true')
    const asked = sent.find(({ path: at }) => at === '/v1/needs')
    expect(asked?.query.get('state')).toBe('offered')
    expect(asked?.query.get('overdue')).toBe('true')
  })

  it('opens a number that somebody reads out', async () => {
    server({ ...answers, '/v1/needs/by-number': [200, need] })
    const { page, router } = await show(NeedsPage, '/desk/needs')
    await page.find('input[type=search]').setValue('274 819 351')
    await page.find('form[role=search]').trigger('submit')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/desk/needs/1') })
  })

  it('says why nothing is here', async () => {
    server({ ...answers, '/v1/needs': items() })
    const { page } = await show(NeedsPage, '/desk/needs')
    expect(page.find('.empty').text()).toContain('这里没有求助')
  })

  it('shows what the server refused', async () => {
    server({ ...answers, '/v1/needs': [403, { code: 'right_missing', title: '没有这项权限。' }] })
    const { page } = await show(NeedsPage, '/desk/needs')
    expect(page.find('.notice').text()).toContain('没有这项权限。')
  })
})

describe('the record of a need', () => {
  it('holds what is known of it', async () => {
    server(answers)
    const { page } = await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    expect(page.find('h1').text()).toBe('敬老助老')
    expect(page.text()).toContain('8 号院 301')
    expect(page.text()).toContain('家里有狗')
    expect(page.find('img').attributes('src')).toBe('/v1/needs/1/attachments/p')
    expect(page.find('audio').attributes('src')).toBe('/v1/needs/1/attachments/v')
    expect(page.text()).toContain('送到站里，等受理')
  })

  it('is accepted by one key and taken back by another', async () => {
    const sent = server({
      ...answers, '/v1/needs/1/triage': [200, need], '/v1/needs/1/untriage': [200, need],
    })
    await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    await press('1')
    expect(commands(sent).map(({ path: at, body }) => [at, body]))
      .toEqual([['/v1/needs/1/triage', { decision: 'accept' }]])
    undoNewest()
    await flushPromises()
    expect(commands(sent)[1]?.path).toBe('/v1/needs/1/untriage')
  })

  it('shows both sides when somebody else was first, and tries again when asked', async () => {
    const sent = server({
      ...answers,
      '/v1/needs/1/triage': [409, { code: 'need_already_triaged', title: '已经有人审核过。' }],
    })
    const { page } = await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    await press('1')
    const conflict = page.find('.conflict')
    expect(conflict.text()).toContain('受理了')
    expect(conflict.text()).toContain('待受理')
    await conflict.findAll('button')[0]?.trigger('click')
    await flushPromises()
    expect(commands(sent)).toHaveLength(2)
  })

  it('tells a phone only when asked', async () => {
    const sent = server({
      ...answers,
      '/v1/needs/1/contact': [200, { name: '吴桂兰', phone: '13900000001', of_guardian: false }],
    })
    const { page } = await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    expect(sent.some(({ path: at }) => at.endsWith('/contact'))).toBe(false)
    await page.find('.need-contact button').trigger('click')
    await flushPromises()
    expect(page.find('.need-phone').attributes('href')).toBe('tel:13900000001')
  })

  it('keeps a word half written, and sends it to whom it is for', async () => {
    const sent = server(answers)
    const { page } = await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    await page.find('.need-talk form').trigger('submit')
    expect(page.find('.need-talk [role=alert]').text()).toContain('写点什么再发')
    await page.find('#talk').setValue('先打电话')
    await page.find('.need-talk form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ words: '先打电话', visible_to: 'staff' })
  })

  it('offers nothing to whoever only reads', async () => {
    me.value = { ...me.value, rights: ['need_read'] } as typeof me.value
    server(answers)
    const { page } = await show(NeedRecordPage, '/desk/needs/1', { id: '1' })
    expect(page.find('.need-deeds').findAll('button')).toHaveLength(0)
    expect(page.find('.need-contact').exists()).toBe(false)
  })
})
