import { readFileSync } from 'node:fs'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { toasts } from '@/ui/toasts'
import EnrolPage from './EnrolPage.vue'
import { knownBy, linkOf, loginFits, matching, type Grant, type Staff } from './grants'
import { needsSecond, rights, rightsOf, roles, type Role } from './policy'
import UsersPage from './UsersPage.vue'

const city = '4112/'
const wang: Staff = {
  person: 'w', login: 'wang', name: '王敏', scope: city, state: 'active', entered_at: '',
}
const li: Staff = { ...wang, person: 'l', login: 'li.na', name: '李娜', state: 'suspended' }
const grant = (over: Partial<Grant>): Grant => ({
  id: 'g', person: 'w', name: '王敏', login: 'wang', role: 'auditor', scope: city,
  state: 'proposed', from: '2026-03-05T01:00:00Z', granted_by: 'l', ...over,
})

beforeEach(() => {
  toasts.value = []
  me.value = {
    id: 'self', roles: [{ role: 'security_admin', scope: city }], rights: ['role_grant'],
  } as unknown as typeof me.value
})

describe('who may what', () => {
  const policy = readFileSync('../src/access/policy.cpp', 'utf8')
  const header = readFileSync('../src/access/policy.h', 'utf8')

  it.each(roles)('%s is as the server says', (role) => {
    const listed = new RegExp(`constexpr std::array ${role}\\{([^}]*)\\}`).exec(policy)?.[1] ?? ''
    const theirs = [...listed.matchAll(/Right::(\w+)/g)].map(([, right]) => right)
    expect(theirs.length).toBeGreaterThan(0)
    expect([...rightsOf[role]].sort()).toEqual(theirs.sort())
  })

  it('leaves no right and no role out', () => {
    const right = /BOOST_DESCRIBE_ENUM\(Right, ([^)]*)\)/.exec(header)?.[1] ?? ''
    expect(rights).toEqual(right.split(/,\s*/))
    const role = /BOOST_DESCRIBE_ENUM\(Role, ([^)]*)\)/.exec(header)?.[1] ?? ''
    expect(roles).toEqual(role.split(/,\s*/))
  })

  it.each([
    ['auditor', '4112/411202/', true], ['city_office', '4112/', true],
    ['station_worker', '4112/411202/', false], ['station_worker', '4112/', true],
  ] as [Role, string, boolean][])('%s over %s needs a second person: %s', (role, path, second) => {
    expect(needsSecond(role, path)).toBe(second)
  })
})

describe('accounts', () => {
  it.each([
    ['wang.min', true], ['w1', true], ['w', false], ['1w', false], ['Wang', false], ['王', false],
  ])('login %s fits: %s', (login, fits) => { expect(loginFits(login)).toBe(fits) })
  it('are found by name or login', () => {
    expect(matching([wang, li], '敏')).toEqual([wang])
    expect(matching([wang, li], 'LI')).toEqual([li])
    expect(matching([wang, li], ' ')).toHaveLength(2)
  })
  it('are known by the lists at hand', () => {
    const who = knownBy([wang], [grant({ person: 'x', name: '赵' })])
    expect([who('w'), who('x'), who('00000000-1234-5678'), who(undefined)])
      .toEqual(['王敏', '赵', '234-5678', ''])
  })
  it('are opened by a link whose secret no server sees', () => {
    expect(new URL(linkOf('abc')).hash).toBe('#abc')
  })
})

const answers = (over: Answers = {}): Answers => ({
  '/v1/staff': [200, { items: [wang, li] }],
  '/v1/grants': [200, { items: [grant({})] }],
  '/v1/sites': [200, { items: [{ id: 's', path: city, name: '三门峡市' }] }],
  ...over,
})
const button = (page: Awaited<ReturnType<typeof show>>['page'], text: string) => {
  const found = page.findAll('button').filter((each) => each.text().includes(text)).pop()
  if (!found) throw new Error(`no button ${text}`)
  return found
}

describe('the page of accounts', () => {
  it('lists them, and finds one', async () => {
    server(answers())
    const { page } = await show(UsersPage, '/desk/users')
    expect(page.findAll('tbody tr')).toHaveLength(2)
    await page.find('input[type=search]').setValue('wang')
    expect(page.findAll('tbody tr')).toHaveLength(1)
    expect(page.find('tbody').text()).toContain('审计员')
    await page.find('input[type=search]').setValue('没有')
    expect(page.text()).toContain('没有这样的账号')
    page.unmount()
  })

  it('invites, and shows the link once', async () => {
    const sent = server(answers({
      '/v1/staff': [200, {
        items: [wang], person: 'n', login: 'chen', invitation: 'SECRET', expires_at: '2026-03-08T00:00:00Z',
      }],
    }))
    const { page } = await show(UsersPage, '/desk/users')
    await button(page, '邀请一个人').trigger('click')
    await flushPromises()
    await button(page, '做一份邀请').trigger('click')
    expect(page.findAll('.summary li')).toHaveLength(3)
    await page.find('#name').setValue('陈晨')
    await page.find('#login').setValue('chen')
    await page.find('#scope').trigger('click')
    await flushPromises()
    await page.find('[role=option]').trigger('click')
    await button(page, '做一份邀请').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject({
      path: '/v1/staff', body: { login: 'chen', name: '陈晨', scope: city },
    })
    expect(page.find('.sheet').text()).toContain('/enrol#SECRET')
    await button(page, '已经交到本人手里').trigger('click')
    await flushPromises()
    expect(page.text()).not.toContain('SECRET')
    page.unmount()
  })

  it('approves what another proposed, and says whose it is otherwise', async () => {
    const sent = server(answers({ '/v1/grants/g/approve': [200, grant({ state: 'active' })] }))
    const { page } = await show(UsersPage, '/desk/users?tab=waiting')
    await button(page, '批准').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.path).toBe('/v1/grants/g/approve')
    expect(toasts.value[0]?.text).toBe('批准了：王敏是审计员')
    page.unmount()
    server(answers({ '/v1/grants': [200, { items: [grant({ granted_by: 'self' })] }] }))
    const own = await show(UsersPage, '/desk/users?tab=waiting')
    expect(own.page.find('tbody').text()).toContain('您提的，要另一位来批')
    expect(own.page.find('tbody').text()).not.toMatch(/ 批准/)
    own.page.unmount()
  })

  it('tells why it was refused', async () => {
    server(answers({
      '/v1/grants/g/approve': [409, { code: 'grantee_not_enrolled', title: '等他开通账号再批。' }],
    }))
    const { page } = await show(UsersPage, '/desk/users?tab=waiting')
    await button(page, '批准').trigger('click')
    await flushPromises()
    expect(toasts.value[0]?.text).toBe('等他开通账号再批。')
    page.unmount()
  })

  it('suspends only when asked twice, and takes it back', async () => {
    const sent = server(answers({
      '/v1/staff/w/suspend': [204, null], '/v1/staff/w/resume': [204, null],
    }))
    const { page } = await show(UsersPage, '/desk/users')
    await page.find('.menu .opener').trigger('click')
    await flushPromises()
    await page.findAll('[role=menuitem]')[2]?.trigger('click')
    await flushPromises()
    expect(commands(sent)).toHaveLength(0)
    await page.find('dialog .button.main').trigger('click')
    await flushPromises()
    expect(toasts.value[0]?.text).toContain('停用了王敏')
    await toasts.value[0]?.undo?.()
    await flushPromises()
    expect(commands(sent).map(({ path }) => path))
      .toEqual(['/v1/staff/w/suspend', '/v1/staff/w/resume'])
    page.unmount()
  })

  it('gives a role, and says that two are needed', async () => {
    const sent = server(answers({ '/v1/grants': [200, { items: [], ...grant({}) }] }))
    const { page } = await show(UsersPage, '/desk/users')
    await page.find('.menu .opener').trigger('click')
    await flushPromises()
    await page.findAll('[role=menuitem]')[0]?.trigger('click')
    await flushPromises()
    await page.findAll('dialog input[type=radio]')[4]?.setValue(true)
    expect(page.find('dialog [role=status]').exists()).toBe(true)
    expect(page.find('dialog').text()).toContain('要另一位安全管理员批准')
    await page.find('#until').setValue('2020-01-01')
    await page.find('dialog .button.main').trigger('click')
    expect(page.find('dialog').text()).toContain('结束的日子要在开始之后')
    await page.find('#until').setValue('')
    await page.find('dialog .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject({
      path: '/v1/grants', body: { person: 'w', role: 'auditor', scope: city },
    })
    expect(toasts.value[0]?.text).toBe('已提请，等另一位安全管理员批准')
    page.unmount()
  })

  it('shows the table of rights', async () => {
    server(answers())
    const { page } = await show(UsersPage, '/desk/users?tab=table')
    expect(page.findAll('.policy-table tbody tr')).toHaveLength(rights.length)
    page.unmount()
  })
})

describe('where an invitation leads', () => {
  const opened = {
    login: 'chen', name: '陈晨', totp_secret: 'ABCD', otpauth_uri: 'otpauth://totp/x?secret=ABCD',
    expires_at: '2026-03-08T00:00:00Z',
  }
  it('takes the code from the link, then password and digits, then shows spare codes', async () => {
    const sent = server({
      '/v1/sign-in/staff/invitation': [200, opened],
      '/v1/sign-in/staff/enrol': [200, { token: 't', recovery_codes: ['aaaa-1111', 'bbbb-2222'] }],
    })
    const { page, router } = await show(EnrolPage, '/enrol#SECRET')
    expect(page.find('h1').text()).toBe('陈晨，您好')
    expect(commands(sent)[0]?.body).toEqual({ invitation: 'SECRET' })
    await page.find('form').trigger('submit')
    expect(page.findAll('.summary li')).toHaveLength(2)
    await page.find('#password').setValue('春天来了满山花')
    await page.find('#totp').setValue('123 456')
    await page.find('form').trigger('submit')
    expect(page.find('.summary').text()).toContain('密码至少 8 个字')
    await page.find('#password').setValue('春天来了，满山都是花')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[1]?.body)
      .toMatchObject({ invitation: 'SECRET', password: '春天来了，满山都是花', totp: '123456' })
    expect(page.findAll('.codes li')).toHaveLength(2)
    await flushPromises()
    expect(router.currentRoute.value.hash).toBe('')
    page.unmount()
  })

  it('says what is wrong with it', async () => {
    server({ '/v1/sign-in/staff/invitation': [404, { code: 'invitation_unknown', title: '邀请码不对。' }] })
    const { page } = await show(EnrolPage, '/enrol#WRONG')
    expect(page.find('.summary').text()).toContain('邀请码不对。')
    page.unmount()
  })
})
