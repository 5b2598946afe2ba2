import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { commands, server, show, type Answers } from '@/testing'
import LoginPage from './LoginPage.vue'
import { me, wasSignedIn } from './me'
import MyPage from './MyPage.vue'
import { deviceName } from './session'

const meAnswer = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '2026-03-05T01:00:00Z', expires_at: '2026-06-05T01:00:00Z',
}

beforeEach(() => { me.value = null })

describe('sign-in by code', () => {
  it('asks for the phone, then for the code, then leads on', async () => {
    const sent = server({
      '/v1/sign-in/codes': [200, { request: 'r1', expires_at: '', resend_after_seconds: 60 }],
      '/v1/sign-in': [200, { token: 't', device: 'mark' }],
      '/v1/me': [200, meAnswer],
    })
    const { page, router } = await show(LoginPage, '/login?next=/verify')
    await page.find('#phone').setValue('138 0000 0001')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('h1').text()).toBe('输入验证码')
    expect(document.activeElement).toBe(page.find('h1').element)
    expect(page.text()).toContain('13800000001')
    await page.find('#code').setValue('123456')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent).map((each) => each.path)).toEqual(['/v1/sign-in/codes', '/v1/sign-in'])
    const { device } = commands(sent)[0]?.body as { device: string }
    expect(device).toMatch(/^[0-9a-f]{32}$/)
    expect(commands(sent)[1]?.body).toMatchObject({
      phone: '13800000001', request: 'r1', code: '123456', device,
    })
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/verify') })
    expect(localStorage.getItem('lastmile.device')).toBe('mark')
    expect(wasSignedIn()).toBe(true)
  })

  it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])(
    'never leads to another site: %s', async (next) => {
      server({
        '/v1/sign-in/codes': [200, { request: 'r1', expires_at: '', resend_after_seconds: 60 }],
        '/v1/sign-in': [200, { token: 't', device: 'mark' }],
        '/v1/me': [200, meAnswer],
      })
      const { page, router } = await show(LoginPage, `/login?next=${encodeURIComponent(next)}`)
      await page.find('#phone').setValue('13800000001')
      await page.find('form').trigger('submit')
      await flushPromises()
      await page.find('#code').setValue('123456')
      await page.find('form').trigger('submit')
      await flushPromises()
      await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/my') })
    })

  it('sends nothing for half a number', async () => {
    const sent = server({})
    const { page } = await show(LoginPage, '/login')
    await page.find('#phone').setValue('1380000')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)).toEqual([])
    expect(page.find('[role=alert]').text()).toContain('手机号要填 11 位数字')
    expect(page.find('#phone').attributes('aria-invalid')).toBe('true')
  })

  it('shows a wrong code in the server’s words and keeps what was typed', async () => {
    server({
      '/v1/sign-in/codes': [200, { request: 'r1', expires_at: '', resend_after_seconds: 60 }],
      '/v1/sign-in': [400, { code: 'code_wrong', title: '验证码不对，还能再试 4 次。' }],
    })
    const { page } = await show(LoginPage, '/login')
    await page.find('#phone').setValue('13800000001')
    await page.find('form').trigger('submit')
    await flushPromises()
    await page.find('#code').setValue('000000')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('验证码不对')
    expect((page.find('#code').element as HTMLInputElement).value).toBe('000000')
    expect(me.value).toBeNull()
  })
})

describe('sign-in of staff', () => {
  it('names everything missing at once', async () => {
    const sent = server({})
    const { page } = await show(LoginPage, '/login?as=staff')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.findAll('[role=alert] li').map((each) => each.text())).toEqual(
      ['账号要填上', '密码要填上', '动态码要填 6 位数字，或者一个恢复码'])
    expect(commands(sent)).toEqual([])
  })

  it('asks for a new password once the old one is too old, and sends it along', async () => {
    server({ '/v1/sign-in/staff': [403, { code: 'password_expired', title: '密码已过期' }] })
    const { page } = await show(LoginPage, '/login?as=staff')
    await page.find('#login').setValue(' zhangmin ')
    await page.find('#password').setValue('old')
    await page.find('#totp').setValue('123 456')
    expect(page.find('#new_password').exists()).toBe(false)
    await page.find('form').trigger('submit')
    await flushPromises()
    const sent = server({
      '/v1/sign-in/staff': [200, { token: 't', device: 'mark' }], '/v1/me': [200, meAnswer],
    })
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)).toEqual([])
    await page.find('#new_password').setValue('a new sentence')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toMatchObject({
      login: 'zhangmin', password: 'old', totp: '123456', new_password: 'a new sentence',
    })
  })
})

describe('the people of the demo', () => {
  it('are entered at one press', async () => {
    const sent = server({
      '/v1/demo/logins': [200, { items: [{ person: 'p1', name: '王秀英', role: '居民' }] }],
      '/v1/demo/sign-in': [200, { token: 't', device: 'mark' }],
      '/v1/me': [200, meAnswer],
    })
    const { page } = await show(LoginPage, '/login')
    await page.find('.demo button').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toMatchObject({ person: 'p1' })
    expect(wasSignedIn()).toBe(true)
  })

  it('are not there where it is no demo', async () => {
    server({ '/v1/demo/logins': [404, { code: 'only_in_demo', title: '没有' }] })
    const { page } = await show(LoginPage, '/login')
    expect(page.find('.demo').exists()).toBe(false)
  })
})

describe('my page', () => {
  it('asks visitors to sign in', async () => {
    server({ '/v1/me': [401, { code: 'not_signed_in', title: '请先登录' }] })
    const { page } = await show(MyPage, '/my')
    expect(page.find('h1').text()).toBe('登录后才能看这一页')
    expect(wasSignedIn()).toBe(false)
  })

  const needs = [
    { id: 'n1', state: 'awaiting_rating' }, { id: 'n2', state: 'offered' },
    { id: 'n3', state: 'archived' },
  ]
  const mine = {
    '/v1/me': [200, meAnswer], '/v1/me/needs': [200, { items: needs }],
    '/v1/me/tasks': [200, { items: [{}] }], '/v1/me/offers': [200, { items: [
      { state: 'open' }, { state: 'declined' }] }],
    '/v1/me/profile': [200, { name: '王秀英', volunteers: true }],
    '/v1/me/hours': [200, { minutes: 90, records: 2, grades: [], stars: 0 }],
    '/v1/me/teams': [200, { items: [{ state: 'invited' }, { state: 'member' }] }],
  } satisfies Answers
  const linksIn = (page: VueWrapper, where: string) =>
    page.findAll(`${where} a`).map((link) => [link.attributes('href'), link.find('.name').text()])

  it('says first what waits for a word, and leads right to it', async () => {
    server(mine)
    const { page } = await show(MyPage, '/my')
    expect(linksIn(page, '.waits')).toEqual([
      ['/needs/n1', '有 1 件求助等您答话'], ['/tasks', '有 1 件任务问您去不去'],
      ['/my/volunteer', '有 1 个队伍请您加入'],
    ])
    expect(page.find('h1').text()).toBe('王秀英，您好')
    expect(page.text()).toContain('2 件正在办')
    expect(page.text()).toContain('1 小时 30 分')
  })

  it('offers a resident to join, and shows no door that is not theirs', async () => {
    server({ ...mine, '/v1/me/profile': [200, { name: '王秀英', volunteers: false }] })
    const { page } = await show(MyPage, '/my')
    const to = linksIn(page, '.my > .my-doors').map(([href]) => href)
    expect(to).toEqual(['/notices', '/my/needs', '/join', '/my/family', '/my/data', '/my/devices',
      '/my/notices', '/my/settings'])
  })

  it('stands where half of it cannot be fetched', async () => {
    server({ '/v1/me': [200, meAnswer] })
    const { page } = await show(MyPage, '/my')
    expect(page.text()).toContain('还没有说您是谁')
    expect(page.findAll('.my > .my-doors a').length).toBeGreaterThan(3)
  })

  it('offers to try again when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    const { page } = await show(MyPage, '/my')
    expect(page.text()).toContain('连不上服务器')
    server({ '/v1/me': [200, meAnswer] })
    await page.find('button').trigger('click')
    await flushPromises()
    expect(page.find('h1').exists()).toBe(true)
  })
})

describe('the name of this browser', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604.1 MicroMessenger/8', '微信 · iPhone'],
    ['Mozilla/5.0 (Linux; Android 12) Chrome/120 Mobile Safari/537', 'Chrome · Android'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120', 'Edge · Windows'],
    ['curl/8', 'Browser'],
  ])('%s', (agent, name) => {
    expect(deviceName(agent)).toBe(name)
  })
})
