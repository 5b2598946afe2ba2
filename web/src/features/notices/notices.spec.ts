import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { dismiss, take, toasts } from '@/ui/toasts'
import ChoicesPage from './ChoicesPage.vue'
import InboxPage from './InboxPage.vue'
import Unread from './Unread.vue'
import UnsubscribePage from './UnsubscribePage.vue'
import type { Told } from './notices'
import { clock, minuteOf, quietInWords } from './quiet'
import { forgetCount, unread } from './unread'
import { hindrance, type Wishes } from './wishes'

const told = (change: Partial<Told> = {}): Told => ({
  id: '1', occasion: 'help_coming', topic: 'visits', title: '有志愿者接单了', text: '星期三上午来。',
  urgent: false, subject: 'n1', page: '/needs/n1', action: 'open', detail: {},
  made_at: '2026-03-03T01:00:00Z', sent: [], ...change,
})
const inbox = (left: number, ...items: Told[]): Answers[string] => [200, { items, unread: left }]
const press = async (page: VueWrapper, text: string) => {
  await page.findAll('button').find((each) => each.text().startsWith(text))?.trigger('click')
  await flushPromises()
}
const sign = (rights: string[] = []) => {
  me.value = {
    id: 'z', session: 'x', method: 'code', name: '王秀英', roles: [], rights,
    signs_in_by_phone: true, signed_in_at: '', expires_at: '',
  } as typeof me.value
}
beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  localStorage.clear()
  forgetCount()
  sign()
})
afterEach(() => {
  me.value = null
  for (const { id } of toasts.value) dismiss(id)
})

describe('the inbox', () => {
  it('says what is unread by a word, and reads what is opened', async () => {
    const sent = server({
      '/v1/me/notices': inbox(1, told(), told({ id: '2', read_at: '2026-03-03T02:00:00Z' })),
      '/v1/me/notices/read': [200, { marked: 1, unread: 0 }],
    })
    const { page, router } = await show(InboxPage, '/notices')
    const rows = page.findAll('.inbox-list li')
    expect(rows.map((row) => row.text().startsWith('没看'))).toEqual([true, false])
    await rows[0]?.find('h2 a').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]).toMatchObject(
      { path: '/v1/me/notices/read', body: { notices: ['1'] } })
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/needs/n1') })
    expect(unread.value).toBe(0)
  })

  it('goes on although the mark could not be kept', async () => {
    server({ '/v1/me/notices': inbox(1, told()) })
    const { page, router } = await show(InboxPage, '/notices')
    await page.find('.inbox-list h2 a').trigger('click')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/needs/n1') })
  })

  it('marks all up to the newest seen, and takes that back as one', async () => {
    const sent = server({
      '/v1/me/notices': inbox(2, told({ id: '9' }), told()),
      '/v1/me/notices/read': [200, { marked: 2, undo: '2026-03-03T03:00:00Z', unread: 0 }],
      '/v1/me/notices/unread': [200, { marked: 2, unread: 2 }],
    })
    const { page } = await show(InboxPage, '/notices')
    await press(page, '全部算看过')
    expect(commands(sent)[0]?.body).toEqual({ up_to: '9' })
    expect(page.findAll('.inbox-list .fresh')).toHaveLength(0)
    const toast = toasts.value.find(({ text }) => text === '2 条都算看过了')
    if (toast) take(toast)
    await flushPromises()
    expect(commands(sent)[1]?.body).toEqual({ undo: '2026-03-03T03:00:00Z' })
    expect(page.findAll('.inbox-list .fresh')).toHaveLength(2)
  })

  it('marks those selected as unread again', async () => {
    const sent = server({
      '/v1/me/notices': inbox(0, told({ read_at: '2026-03-03T02:00:00Z' }),
        told({ id: '2', read_at: '2026-03-03T02:00:00Z' })),
      '/v1/me/notices/unread': [200, { marked: 1, unread: 1 }],
    })
    const { page } = await show(InboxPage, '/notices')
    await press(page, '选几条')
    await page.findAll('.inbox-list input')[1]?.setValue(true)
    await press(page, '算没看')
    expect(commands(sent)[0]).toMatchObject(
      { path: '/v1/me/notices/unread', body: { notices: ['2'] } })
    expect(page.findAll('.inbox-list li').map((row) => row.classes('fresh'))).toEqual([false, true])
  })

  it('lets whose first record it is not say so at once', async () => {
    const sent = server({
      '/v1/me/notices': inbox(1, told({
        occasion: 'first_record', topic: 'records', action: 'not_me', subject: 'r1',
        page: '/records/r1', post: '/v1/records/r1/not-me' })),
      '/v1/me/notices/read': [200, { marked: 1, unread: 0 }],
      '/v1/records/r1/not-me': [200, {}],
    })
    const { page } = await show(InboxPage, '/notices')
    await press(page, '不是我')
    await vi.waitFor(() => { expect(page.find('dialog[open]').exists()).toBe(true) })
    expect(commands(sent)).toHaveLength(0)
    await page.find('dialog .button.main').trigger('click')
    await vi.waitFor(() => {
      expect(commands(sent).map(({ path }) => path))
        .toEqual(['/v1/records/r1/not-me', '/v1/me/notices/read'])
    })
  })

  it('announces what came, and does not push it in', async () => {
    server({ '/v1/me/notices': inbox(1, told()) })
    const { page } = await show(InboxPage, '/notices')
    expect(page.text()).not.toContain('新消息')
    server({ '/v1/me/notices': inbox(2, told({ id: '9', title: '新来的' }), told()) })
    unread.value = 2
    await nextTick()
    expect(page.findAll('.inbox-list li')).toHaveLength(1)
    await press(page, '有 1 条新消息')
    expect(page.find('.inbox-list h2').text()).toBe('新来的')
    expect(page.text()).not.toContain('新消息')
  })

  it('says why it is empty, and what went wrong', async () => {
    server({ '/v1/me/notices': inbox(0) })
    expect((await show(InboxPage, '/notices')).page.text()).toContain('还没有消息')
    server({ '/v1/me/notices': [500, { code: 'fault', title: '服务器忙。' }] })
    expect((await show(InboxPage, '/notices')).page.text()).toContain('服务器忙。')
  })
})

describe('the count', () => {
  it('stands on the bell and first in the title', async () => {
    document.title = '首页 · 满天星'
    server({ '/v1/me/notices/count': [200, { unread: 3, urgent: 0 }] })
    const bell = mount(Unread, { attachTo: document.body })
    await flushPromises()
    expect(bell.text()).toBe('3条没看的消息')
    expect(document.title).toBe('(3) 首页 · 满天星')
    document.title = '任务 · 满天星'
    await vi.waitFor(() => { expect(document.title).toBe('(3) 任务 · 满天星') })
    unread.value = 120
    await nextTick()
    expect(bell.text()).toContain('99+')
    bell.unmount()
    expect(document.title).toBe('任务 · 满天星')
  })

  it('of somebody else is not shown', async () => {
    server({ '/v1/me/notices/count': [200, { unread: 3, urgent: 0 }] })
    const bell = mount(Unread)
    await flushPromises()
    server({})
    me.value = { ...me.value, id: 'y' } as typeof me.value
    await nextTick()
    expect(bell.text()).toBe('')
    bell.unmount()
  })
})

const wishes = (change: Partial<Wishes> = {}): Wishes => ({
  topics: [
    { topic: 'visits', name: '上门与提醒', ways: [
      { channel: 'inbox', on: true, locked: false, chosen: false, partly: false },
      { channel: 'email', on: true, locked: false, chosen: false, partly: true },
      { channel: 'sms', on: true, locked: false, chosen: true, partly: false }] },
    { topic: 'work', name: '站点工作', ways: [] },
    { topic: 'security', name: '账号与安全', ways: [
      { channel: 'inbox', on: true, locked: true, chosen: false, partly: false }] },
  ],
  town_sends_email: true, town_sends_sms: true, email_state: 'none', phone: '199****0000',
  wants_no_messages: false, quiet: { from_minute: 1260, to_minute: 480 }, ...change,
})

describe('how one is told', () => {
  it('says each way in a word, why one cannot be had, and why one cannot be switched off', async () => {
    server({ '/v1/me/notice-choices': [200, wishes()] })
    const { page } = await show(ChoicesPage, '/my/notices')
    const ways = page.findAll('.topic-ways label').map((label) => label.text())
    expect(ways).toEqual(['站内消息收', '邮件没留邮箱', '短信收', '站内消息收'])
    expect(page.text()).toContain('一直开着')
    expect(page.text()).not.toContain('站点工作')
    const off = page.findAll('.topic-ways input')
      .map((box) => box.attributes('disabled') !== undefined)
    expect(off).toEqual([false, true, false, true])
  })

  it('switches one way off, and shows what the server has', async () => {
    const after = wishes()
    const sms = after.topics[0]?.ways[2]
    if (sms) sms.on = false
    const sent = server({ '/v1/me/notice-choices': [200, wishes()] })
    const { page } = await show(ChoicesPage, '/my/notices')
    server({ '/v1/me/notice-choices': [403, { code: 'no', title: '现在不行。' }] })
    const box = page.findAll<HTMLInputElement>('.topic-ways input')[2]
    await box?.setValue(false)
    await flushPromises()
    expect(box?.element.checked).toBe(true)
    expect(toasts.value.map(({ text }) => text)).toContain('现在不行。')
    const asked = server({ '/v1/me/notice-choices': [200, after] })
    await box?.setValue(false)
    await flushPromises()
    expect(commands(asked)[0]?.body).toEqual({ topic: 'visits', channel: 'sms', on: false })
    expect(box?.element.checked).toBe(false)
    expect(commands(sent)).toHaveLength(0)
  })

  it('asks for hours that are hours, over midnight too', async () => {
    const sent = server({
      '/v1/me/notice-choices': [200, wishes()],
      '/v1/me/notice-choices/quiet': [200, wishes({
        own_quiet: { from_minute: 1320, to_minute: 420 },
        quiet: { from_minute: 1320, to_minute: 420 } })],
    })
    const { page } = await show(ChoicesPage, '/my/notices')
    await vi.waitFor(() => { expect(page.find('.quiet-part').exists()).toBe(true) })
    await page.findAll('.quiet-part input[type=radio]')[1]?.setValue(true)
    await page.find('#quiet-from').setValue('22:00')
    await page.find('#quiet-to').setValue('22:00')
    await page.find('.quiet-part form').trigger('submit')
    expect(page.find('.quiet-part [role=alert]').text()).toContain('不能一样')
    await page.find('#quiet-to').setValue('07:00')
    await page.find('.quiet-part form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ quiet: { from_minute: 1320, to_minute: 420 } })
    expect(toasts.value.at(-1)?.text).toBe('记下了，免打扰：22:00 到第二天 07:00')
  })

  it('takes an address once its code came back', async () => {
    const confirmed = wishes({ email: 'w@example.cn', email_state: 'confirmed' })
    const sent = server({
      '/v1/me/notice-choices': [200, wishes()],
      '/v1/me/email': [200, {
        expires_at: '2026-03-03T01:10:00Z', resend_after_seconds: 60, code: '123456' }],
      '/v1/me/email/confirm': [200, confirmed],
    })
    const { page } = await show(ChoicesPage, '/my/notices')
    await vi.waitFor(() => { expect(page.find('.email-part').exists()).toBe(true) })
    await page.find('#address').setValue('w@')
    await page.find('.email-part form').trigger('submit')
    expect(page.find('.email-part [role=alert]').text()).toContain('不完整')
    await page.find('#address').setValue('w@example.cn')
    await page.find('.email-part form').trigger('submit')
    await flushPromises()
    expect(page.find('.email-part').text()).toContain('验证码是 123456')
    await page.find('#code').setValue('123 456')
    await page.find('.email-part form').trigger('submit')
    await flushPromises()
    expect(commands(sent).map(({ body }) => body))
      .toEqual([{ address: 'w@example.cn' }, { code: '123456' }])
    expect(page.find('.email-part').text()).toContain('w@example.cn')
    expect(page.find('.email-part').text()).toContain('确认过')
  })
})

describe('ways and hours', () => {
  it('says what hinders a way', () => {
    expect(hindrance(wishes(), 'inbox')).toBeNull()
    expect(hindrance(wishes({ town_sends_sms: false }), 'sms')).toBe('choices.townNoSms')
    expect(hindrance(wishes({ email: 'a@b.cn' }), 'email')).toBeNull()
  })
  it('reads and says minutes of the day', () => {
    expect(clock(495)).toBe('08:15')
    expect(minuteOf('08:15')).toBe(495)
    expect(minuteOf('24:00')).toBeNaN()
    expect(quietInWords({ from_minute: 0, to_minute: 0 })).toBe('不设')
    expect(quietInWords({ from_minute: 720, to_minute: 840 })).toBe('12:00 到 14:00')
  })
})

describe('the link of an e-mail', () => {
  it('changes nothing until somebody presses', async () => {
    const sent = server({ '/v1/unsubscribe': [200, { topic: 'visits' }] })
    const { page } = await show(UnsubscribePage, '/unsubscribe?token=p.visits.tag')
    expect(commands(sent)).toHaveLength(0)
    await page.find('.button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ token: 'p.visits.tag' })
    expect(page.find('h1').text()).toBe('好了，不再发“上门与提醒”的邮件')
  })
  it('says so when it is not whole', async () => {
    server({ '/v1/unsubscribe': [422, { code: 'unsubscribe_wrong', title: '退订链接不完整。' }] })
    const { page } = await show(UnsubscribePage, '/unsubscribe?token=p')
    await page.find('.button.main').trigger('click')
    await flushPromises()
    expect(page.find('h1').text()).toBe('这个链接不完整')
    expect((await show(UnsubscribePage, '/unsubscribe')).page.find('h1').text()).toBe('这个链接不完整')
  })
})
