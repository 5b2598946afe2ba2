import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import type { Need } from '@/features/dispatch/tasks'
import { dropCopies } from '@/shell/copies'
import { drop, outbox, sendWaiting, type Waiting } from '@/shell/outbox'
import { commands, server, show, type Answers } from '@/testing'
import CheckInPage from './CheckInPage.vue'
import Scanner from './Scanner.vue'
import { openCamera, whyNot } from './camera'
import { dropTicketKey, evidenceOf, fetchTicketKey, makeTicket } from './tickets'
import { needOfCode, nextDirection } from './visits'

// What a camera sees is tested in a browser (tests/e2e/checkin.spec.ts).
const [first, second] = ['01a20a1f-dd9d-7e01-86ca-9b4366bfb6e7', '01a20a1f-dd9d-7e01-86ca-9b4366bfb6e8']
const need = (id: string, state: string, who = '夏**') => ({
  id, number: '1', state: 'scheduled', category: '0401', recipient: { name: who }, site: 's',
  window: { start: '2026-11-24T01:00:00Z', end: '2026-11-24T03:00:00Z' },
  helpers: [{ person: 'p', name: '我', state }],
})
const sitting = (id: string, minutes: number) => ({
  need: need(id, minutes ? 'done' : 'in_service'), minutes,
  sitting: { from: '2026-11-24T01:02:00Z', flagged: false, flag_reason: '' },
})
const answers = (...states: string[]): Answers => {
  const ids = [first, second].slice(0, states.length)
  return {
    '/v1/categories': [200, { items: [{ code: '0401', name_zh: '敬老助老', name_en: 'Elders',
      risk: 'low', counts_hours: true }] }],
    '/v1/me/tasks': [200, { items: ids.map((id) => ({ id, state: 'scheduled' })) }],
    '/v1/me/ticket-key': [200, { key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ...Object.fromEntries(ids.map((id, n) =>
      [`/v1/needs/${id}`, [200, need(id, states[n] ?? '', n ? '秦**' : '夏**')]])),
    ...Object.fromEntries(ids.flatMap((id) => [
      [`/v1/needs/${id}/check-in`, [200, sitting(id, 0)]],
      [`/v1/needs/${id}/check-out`, [200, sitting(id, 80)]],
    ])),
  }
}
const settle = async () => {
  for (let n = 0; n < 3; n += 1) {
    await flushPromises()
    await vi.dynamicImportSettled()
  }
  // A ticket is signed beside the page's own thread: what is going on is over when nothing says so.
  await vi.waitFor(() => { if (document.querySelector('.button.busy')) throw new Error('busy') })
  await flushPromises()
}
async function open(states: string[], path = '/checkin') {
  const sent = server(answers(...states))
  const { page } = await show(CheckInPage, path)
  await settle()
  return { page, sent }
}
async function see(page: VueWrapper, text: string) {
  page.findComponent(Scanner).vm.$emit('found', text)
  await settle()
}
async function type(page: VueWrapper, digits: string) {
  await page.find('#shown').setValue(digits)
  await page.find('form').trigger('submit')
  await settle()
}

beforeEach(() => {
  me.value = { id: 'p', session: 's', method: 'code', roles: [], rights: [],
    signs_in_by_phone: true, signed_in_at: '', expires_at: '' }
})
afterEach(() => {
  for (const { key } of outbox.value) drop(key)
  dropCopies()
  dropTicketKey()
})

describe('a code', () => {
  it.each([
    [`v1.${first}.118900.a1b2.c3d4`, first], ['v1.nonsense.1.2.3', null],
    ['https://example.org/v1.x', null], ['123456', null],
  ])('%s is of %s', (text, expected) => { expect(needOfCode(text)).toBe(expected) })

  it('is told apart from a PIN', () => {
    expect(evidenceOf(' 123 456 ')).toEqual({ code: '123456' })
    expect(evidenceOf('1234')).toEqual({ pin: '1234' })
    expect(evidenceOf('v1.a.b')).toEqual({ code: 'v1.a.b' })
  })

  // The text of docs/guides/offline-tickets.md, counted out by its Python program.
  it('is signed as the server reads it', async () => {
    server(answers('taken'))
    await fetchTicketKey()
    expect(await makeTicket(first, 'in', '123456', 1_700_000_000_000))
      .toMatch(new RegExp(`^t1\\.${first}\\.in\\.1700000000000\\.MTIzNDU2\\.[\\w-]{22}$`))
  })
})

describe('what comes next at a door', () => {
  const waiting = (path: string, more: Partial<Waiting> = {}): Waiting =>
    ({ key: path, path, body: {}, what: '', at: '', person: 'p', ...more })
  const of = (state: string, ...kept: Waiting[]) =>
    nextDirection(need(first, state) as unknown as Need, kept)
  const at = (way: string) => `/v1/needs/${first}/check-${way}`

  it('is coming, then going, then nothing', () => {
    expect([of('taken'), of('in_service'), of('done'), of('left')]).toEqual(['in', 'out', null, null])
  })
  it('counts what has not been sent yet', () => {
    expect(of('taken', waiting(at('in')))).toBe('out')
    expect(of('taken', waiting(at('in')), waiting(at('out')))).toBeNull()
    expect(of('taken', waiting(`/v1/needs/${second}/check-in`))).toBe('in')
    expect(of('taken', waiting(at('in'), { person: 'other' }))).toBe('in')
    const refused = { status: 409, code: 'ticket_late', text: '', fields: [] }
    expect(of('taken', waiting(at('in'), { refused }))).toBe('in')
  })
})

describe('the camera', () => {
  it.each([
    ['NotAllowedError', 'refused'], ['SecurityError', 'refused'], ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'], ['NotReadableError', 'busy'], ['AbortError', 'busy'],
  ])('%s means %s', (name, eye) => { expect(whyNot(new DOMException('', name))).toBe(eye) })

  it('is not asked for where no browser gives it', async () => {
    vi.stubGlobal('isSecureContext', false)
    expect(await openCamera()).toBe('insecure')
    vi.stubGlobal('isSecureContext', true)
    vi.stubGlobal('navigator', { ...navigator, mediaDevices: undefined })
    expect(await openCamera()).toBe('missing')
  })
})

describe('the check-in page', () => {
  it('takes six digits for the one task there is, and shows since when', async () => {
    const { page, sent } = await open(['taken'])
    expect(page.text()).toContain('帮夏**')
    await type(page, '123 456')
    expect(commands(sent)).toMatchObject([{ path: `/v1/needs/${first}/check-in`,
      body: { evidence: { code: '123456' } } }])
    expect(page.find('h1').text()).toBe('签到了，开始计时')
    expect(page.find('.big').text()).toBe('09:02')
  })

  it('shows how long it was, in hours and minutes', async () => {
    const { page } = await open(['in_service'])
    await type(page, '1234')
    expect(page.find('.big').text()).toBe('1小时20分钟')
    expect(page.text()).toContain('等夏**确认')
  })

  it('asks whose door it is where there are several, whoever is inside first', async () => {
    const { page, sent } = await open(['taken', 'in_service'])
    expect(page.findAll('#which label').map((label) => label.text()[1])).toEqual(['秦', '夏'])
    await type(page, '123456')
    expect(page.find('[role=alert]').text()).toContain('选一下您在哪一家')
    expect(commands(sent)).toEqual([])
  })

  it('names what is no code', async () => {
    const { page } = await open(['taken'])
    await type(page, '12345')
    expect(page.find('[role=alert]').text()).toContain('填六位数字，或者四位口令')
  })

  it('knows by a scanned code whose door it is, and comes in at once', async () => {
    const { page, sent } = await open(['taken', 'taken'])
    await see(page, `v1.${second}.1.a.b`)
    expect(commands(sent)).toMatchObject([{ path: `/v1/needs/${second}/check-in`,
      body: { evidence: { code: `v1.${second}.1.a.b` } } }])
    expect(page.find('h1').text()).toBe('签到了，开始计时')
  })

  it('ends no visit by a look: going is pressed', async () => {
    const { page, sent } = await open(['in_service'])
    await see(page, `v1.${first}.1.a.b`)
    expect(commands(sent)).toEqual([])
    expect(page.find('.line').text()).toContain('认出来了')
    expect(document.activeElement?.textContent).toContain('办完了，签退')
    await page.find('form').trigger('submit')
    await settle()
    expect(commands(sent)[0]?.path).toBe(`/v1/needs/${first}/check-out`)
  })

  it('says what else a code may be', async () => {
    const { page } = await open(['taken'])
    await see(page, 'https://example.org')
    expect(page.find('.line').text()).toContain('不是签到用的码')
    await see(page, `v1.${second}.1.a.b`)
    expect(page.find('.line').text()).toContain('另一件事的')
  })

  it('shows the server’s refusal at the field', async () => {
    const { page } = await open(['taken'])
    server({ ...answers('taken'), [`/v1/needs/${first}/check-in`]: [400, { code: 'bad_request',
      detail: '有内容需要修改', errors: [{ path: '/evidence/code', detail: '签到码已过期' }] }] })
    await type(page, '123456')
    expect(page.find('[role=alert] a').attributes('href')).toBe('#shown')
    expect(page.text()).toContain('签到码已过期')
  })

  it('keeps a signed ticket without a network, and then shows what the server decided', async () => {
    const { page } = await open(['taken'])
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await type(page, '123456')
    expect(page.find('h1').text()).toBe('记在手机上了')
    expect(outbox.value[0]?.body).toMatchObject({ evidence: {
      ticket: expect.stringMatching(new RegExp(`^t1\\.${first}\\.in\\.`)) as string } })
    server(answers('taken'))
    await sendWaiting('p')
    await settle()
    expect(page.find('h1').text()).toBe('签到了，开始计时')
  })

  it('shows that a kept ticket was refused, and where to go', async () => {
    const { page } = await open(['taken'])
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await type(page, '123456')
    server({ [`/v1/needs/${first}/check-in`]: [409, { code: 'too_early', detail: '提前三十分钟才能签到' }] })
    await sendWaiting('p')
    await settle()
    expect(page.find('h1').text()).toBe('送到了，可是没有算上')
    expect(page.text()).toContain('提前三十分钟才能签到')
    expect(page.find('a[href="/outbox"]').exists()).toBe(true)
  })

  it('opens without a network with what was seen last', async () => {
    const { page: before } = await open(['taken'])
    before.unmount()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    const { page } = await show(CheckInPage, '/checkin')
    await settle()
    expect(page.text()).toContain('帮夏**')
    expect(page.text()).toContain('照样能签到')
  })

  it('says where to go when there is nothing to check in for', async () => {
    const { page } = await open([])
    expect(page.text()).toContain('现在没有要签到的任务')
  })
})
