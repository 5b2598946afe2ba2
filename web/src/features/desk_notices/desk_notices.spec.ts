import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { dismiss, take, toasts } from '@/ui/toasts'
import NoticesPage from './NoticesPage.vue'
import {
  byWay, heard, pageOf, queryIn, sheetOf, type Sending, type Template, type Webhook,
} from './desk_notices'
import { reasonOf } from './reasons'

const path = '4112/411202/'
const sending = (change: Partial<Sending> = {}): Sending => ({
  id: '1', channel: 'sms', state: 'refused', occasion: 'help_coming', shown: '138****0001',
  subject: 'n1', site_path: path, urgent: false, tries: 1, segments: 1, said: '550 空号',
  queued_at: '2026-03-03T01:00:00Z', due_at: '2026-03-03T01:00:00Z',
  until_at: '2026-03-04T01:00:00Z', ...change,
})
const template = (change: Partial<Template> = {}): Template => ({
  occasion: 'help_coming', name: '有人接单', topic: 'visits', channel: 'inbox', lang: 'zh',
  title: '有人来了', words: '{number} 有人来', version: 0, placeholders: ['{site}', '{number}'],
  ...change,
})
const hook = (change: Partial<Webhook> = {}): Webhook => ({
  webhook: 'h', name: '区平台', site_path: path, host: 'hub.example.cn', occasions: [],
  state: 'active', failures: 0, said: '', waiting: 0, made_at: '2026-03-03T01:00:00Z',
  changed_at: '2026-03-03T01:00:00Z', ...change,
})
const items = (...all: unknown[]): [number, unknown] => [200, { items: all }]
const answers: Answers = {
  '/v1/sites': items({ id: 's', path, name: '湖滨区中心', kind: 'center' }),
  '/v1/notices/outbox': items(sending(), sending({ id: '2', state: 'unknown', said: '' })),
  '/v1/notices/outbox/counts': [200, { undelivered: 2, items: [
    { channel: 'sms', state: 'refused', messages: 2, segments: 3 },
    { channel: 'sms', state: 'waiting', messages: 4, segments: 0 },
    { channel: 'sms', state: 'sent', messages: 5, segments: 6 }] }],
  '/v1/notice-templates': items(
    template(), template({ occasion: 'visit_day', name: '提醒', from: path })),
  '/v1/notice-templates/versions': items(),
  '/v1/notice-templates/preview': [200, { title: '有人来了', text: 'H3-0412-7 有人来' }],
  '/v1/notice-rules': [200, {
    effective: {
      site_path: path, reminders: [1440, 120], quiet: { from_minute: 1260, to_minute: 480 } },
    items: [] }],
  '/v1/webhooks': items(hook()),
}
const sign = (scope: string, ...rights: string[]) => {
  me.value = {
    id: 'z', session: 'x', method: 'staff', name: '赵主任', roles: [{ role: 'center_staff', scope }],
    rights, signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as typeof me.value
}
const button = (page: VueWrapper, text: string) =>
  page.findAll('button').find((each) => each.text().startsWith(text))
const press = async (page: VueWrapper, text: string) => {
  const found = button(page, text)
  expect(found?.exists(), text).toBe(true)
  await found?.trigger('click')
  await flushPromises()
}
const opened = (page: VueWrapper) => vi.waitFor(() => {
  const found = page.find('dialog[open]')
  expect(found.exists()).toBe(true)
  return found
}, { timeout: 5000 })
const tab = async (name: string, part: string) => {
  const { page } = await show(NoticesPage, `/desk/notices?tab=${name}`)
  await vi.waitFor(() => { expect(page.find(part).exists()).toBe(true) }, { timeout: 5000 })
  return page
}

beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  localStorage.clear()
  sign(path, 'people_read', 'people_write', 'need_read', 'settings_manage')
})
afterEach(() => {
  me.value = null
  for (const { id } of toasts.value) dismiss(id)
})

describe('who sees which part', () => {
  it.each([
    [path, ['people_read', 'need_read'], ['发出的', '文字', '提醒与免打扰']],
    [path, ['people_read', 'need_read', 'settings_manage'],
      ['发出的', '文字', '提醒与免打扰', '推送给程序']],
    ['4112/', ['settings_manage'], ['推送给程序', '试发一条']],
  ])('%s with %s', async (scope, rights, parts) => {
    sign(scope, ...rights)
    server(answers)
    const { page } = await show(NoticesPage, '/desk/notices')
    expect(page.findAll('[role=tab]').map((each) => each.text())).toEqual(parts)
  })
})

describe('what went out', () => {
  it('is asked for and exported as the address says', () => {
    expect(queryIn({})).toEqual({ show: 'undelivered', state: '', channel: '', occasion: '' })
    expect(queryIn({ show: 'all', state: 'lost', channel: 'inbox' }))
      .toEqual({ show: 'all', state: '', channel: '', occasion: '' })
    expect(sheetOf(queryIn({}), '4112/', 'csv'))
      .toBe('/v1/notices/outbox?under=4112%2F&undelivered=true&format=csv')
    expect(sheetOf(queryIn({ state: 'sent', channel: 'sms' }), '4112/', 'xlsx'))
      .toBe('/v1/notices/outbox?under=4112%2F&state=sent&channel=sms&format=xlsx')
  })
  it('is counted by way', () => {
    expect(byWay({ undelivered: 2, items: [
      { channel: 'sms', state: 'expired', messages: 2, segments: 0 },
      { channel: 'sms', state: 'sending', messages: 1, segments: 1 }] }))
      .toEqual([{ channel: 'sms', coming: 1, sent: 0, failed: 2, segments: 1 }])
  })
  it('leads to what it was about', () => {
    expect(pageOf(sending())).toBe('/desk/needs/n1')
    expect(pageOf(sending({ occasion: 'first_record' }))).toBe('/desk/records/n1')
    expect(pageOf(sending({ occasion: 'device_new' }))).toBeNull()
  })
  it('says why in the reader’s words where the program stood in the way', () => {
    expect(reasonOf(sending({ said: 'too late to be of use' }))).toBe('发出去以前就过了时候')
    expect(reasonOf(sending())).toBe('550 空号')
  })

  it('shows what did not arrive, and narrows by a number', async () => {
    const sent = server(answers)
    const { page, router } = await show(NoticesPage, '/desk/notices')
    expect(sent.find(({ path: at }) => at === '/v1/notices/outbox')?.query.get('undelivered')).toBe('true')
    expect(page.find('tbody tr').text()).toContain('2')
    await page.findAll('.outbox-counts button')[2]?.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ show: 'all', channel: 'sms', state: 'sent' })
  })

  it('asks before what may have arrived goes out again', async () => {
    const sent = server({
      ...answers, '/v1/notices/outbox/1/retry': [200, sending()],
      '/v1/notices/outbox/2/retry': [409, { code: 'sending_nameless', title: '没有地址了。' }],
    })
    const { page } = await show(NoticesPage, '/desk/notices')
    await page.find('.data thead input').setValue(true)
    await press(page, '再发 2 条')
    expect(commands(sent)).toHaveLength(0)
    const dialog = await opened(page)
    expect(dialog.text()).toContain('其中 1 条')
    await dialog.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent).map(({ path: at }) => at))
      .toEqual(['/v1/notices/outbox/1/retry', '/v1/notices/outbox/2/retry'])
    expect(toasts.value.map(({ text }) => text))
      .toEqual(['1 条又排上了', '有 1 条没有办成：没有地址了。'])
  })

  it('sends one again at once, and gives several up', async () => {
    const sent = server({
      ...answers, '/v1/notices/outbox/1/retry': [200, sending()],
      '/v1/notices/outbox/1/give-up': [200, sending()],
    })
    const { page } = await show(NoticesPage, '/desk/notices')
    await page.find('.data .do button').trigger('click')
    await flushPromises()
    await page.findAll('.data tbody input')[0]?.setValue(true)
    await press(page, '不发了')
    expect(commands(sent).map(({ path: at }) => at))
      .toEqual(['/v1/notices/outbox/1/retry', '/v1/notices/outbox/1/give-up'])
  })

  it('offers nothing to whoever only reads', async () => {
    sign(path, 'people_read')
    server(answers)
    const { page } = await show(NoticesPage, '/desk/notices')
    await page.find('.data thead input').setValue(true)
    expect(page.find('.outbox-bulk').exists()).toBe(false)
    expect(page.find('.data .do').exists()).toBe(false)
  })
})

describe('words', () => {
  it('says whose they are', async () => {
    server(answers)
    const page = await tab('words', '.words-list')
    expect(page.findAll('.words-list .whose').map((each) => each.text()))
      .toEqual(['系统的文字', '本站改过的'])
  })

  it('puts a placeholder where the cursor is, shows how it reads, and takes it back', async () => {
    const sent = server({ ...answers, '/v1/notice-templates/reset': [200, template()] })
    const page = await tab('words', '.words-list')
    await page.find('.words-list button').trigger('click')
    await vi.waitFor(() => { expect(page.find('.words-editor .paper').exists()).toBe(true) })
    const box = page.find<HTMLTextAreaElement>('#words')
    await box.trigger('focus')
    box.element.setSelectionRange(0, 0)
    await page.find('.holes button').trigger('click')
    await flushPromises()
    expect(box.element.value).toBe('{site}{number} 有人来')
    await vi.waitFor(() => {
      const asked = sent.filter(({ path: at }) => at.endsWith('/preview')).at(-1)
      expect(asked?.body).toMatchObject({ words: '{site}{number} 有人来', channel: 'inbox', lang: 'zh' })
    })
    await page.find('.words-editor').trigger('submit')
    await flushPromises()
    expect(commands(sent).find(({ path: at }) => at === '/v1/notice-templates')?.body)
      .toMatchObject({ site_path: path, occasion: 'help_coming', words: '{site}{number} 有人来' })
    const toast = toasts.value.at(-1)
    if (toast) take(toast)
    await flushPromises()
    expect(commands(sent).at(-1)?.path).toBe('/v1/notice-templates/reset')
  })

  it('says what is wrong with them while they are written', async () => {
    server({ ...answers, '/v1/notice-templates/preview': [422, {
      code: 'fields_wrong', title: '有误',
      errors: [{ path: '/words', detail: '花括号没有配对' }] }] })
    const page = await tab('words', '.words-list')
    await page.find('.words-list button').trigger('click')
    await vi.waitFor(() => { expect(page.find('.preview').text()).toContain('花括号没有配对') })
  })

  it('counts the parts of a text message', async () => {
    server({
      ...answers, '/v1/notice-templates': items(template({ channel: 'sms', title: '' })),
      '/v1/notice-templates/preview':
        [200, { title: '', text: '长', segments: 4, segments_max: 3, unicode: true }],
    })
    const page = await tab('words', '.words-list')
    await page.find('.words-list button').trigger('click')
    await vi.waitFor(() => { expect(page.find('.preview').text()).toContain('按 4 条短信计费，最多 3 条') })
    expect(page.find('.preview').text()).toContain('太长了')
    expect(page.find('#title').exists()).toBe(false)
  })
})

describe('reminders and quiet hours', () => {
  it('are refused here when two are the same, and kept when all is right', async () => {
    const sent = server(answers)
    const page = await tab('rules', '.reminder')
    await press(page, '再加一次')
    const last = page.findAll('.reminder')[2]
    await last?.find('input').setValue('2')
    await last?.find('select').setValue('hour')
    await page.find('.rules-part form').trigger('submit')
    expect(page.find('.rules-part [role=alert]').text()).toContain('各不相同')
    await last?.find('select').setValue('day')
    await page.findAll('.rules-part input[type=radio]')[2]?.setValue(true)
    await page.find('.rules-part form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({
      site_path: path, reminders: [1440, 120, 2880], quiet: { from_minute: 0, to_minute: 0 },
    })
  })

  it('are only read by whoever may not set them', async () => {
    sign(path, 'need_read')
    server(answers)
    const page = await tab('rules', '.facts')
    expect(page.text()).toContain('提前 1 天、提前 2 小时')
    expect(page.find('.rules-part form').exists()).toBe(false)
  })
})

describe('webhooks', () => {
  it('shows the secret of a new one once', async () => {
    const sent = server(answers)
    const page = await tab('webhooks', '.hooks')
    await press(page, '加一个推送')
    const form = await opened(page)
    await form.find('form').trigger('submit')
    expect(form.find('[role=alert]').text()).toContain('网址要完整')
    await form.find('#name').setValue('大屏')
    await form.find('#url').setValue('https://wall.example.cn/in')
    server({ ...answers, '/v1/webhooks': [200, { webhook: hook({ name: '大屏' }), secret: 's3cret', items: [] }] })
    await form.find('form').trigger('submit')
    await flushPromises()
    const dialog = await opened(page)
    await vi.waitFor(() => {
      expect(page.find<HTMLInputElement>('#webhook-secret').element.value).toBe('s3cret')
    })
    expect(dialog.text()).toContain('只显示这一次')
    expect(commands(sent)).toHaveLength(0)
  })

  it('says how one fails, and is removed only after a question', async () => {
    const sent = server({
      ...answers, '/v1/webhooks': items(hook({ state: 'disabled', failures: 20, said: '502' })),
      '/v1/webhooks/h/remove': [204, null],
    })
    const page = await tab('webhooks', '.hooks')
    expect(page.find('.hooks li').text()).toContain('一连失败 20 次，对方说：502')
    await page.find('.hooks .opener').trigger('click')
    await page.findAll('[role=menuitem]').at(-1)?.trigger('click')
    const dialog = await opened(page)
    expect(commands(sent)).toHaveLength(0)
    await dialog.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.path).toBe('/v1/webhooks/h/remove')
  })

  it('hear of needs, records and groups, and of nobody’s own affairs', () => {
    expect(heard).toContain('need_overdue')
    expect(heard).not.toContain('device_new')
    expect(heard).toHaveLength(21)
  })
})
