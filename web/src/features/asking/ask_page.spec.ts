import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { outbox } from '@/shell/outbox'
import { commands, server, show, type Answers } from '@/testing'
import AskPage from './AskPage.vue'

const profile = { person: 'p', name: '夏志超', phone: '+8613800000001', address: '6 号楼 502' }
const need = { id: 'n1', number: '912-395-377', state: 'draft', due_at: '2026-11-24T17:56:00Z' }
const answers = (): Answers => ({
  '/v1/categories': [200, { items: [
    { code: '0406', name_zh: '便民维修', name_en: 'Repairs', risk: 'raised', counts_hours: true },
    { code: '0901', name_zh: '平安巡逻', name_en: 'Patrol', risk: 'raised', counts_hours: true },
  ] }],
  '/v1/me/profile': [200, profile],
  '/v1/me/wards': [200, { items: [] }],
  '/v1/consent-wordings': [200, { items: [
    { kind: 'contact_sharing', version: 1, zh: '电话告诉来的人', en: 'Phone told' },
  ] }],
  '/v1/people/p/consents': [200, { items: [] }],
  '/v1/needs': [200, need],
  '/v1/needs/n1/alike': [200, { items: [] }],
  '/v1/needs/n1/submit': [200, { ...need, state: 'submitted' }],
  '/v1/needs/n1/withdraw': [200, { ...need, state: 'withdrawn' }],
})

beforeEach(() => {
  me.value = { id: 'p', session: 's', method: 'code', roles: [], rights: [],
    signs_in_by_phone: true, signed_in_at: '', expires_at: '' }
})

type Page = VueWrapper
async function next(page: Page) {
  await page.find('form.question').trigger('submit')
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}
async function press(page: Page, words: string) {
  const label = page.findAll('label').find((each) => each.text().startsWith(words))
  await label?.find('input').trigger('change')
  await flushPromises()
}
async function toCheck(page: Page) {
  await press(page, '便民维修')
  await next(page)
  await next(page)
  await next(page)
  await press(page, '明天')
  await press(page, '下午')
  await next(page)
  await next(page)
}

describe('asking for help', () => {
  it('asks one question after another, then sends all of it', async () => {
    const sent = server(answers())
    const { page } = await show(AskPage, '/ask')
    expect(page.find('h1').text()).toBe('要办什么事？')
    await toCheck(page)
    expect(page.find('h1').text()).toBe('看一看，对不对？')
    expect(page.text()).toContain('6 号楼 502')
    await next(page)
    expect(commands(sent).map(({ path }) => path)).toEqual([
      '/v1/people/p/consents', '/v1/needs', '/v1/needs/n1/submit',
    ])
    expect(commands(sent)[1]?.body).toMatchObject({
      draft: true, wanted: { category: '0406', details: '便民维修', urgency: 'appointment' },
    })
    expect(page.text()).toContain('912-395-377')
    expect(localStorage.getItem('lastmile.draft.ask')).toBeNull()
  })

  it('names what is missing, and stays at that question', async () => {
    server(answers())
    const { page } = await show(AskPage, '/ask')
    await next(page)
    expect(page.find('[role=alert]').text()).toContain('选一件要办的事')
    expect(page.find('h1').text()).toBe('要办什么事？')
  })

  it('keeps the answers when the page is closed', async () => {
    server(answers())
    const first = await show(AskPage, '/ask')
    await press(first.page, '便民维修')
    await next(first.page)
    first.page.unmount()
    const { page } = await show(AskPage, '/ask')
    expect(page.findAll('label.on').map((label) => label.text())).toContain('便民维修')
  })

  it('asks whether it is the same thing, and sends it when it is not', async () => {
    const sent = server({
      ...answers(),
      '/v1/needs/n1/alike': [200, { items: [{ need: 'n0', number: '1', state: 'submitted',
        category: '0406', same_recipient: true, same_household: true }] }],
    })
    const { page } = await show(AskPage, '/ask')
    await toCheck(page)
    await next(page)
    expect(page.find('h1').text()).toBe('这是同一件事吗？')
    await page.findAll('button').find((each) => each.text().startsWith('不是'))?.trigger('click')
    await flushPromises()
    await vi.dynamicImportSettled()
    expect(commands(sent).at(-1)?.path).toBe('/v1/needs/n1/submit')
  })

  it('follows the earlier one when it is the same, and leaves no draft', async () => {
    const sent = server({
      ...answers(),
      '/v1/needs/n1/alike': [200, { items: [{ need: 'n0', number: '1', state: 'submitted',
        category: '0406', same_recipient: true, same_household: true }] }],
    })
    const { page, router } = await show(AskPage, '/ask')
    await toCheck(page)
    await next(page)
    await page.findAll('button').find((each) => each.text() === '就是这一件')?.trigger('click')
    await flushPromises()
    expect(commands(sent).at(-1)?.path).toBe('/v1/needs/n1/withdraw')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/needs/n0') })
  })

  it('keeps it on the device without a network', async () => {
    const { '/v1/needs': gone, ...rest } = answers()
    expect(gone).toBeDefined()
    server(rest)
    const reached = globalThis.fetch
    const { page } = await show(AskPage, '/ask')
    await press(page, '便民维修')
    await next(page)
    await next(page)
    await next(page)
    await press(page, '哪天都行')
    await next(page)
    await press(page, '先不给')
    await next(page)
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await next(page)
    vi.stubGlobal('fetch', reached)
    expect(page.find('h1').text()).toBe('记在这台设备上了')
    expect(outbox.value).toHaveLength(1)
    expect(outbox.value[0]).toMatchObject({ path: '/v1/needs', person: 'p' })
  })
})
