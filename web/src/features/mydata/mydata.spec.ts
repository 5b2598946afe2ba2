import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show } from '@/testing'
import { toasts } from '@/ui/toasts'
import ConsentsPage from './ConsentsPage.vue'
import DataPage from './DataPage.vue'
import ErasePage from './ErasePage.vue'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const mine = { person: 'p', name: '王秀英', sex: 'female', home_site: 's', volunteers: false }

beforeEach(() => {
  me.value = { ...somebody, roles: [], rights: [] }
  toasts.value = []
})

describe('taking a copy along', () => {
  it('hands over one file and says how large it is', async () => {
    server({ '/v1/me/export': [200, { format: 'lastmile', needs: ['x'.repeat(3000)] }] })
    const taken: [string, number][] = []
    vi.stubGlobal('URL', Object.assign(URL, {
      createObjectURL: (file: Blob) => {
        taken.push([file.type, file.size])
        return 'blob:x'
      },
      revokeObjectURL: () => undefined,
    }))
    const { page } = await show(DataPage, '/my/data')
    await page.find('section button').trigger('click')
    await vi.waitFor(() => { expect(page.find('.data-said').text()).toContain('3 KB') })
    expect(taken).toHaveLength(1)
    expect(taken[0]?.[0]).toBe('application/json')
    expect(page.find('.data-said').text()).toMatch(/满天星-我的信息-\d{4}-\d\d-\d\d\.json/)
  })

  it('says so when it cannot be had', async () => {
    server({ '/v1/me/export': [503, { code: 'busy', title: '正忙，请稍后再试' }] })
    const { page } = await show(DataPage, '/my/data')
    await page.find('section button').trigger('click')
    await vi.waitFor(() => { expect(page.find('[role=alert]').text()).toBe('正忙，请稍后再试') })
    expect(page.find('progress').exists()).toBe(false)
  })
})

describe('erasing', () => {
  const answers = { '/v1/me/profile': [200, mine] as [number, unknown] }
  const submit = async (page: Awaited<ReturnType<typeof show>>['page'], word: string) => {
    await page.find('#erase-word').setValue(word)
    await page.find('form').trigger('submit')
    await flushPromises()
  }

  it('says what goes and what stays, and does nothing on a slip', async () => {
    const sent = server(answers)
    const { page } = await show(ErasePage, '/my/erase')
    expect(page.text()).toContain('会没有的')
    expect(page.text()).toContain('会留下的')
    await submit(page, '删掉')
    expect(page.find('[role=alert]').text()).toContain('请一字不差地写“全部删掉”')
    expect(commands(sent)).toEqual([])
  })

  it('is done at the right word, and forgets everything here', async () => {
    localStorage.setItem('lastmile.draft.ask', '{"details":"secret"}')
    const sent = server({
      ...answers, '/v1/people/p/erase': [204, null],
      '/v1/me': [401, { code: 'not_signed_in', title: '请先登录' }],
    })
    const { page } = await show(ErasePage, '/my/erase')
    await submit(page, ' 全部删掉 ')
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/people/p/erase'])
    expect(page.find('h1').text()).toBe('都删掉了')
    expect(me.value).toBeNull()
    expect(localStorage.getItem('lastmile.draft.ask')).toBeNull()
  })

  it('names what is still under way, with the ways to end it', async () => {
    server({ ...answers, '/v1/people/p/erase': [409, {
      code: 'person_held', title: '见 seen', seen: '未办结的求助' }] })
    const { page } = await show(ErasePage, '/my/erase')
    await submit(page, '全部删掉')
    expect(page.text()).toContain('现在还不能删：未办结的求助')
    expect(page.findAll('a').map((link) => link.attributes('href'))).toContain('/my/needs')
    expect(me.value).not.toBeNull()
  })

  it('is not for staff', async () => {
    me.value = { ...somebody, roles: [], rights: [], login: 'worker' }
    server(answers)
    const { page } = await show(ErasePage, '/my/erase')
    expect(page.text()).toContain('安全管理员')
    expect(page.find('form').exists()).toBe(false)
  })
})

describe('what one agreed to', () => {
  const wording = (kind: string, version: number) =>
    ({ kind, version, zh: `我同意${kind}第${version}版`, en: '' })
  const given = (consent: string, kind: string, more: object = {}) => ({
    consent, kind, wording_version: 1, how: 'web', given_at: '2026-03-01T00:00:00Z', ...more,
  })
  const answers = {
    '/v1/me/profile': [200, mine] as [number, unknown],
    '/v1/consent-wordings': [200, { items: [
      wording('record', 1), wording('contact_sharing', 2), wording('notices', 1),
      wording('photo', 1)] }] as [number, unknown],
    '/v1/people/p/consents': [200, { items: [
      given('c1', 'record'), given('c2', 'contact_sharing'),
      given('c3', 'notices', { withdrawn_at: '2026-04-01T00:00:00Z' })] }] as [number, unknown],
  }
  const buttons = (page: Awaited<ReturnType<typeof show>>['page']) =>
    page.findAll('.consents li').map((line) =>
      line.findAll('button').map((button) => button.text()))

  it('stands one by one, with the wording and its day', async () => {
    server(answers)
    const { page } = await show(ConsentsPage, '/my/consents')
    expect(page.text()).toContain('我同意record第1版')
    expect(page.text()).toContain('2026年4月1日收回')
    // To keep the profile is ended by erasing alone; a renewed wording is agreed to anew.
    expect(buttons(page).slice(0, 4)).toEqual([[], ['同意', '收回'], ['同意'], ['同意']])
  })

  it('is taken back at one press, and given again by undo', async () => {
    const sent = server({
      ...answers, '/v1/consents/c2/withdraw': [200, {}],
    })
    const { page } = await show(ConsentsPage, '/my/consents')
    await page.findAll('button').find((each) => each.text() === '收回')?.trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/consents/c2/withdraw'])
    await toasts.value[0]?.undo?.()
    await flushPromises()
    expect(commands(sent)[1]?.body).toEqual(
      { kind: 'contact_sharing', wording_version: 2, how: 'web' })
  })
})
