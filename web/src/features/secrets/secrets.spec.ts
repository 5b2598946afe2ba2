import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show } from '@/testing'
import SecretsPage from './SecretsPage.vue'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const

beforeEach(() => { me.value = { ...somebody, roles: [], rights: [], login: 'worker' } })

describe('what staff prove themselves with', () => {
  it('is nothing to those who sign in by phone', async () => {
    me.value = { ...somebody, roles: [], rights: [] }
    const { page } = await show(SecretsPage, '/my/secrets')
    expect(page.text()).toContain('您不用密码')
    expect(page.find('input').exists()).toBe(false)
  })

  it('changes the password, and empties both fields', async () => {
    const sent = server({ '/v1/me/password': [204, null] })
    const { page } = await show(SecretsPage, '/my/secrets')
    await page.findAll('form')[0]?.trigger('submit')
    expect(page.findAll('[role=alert] li')).toHaveLength(2)
    await page.find('#old_password').setValue('old')
    await page.find('#new_password').setValue('a new sentence')
    await page.findAll('form')[0]?.trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual(
      { old_password: 'old', new_password: 'a new sentence' })
    expect((page.find('#old_password').element as HTMLInputElement).value).toBe('')
  })

  it('takes a new authenticator only with one of its codes, and shows the new recovery codes', async () => {
    const sent = server({
      '/v1/me/totp': [200, { totp_secret: 'ABCD', otpauth_uri: 'otpauth://totp/x?secret=ABCD' }],
      '/v1/me/totp/confirm': [200, { recovery_codes: ['aaaa-1111', 'bbbb-2222'] }],
    })
    const { page } = await show(SecretsPage, '/my/secrets')
    await page.find('#password').setValue('mine')
    await page.findAll('form')[1]?.trigger('submit')
    await flushPromises()
    expect(page.text()).toContain('ABCD')
    await page.find('#totp').setValue('12')
    await page.findAll('form')[1]?.trigger('submit')
    expect(page.find('[role=alert]').text()).toContain('6 位数字')
    await page.find('#totp').setValue('123 456')
    await page.findAll('form')[1]?.trigger('submit')
    await flushPromises()
    expect(commands(sent).map(({ path, body }) => [path, body])).toEqual([
      ['/v1/me/totp', { password: 'mine' }], ['/v1/me/totp/confirm', { totp: '123456' }]])
    expect(page.findAll('.codes li').map((each) => each.text()))
      .toEqual(['aaaa-1111', 'bbbb-2222'])
  })

  it('says so when the password is wrong', async () => {
    server({ '/v1/me/recovery-codes': [401, { code: 'password_wrong', title: '密码不对' }] })
    const { page } = await show(SecretsPage, '/my/secrets')
    await page.find('#password').setValue('guess')
    await page.findAll('button').find((each) => each.text() === '换十个恢复码')?.trigger('click')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('密码不对')
    expect(page.find('.codes').exists()).toBe(false)
  })
})
