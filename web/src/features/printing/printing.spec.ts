import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { server, show, type Answers } from '@/testing'
import DoorNoticePage from './DoorNoticePage.vue'
import ListPage from './ListPage.vue'
import SignInPage from './SignInPage.vue'
import SlipPage from './SlipPage.vue'
import { expectedOn } from './sign_in'
import { paperIn } from './paper'

const path = '4112/411202/411202001/411202001001/'
const window = { start: '2026-03-06T01:00:00Z', end: '2026-03-06T03:00:00Z' }
const helper = (person: string, name: string, state = 'taken') => ({ person, name, state })
const need = {
  id: 'n', number: '274-819-356', state: 'taken', category: '0401', site_path: path,
  recipient: { person: 'r', name: '吴桂兰' }, details: '瘫痪在床，要人翻身', window,
  address: '8 号院 301', due_at: '2026-03-06T01:00:00Z', created_at: '2026-03-05T01:00:00Z',
  helpers: [helper('v', '苏梦静'), helper('u', '退了的人', 'left')],
}
const line = { ...need, recipient: 'r', recipient_name: '吴桂兰', helpers: ['v'],
  urgency: 'three_days', overdue: false }
const items = (...all: unknown[]): [number, unknown] => [200, { items: all }]
const answers: Answers = {
  '/v1/categories': items({ code: '0401', name_zh: '敬老助老', name_en: 'Care for elders',
    risk: 'ordinary', counts_hours: true }),
  '/v1/sites': items({ id: 's', path, name: '市场社区站', kind: 'station', phone: '0398-2891489' }),
  '/v1/needs': items(line, { ...line, id: 'other', number: '111-111-111',
    window: { start: '2026-03-07T01:00:00Z', end: '2026-03-07T03:00:00Z' } }),
  '/v1/needs/n': [200, need],
  '/v1/needs/n/code': [200, { now: { code: 'v1.x', digits: '365105', valid_until: '' },
    pin: '9708' }],
  '/v1/teams/t/members': items({ person: 'a', name: '马秀英' }, { person: 'b', name: '李建国' }),
}
beforeEach(() => {
  me.value = {
    id: 'w', session: 'x', method: 'staff', name: '陈站长',
    roles: [{ role: 'station_worker', scope: path }], rights: ['need_read', 'need_dispatch'],
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
})
afterEach(() => { me.value = null })

describe('the slip', () => {
  it('holds number, time, station, PIN and a code that tells nothing', async () => {
    server(answers)
    const { page } = await show(SlipPage, '/desk/print/slip/n?paper=a6', { id: 'n' })
    const sheet = page.find('.slip-a6 .sheet')
    for (const words of ['274-819-356', '敬老助老', '0398-2891489', '9708', '苏梦静']) {
      expect(sheet.text()).toContain(words)
    }
    expect(sheet.text()).not.toContain('退了的人')
    expect(sheet.find('svg.qr').exists()).toBe(true)
  })

  it('has no PIN where none is to be shown', async () => {
    server({ ...answers, '/v1/needs/n/code': [409, { code: 'need_closed', title: '已经结束' }] })
    const { page } = await show(SlipPage, '/desk/print/slip/n', { id: 'n' })
    expect(page.find('.slip-pin').exists()).toBe(false)
    expect(page.find('.slip-number').text()).toBe('274-819-356')
  })

  it('takes A4 for a paper it does not know', () => {
    expect(paperIn('letter')).toBe('a4')
    expect(paperIn('80mm')).toBe('80mm')
  })
})

describe('the notice for the door', () => {
  it('tells who comes and when, and nothing of the one at home', async () => {
    server(answers)
    const { page } = await show(DoorNoticePage, '/desk/print/door/n', { id: 'n' })
    const sheet = page.find('.sheet').text()
    expect(sheet).toContain('苏梦静')
    expect(sheet).toContain('9708')
    for (const secret of ['吴桂兰', '8 号院', '瘫痪']) expect(sheet).not.toContain(secret)
  })
})

describe('the sheet to sign', () => {
  it('names those expected on the day, with room for others', async () => {
    server(answers)
    expect((await expectedOn('2026-03-06', path)).map(({ name }) => name)).toEqual(['苏梦静'])
    const { page } = await show(SignInPage, '/desk/print/sign-in?day=2026-03-06')
    expect(page.findAll('tbody tr')).toHaveLength(12)
    expect(page.find('tbody tr').text()).toContain('09:00–11:00')
  })

  it('names a team’s members instead', async () => {
    server(answers)
    const { page } = await show(SignInPage, '/desk/print/sign-in?day=2026-03-06&team=t&name=红马甲')
    expect(page.find('tbody').text()).toContain('李建国')
    expect(page.find('.sheet').text()).toContain('红马甲')
  })
})

describe('a list on paper', () => {
  it('is narrowed as on the screen, and says so', async () => {
    const sent = server(answers)
    const { page } = await show(ListPage, '/desk/print/needs?state=taken', { list: 'needs' })
    expect(sent.find(({ path: at }) => at === '/v1/needs')?.query.get('state')).toBe('taken')
    expect(page.findAll('tbody tr')).toHaveLength(2)
    expect(page.find('.sheet').text()).toContain('已接')
    expect(page.find('.sheet').text()).toContain('陈站长打印')
  })
})
