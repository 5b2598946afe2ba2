import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import AssistPage from './AssistPage.vue'
import { bodyOf, findPeople, fresh, urgencyOf, wrongsIn, type Assisted } from './assist'

const now = Date.parse('2026-03-05T02:00:00Z') // ten in the morning there
const said = (change: Partial<Assisted>): Assisted => ({
  ...fresh(), day: '2026-03-06', person: 'r', category: '0401', ...change,
})

describe('what is written down', () => {
  it('names each field that is missing', () => {
    const fields = wrongsIn({ ...fresh(), day: '' }, false, now).map(({ field }) => field)
    expect(fields).toEqual(['who', 'category', 'day', 'address'])
  })

  it('asks a new resident’s name and consent, and a phone that can be rung', () => {
    const wrong = wrongsIn(said({ person: 'new', phone: 'abc' }), true, now)
    expect(wrong.map(({ field }) => field)).toEqual(['name', 'phone', 'agreed'])
    expect(wrongsIn(said({ person: 'new', name: '吴桂兰', agreed: true }), true, now)).toEqual([])
  })

  it('needs no address of whoever’s home is known', () => {
    expect(wrongsIn(said({}), true, now)).toEqual([])
    expect(wrongsIn(said({}), false, now)[0]?.field).toBe('address')
  })

  it('asks for no time that is over', () => {
    const late = Date.parse('2026-03-05T11:00:00Z') // seven in the evening there
    expect(wrongsIn(said({ day: '2026-03-05', part: 'morning' }), true, late)[0]?.field)
      .toBe('part')
  })

  it('is as urgent as its day, unless somebody says otherwise', () => {
    expect(urgencyOf(said({ day: '2026-03-05' }), now)).toBe('same_day')
    expect(urgencyOf(said({}), now)).toBe('appointment')
    expect(urgencyOf(said({ day: 'any' }), now)).toBe('three_days')
    expect(urgencyOf(said({ urgency: 'same_day' }), now)).toBe('same_day')
  })

  it('goes out for somebody known, at their home', () => {
    const body = bodyOf(said({}), 's', '敬老助老', now)
    expect(body).toMatchObject({
      site: 's', source: 'counter', recipient: 'r',
      wanted: {
        category: '0401', details: '敬老助老', urgency: 'appointment',
        window: { start: '2026-03-06T04:00:00.000Z', end: '2026-03-06T10:00:00.000Z' },
      },
    })
    expect(body.wanted.address).toBeUndefined()
    expect(body.resident).toBeUndefined()
  })

  it('enters a new one with what they agreed to, and where they live', () => {
    const body = bodyOf(said({
      person: 'new', name: ' 吴桂兰 ', phone: '139-0000 0001', address: '8 号院 301',
      source: 'hotline', day: 'any',
    }), 's', '敬老助老', now)
    expect(body.recipient).toBeUndefined()
    expect(body.resident).toEqual({
      name: '吴桂兰', phone: '13900000001', home_site: 's', address: '8 号院 301',
      consent: '电话里询问，本人口头同意登记',
    })
    expect(body.wanted.window).toBeUndefined()
  })
})

describe('a resident', () => {
  it('is found by phone in the body, by letters in the address', async () => {
    const sent = server({ '/v1/people/find': [200, { items: [] }],
      '/v1/people': [200, { items: [] }] })
    await findPeople('139 0000 0001', '4112/')
    await findPeople('wgl', '4112/')
    expect(sent.map(({ method, path }) => `${method} ${path}`))
      .toEqual(['POST /v1/people/find', 'GET /v1/people'])
    expect(sent[0]?.body).toEqual({ phone: '13900000001' })
    expect(sent[0]?.query.toString()).toBe('')
  })
})

const path = '4112/411202/411202001/411202001001/'
const need = {
  id: 'n', number: '274-819-356', state: 'submitted', category: '0401', urgency: 'appointment',
  recipient: { person: 'r', name: '吴桂兰' }, due_at: '2026-03-06T02:00:00Z', site_path: path,
}
const answers: Answers = {
  '/v1/categories': [200, { items: [{ code: '0401', name_zh: '敬老助老', name_en: 'Care for elders',
    risk: 'ordinary', counts_hours: true }] }],
  '/v1/sites': [200, { items: [{ id: 's', path, name: '市场社区站', kind: 'station',
    phone: '0398-2891489' }] }],
  '/v1/people': [200, { items: [{ person: 'r', name: '吴桂兰', phone: '139****0001',
    birth_day: '1940-12-22' }] }],
  '/v1/people/r': [200, { person: 'r', name: '吴桂兰', has_address: true }],
  '/v1/needs': [200, { items: [{ id: 'o', number: '999-999-999', state: 'offered',
    category: '0401', recipient: 'r', recipient_name: '吴桂兰',
    created_at: '2026-03-05T01:00:00Z' }] }],
  '/v1/needs/on-behalf': [200, need],
  '/v1/needs/n/alike': [200, { items: [{ need: 'o', number: '999-999-999', state: 'offered',
    category: '0401', submitted_at: '2026-03-05T01:00:00Z', same_recipient: true,
    same_household: true }] }],
  '/v1/needs/n/code': [200, { now: { code: 'v1.x', digits: '365105', valid_until: '' },
    pin: '9708' }],
  '/v1/needs/n/merge': [200, need],
}

beforeEach(() => {
  localStorage.clear()
  me.value = {
    id: 'w', session: 'x', method: 'staff', name: '陈站长',
    roles: [{ role: 'station_worker', scope: path }], rights: ['need_assist'],
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
})
afterEach(() => { me.value = null })

describe('the page at the counter', () => {
  async function choose(page: Awaited<ReturnType<typeof show>>['page'], field: string,
    typed: string) {
    const input = page.find<HTMLInputElement>(field)
    await input.setValue(typed)
    await vi.waitFor(() => {
      expect(input.attributes('aria-activedescendant')).toBeTruthy()
    })
    await input.trigger('keydown', { key: 'Enter' })
    await flushPromises()
  }

  it('begins at the name, and says what is missing', async () => {
    server(answers)
    const { page } = await show(AssistPage, '/desk/ask')
    expect(document.activeElement?.id).toBe('who')
    await page.find('form').trigger('submit')
    expect(page.find('[role=alert]').text()).toContain('先找到是给谁的')
  })

  it('warns of the same thing asked for, sends, and gives the number and the PIN', async () => {
    const sent = server(answers)
    const { page } = await show(AssistPage, '/desk/ask')
    await choose(page, '#who', 'wgl')
    await choose(page, '#category', '敬老')
    expect(page.find('.notice').text()).toContain('是同一件吗')
    await page.findAll('.days input')[1]?.setValue(true)
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }))
    await flushPromises()
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject({
      path: '/v1/needs/on-behalf', body: { recipient: 'r', site: 's' },
    })
    expect(page.find('h1').text()).toBe('记下来了')
    expect(page.find('.assist-number').text()).toBe('274-819-356')
    expect(page.find('.facts').text()).toContain('9708')
    await page.find('.notice button').trigger('click')
    await flushPromises()
    expect(commands(sent)[1]).toMatchObject({ path: '/v1/needs/n/merge', body: { into: 'o' } })
  })

  it('keeps what was written when the server refuses', async () => {
    server({ ...answers, '/v1/needs/on-behalf': [400, { code: 'emergency_elsewhere',
      title: '情况紧急，请立即拨打 110、119 或 120。' }] })
    const { page } = await show(AssistPage, '/desk/ask')
    await choose(page, '#who', 'wgl')
    await choose(page, '#category', '敬老')
    await page.findAll('.days input')[1]?.setValue(true)
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('120')
    expect(page.find<HTMLInputElement>('#who').element.value).toBe('吴桂兰')
  })

  it('lets somebody new be entered in two fields', async () => {
    server({ ...answers, '/v1/people': [200, { items: [] }] })
    const { page } = await show(AssistPage, '/desk/ask')
    await choose(page, '#who', '马秀英')
    expect(page.find<HTMLInputElement>('#name').element.value).toBe('马秀英')
    expect(page.find('#phone').exists()).toBe(true)
  })
})
