import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { keysOn } from '@/shell/keys'
import { setChoices } from '@/shell/my_prefs'
import { setScheme, setStep, step } from '@/shell/prefs'
import { commands, server, show } from '@/testing'
import { toasts } from '@/ui/toasts'
import { lang, speak } from '@/words'
import DevicesPage from './DevicesPage.vue'
import PhoneChange from './PhoneChange.vue'
import SettingsPage from './SettingsPage.vue'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const

beforeEach(() => {
  me.value = { ...somebody, roles: [], rights: [] }
  toasts.value = []
})
afterEach(async () => {
  me.value = null // what is put right here is nobody's choice
  setStep(0)
  setScheme('auto')
  setChoices([])
  await speak('zh')
})

describe('the devices signed in', () => {
  const session = (id: string, current: boolean) => ({
    id, device_name: `Chrome · ${id}`, method: 'code', current,
    created_at: '2026-03-05T01:00:00Z', seen_at: '2026-03-05T02:00:00Z', expires_at: '',
  })
  const three = { items: [session('s1', true), session('s2', false), session('s3', false)] }

  it('are signed out one by one, never this one by that button', async () => {
    const sent = server({
      '/v1/me/sessions': [200, three], '/v1/me/sessions/s2/revoke': [204, null],
    })
    const { page } = await show(DevicesPage, '/my/devices')
    const buttons = page.findAll('.devices button')
    expect(buttons).toHaveLength(2)
    await buttons[0]?.trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/me/sessions/s2/revoke'])
    expect(page.findAll('.devices li')).toHaveLength(2)
    expect(toasts.value[0]?.text).toContain('Chrome · s2')
  })

  it('are signed out all at once but this', async () => {
    const sent = server({
      '/v1/me/sessions': [200, three],
      '/v1/me/sessions/revoke-others': [200, { revoked: 2 }],
    })
    const { page } = await show(DevicesPage, '/my/devices')
    await page.findAll('button').find((each) => each.text() === '别的设备全部退出')?.trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/me/sessions/revoke-others'])
    expect(page.findAll('.devices li')).toHaveLength(1)
    expect(page.text()).toContain('只有这一台登录着')
  })

  it('stay listed when the server refuses', async () => {
    server({
      '/v1/me/sessions': [200, three],
      '/v1/me/sessions/s2/revoke': [409, { code: 'session_over', title: '已经退出' }],
    })
    const { page } = await show(DevicesPage, '/my/devices')
    await page.find('.devices button').trigger('click')
    await flushPromises()
    expect(page.findAll('.devices li')).toHaveLength(3)
    expect(toasts.value[0]?.text).toBe('已经退出')
  })
})

describe('the settings', () => {
  const press = (page: Awaited<ReturnType<typeof show>>['page'], text: string) =>
    page.findAll('label').find((label) => label.text().startsWith(text))?.find('input')
      .setValue(true)

  it('change the letters and the light at once, and on every device', async () => {
    const sent = server({ '/v1/me/preferences': [200, { type_step: 3, scheme: 'dark' }] })
    const { page } = await show(SettingsPage, '/my/settings')
    await press(page, '最大')
    await press(page, '深色')
    expect(step.value).toBe(3)
    expect(document.documentElement.dataset.scheme).toBe('dark')
    expect(localStorage.getItem('lastmile.scheme')).toBe('dark')
    expect(page.text()).toContain('在哪台设备登录，都是这样')
    await vi.waitFor(() => {
      expect(commands(sent).at(-1)?.body).toMatchObject({ scheme: 'dark' })
    })
    expect(commands(sent)[0]?.body).toMatchObject({ type_step: 3 })
  })

  it('stay on this device until somebody signs in', async () => {
    me.value = null
    const sent = server({})
    const { page } = await show(SettingsPage, '/my/settings')
    await press(page, '更大')
    await flushPromises()
    expect(page.text()).toContain('还没有登录，先记在这台设备上')
    expect(localStorage.getItem('lastmile.type')).toBe('2')
    expect(sent).toEqual([])
  })

  it('change the language of pages, and of messages for who is signed in', async () => {
    const sent = server({ '/v1/me/preferences': [200, { lang: 'en' }] })
    const { page } = await show(SettingsPage, '/my/settings')
    await press(page, 'English')
    await vi.waitFor(() => { expect(lang.value).toBe('en') })
    await vi.waitFor(() => { expect(commands(sent)).toHaveLength(1) })
    expect(commands(sent)[0]?.body).toEqual({ lang: 'en' })
    expect(page.text()).toContain('every device you sign in on')
  })

  it('let single keys sleep', async () => {
    server({})
    const { page } = await show(SettingsPage, '/my/settings')
    await page.find('input[type=checkbox]').setValue(false)
    expect(keysOn.value).toBe(false)
    await page.find('input[type=checkbox]').setValue(true)
    expect(keysOn.value).toBe(true)
  })
})

describe('another number', () => {
  it('is proved by the code sent to it', async () => {
    const sent = server({
      '/v1/sign-in/codes': [200, { request: 'r', expires_at: '', resend_after_seconds: 60 }],
      '/v1/me/phone': [204, null],
    })
    const { page } = await show(PhoneChange, '/', { modelValue: true })
    await page.find('#new-phone').setValue('139 0000 0001')
    await page.find('form').trigger('submit')
    await flushPromises()
    await page.find('#new-code').setValue('123456')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[1]?.body).toMatchObject(
      { phone: '13900000001', request: 'r', code: '123456' })
    expect(page.emitted('done')).toEqual([['13900000001']])
  })

  it('that belongs to somebody is refused in the server’s words', async () => {
    server({
      '/v1/sign-in/codes': [200, { request: 'r', expires_at: '', resend_after_seconds: 60 }],
      '/v1/me/phone': [409, { code: 'phone_taken', title: '这个号码已有账号' }],
    })
    const { page } = await show(PhoneChange, '/', { modelValue: true })
    await page.find('#new-phone').setValue('13900000001')
    await page.find('form').trigger('submit')
    await flushPromises()
    await page.find('#new-code').setValue('123456')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('这个号码已有账号')
    expect(page.emitted('done')).toBeUndefined()
  })
})
