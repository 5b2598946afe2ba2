import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { station } from '@/features/home/station'
import JoinLicences from '@/features/merits/JoinLicences.vue'
import { commands, server, show, type Answers } from '@/testing'
import { addDays, today } from '@/ui/days'
import { toasts } from '@/ui/toasts'
import JoinPage from './JoinPage.vue'
import WelcomePage from './WelcomePage.vue'
import { ageOn } from './volunteer'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const texts = { items: (['record', 'contact_sharing', 'notices', 'photo', 'publish_name'] as const)
  .map((kind) => ({ kind, version: 1, zh: `我同意${kind}`, en: '' })) }
const years = (count: number) => `${Number(today().slice(0, 4)) - count}${addDays(today(), -1).slice(4)}`

// Parts that are fetched when first seen take a moment.
const soon = (check: () => void) => vi.waitFor(check, 5000)

beforeEach(() => {
  me.value = { ...somebody, roles: [], rights: [] }
  station.value = null
})
type Page = Awaited<ReturnType<typeof show>>['page']
const tick = (page: Page, text: string) => page.findAll('label')
  .find((label) => label.text() === text)?.find('input').setValue(true)
const submit = async (page: Page) => {
  await page.find('form').trigger('submit')
  await flushPromises()
}

describe('saying who one is', () => {
  const answers: Answers = {
    '/v1/me/profile': [404, { code: 'person_unknown', title: '没有' }],
    '/v1/consent-wordings': [200, texts],
    '/v1/sites': [200, { items: [{ id: 's', name: '茅津社区站', kind: 'station' }] }],
    '/v1/me': [200, somebody],
  }

  it('names all that is missing, and keeps what was typed', async () => {
    const sent = server(answers)
    const first = await show(WelcomePage, '/welcome')
    await submit(first.page)
    expect(first.page.findAll('[role=alert] li').length).toBeGreaterThanOrEqual(2)
    expect(commands(sent)).toEqual([])
    await first.page.find('#name').setValue('王秀英')
    first.page.unmount()
    const again = await show(WelcomePage, '/welcome')
    expect((again.page.find('#name').element as HTMLInputElement).value).toBe('王秀英')
  })

  it('sends what must be, and only those consents that were ticked', async () => {
    server(answers)
    const { page } = await show(WelcomePage, '/welcome')
    await page.find('#name').setValue('王秀英')
    expect(page.findAll('input[type=checkbox]')
      .every((box) => !(box.element as HTMLInputElement).checked)).toBe(true)
    await tick(page, '我看过了，同意')
    await tick(page, '我同意notices')
    // The profile is made: from now on the same address answers with it.
    const now = server({ ...answers, '/v1/me/profile': [200, { person: 'p' }],
      '/v1/people/p/consents': [200, {}] })
    await submit(page)
    expect(commands(now).map(({ path, body }) => [path, body])).toEqual([
      ['/v1/me/profile', { name: '王秀英', home_site: 's', wording_version: 1 }],
      ['/v1/people/p/consents', { kind: 'notices', wording_version: 1, how: 'web' }],
    ])
  })
})

describe('joining', () => {
  const mine = { person: 'p', name: '王秀英', sex: 'female', birth_day: '1990-01-01',
    home_site: 's', volunteers: false }
  const answers: Answers = {
    '/v1/me/profile': [200, mine], '/v1/consent-wordings': [200, texts],
    '/v1/codes': [200, { items: [{ kind: 'skill', code: 'repairs', zh: '维修', en: '' }] }],
    '/v1/categories': [200, { items: [] }],
    '/v1/people/p/consents': [200, { items: [] }], '/v1/volunteers': [200, {}],
  }

  it('sends skills and hours, agrees only to what was ticked, and drops the draft', async () => {
    const sent = server(answers)
    const { page, router } = await show(JoinPage, '/join')
    await submit(page)
    expect(page.find('[role=alert]').text()).toContain('至少点一格')
    await page.findAll('.choices label').find((label) => label.text() === '维修')
      ?.find('input').setValue(true)
    await soon(() => { expect(page.find('.week').exists()).toBe(true) })
    await page.find('.week td button').trigger('click')
    await tick(page, '我同意photo')
    await submit(page)
    expect(commands(sent).map(({ path }) => path))
      .toEqual(['/v1/volunteers', '/v1/people/p/consents'])
    expect(commands(sent)[0]?.body).toMatchObject({ skills: ['repairs'], free_hours: [
      { weekday: 0, from_minute: 480, to_minute: 720 }] })
    expect(commands(sent)[1]?.body).toMatchObject({ kind: 'photo' })
    await soon(() => { expect(router.currentRoute.value.path).toBe('/tasks') })
    expect(localStorage.getItem('lastmile.draft.join')).toBeNull()
  })

  it('hands in licences with their photos once one has joined, and says what did not arrive', async () => {
    const sent = server({ ...answers,
      '/v1/volunteers/p/licences': [409, { code: 'licence_over', title: '该资质已过期。' }] })
    const { page, router } = await show(JoinPage, '/join')
    await soon(() => { expect(page.find('.join-licences').exists()).toBe(true) })
    const papers = page.findComponent(JoinLicences)
    papers.vm.$emit('update:modelValue', [
      { code: 'doctor', number: '', from: '2026-01-01', until: '2030-01-01', photos: [] }])
    await soon(() => { expect(page.find('.week').exists()).toBe(true) })
    await page.find('.week td button').trigger('click')
    await submit(page)
    await soon(() => { expect(router.currentRoute.value.path).toBe('/my/volunteer') })
    expect(commands(sent).map(({ path }) => path))
      .toEqual(['/v1/volunteers', '/v1/volunteers/p/licences'])
    expect(toasts.value.map(({ text }) => text).join()).toContain('该资质已过期')
  })

  it.each([
    [7, '跟着家长一起来'], [10, '请监护人先点头'], [15, '欢迎，只安排安全的事'],
  ])('at %i says what holds', async (age, words) => {
    server(answers)
    const { page } = await show(JoinPage, '/join')
    await page.find('#birth_day').setValue(years(age))
    expect(page.text()).toContain(words)
  })

  it('shows a guardian’s missing yes in the server’s words, and loses nothing', async () => {
    server({ ...answers, '/v1/volunteers': [409, {
      code: 'guardian_consent_missing', title: '须先由监护人同意' }] })
    const { page } = await show(JoinPage, '/join')
    await page.find('.week td button').trigger('click')
    await submit(page)
    expect(page.find('[role=alert]').text()).toContain('须先由监护人同意')
    expect(page.find('.week td button').attributes('aria-pressed')).toBe('true')
  })

  it('changes what was said before, exceptions and all, and asks for no consent', async () => {
    const before = { person: 'p', state: 'active', skills: [], categories: ['0401'],
      languages: ['zh'], transport: 'cycle', exceptions: [],
      free_hours: [{ weekday: 0, from_minute: 540, to_minute: 720 }] }
    const sent = server({ ...answers, '/v1/me/profile': [200, { ...mine, volunteers: true }],
      '/v1/volunteers/p': [200, before], '/v1/volunteers/p/availability': [200, before] })
    const { page } = await show(JoinPage, '/join')
    expect(page.find('h1').text()).toBe('我会什么，什么时候有空')
    expect(page.find('#birth_day').exists()).toBe(false)
    expect(page.find('.agrees').exists()).toBe(false)
    await submit(page)
    expect(commands(sent).map(({ body }) => body)).toEqual([
      { skills: [], categories: ['0401'], languages: ['zh'], transport: 'cycle' },
      { free_hours: before.free_hours, exceptions: [] }])
  })
})

it.each([
  ['2026-03-05', '2012-03-05', 14], ['2026-03-04', '2012-03-05', 13], ['2026-03-05', '', null],
])('on %s, born %s, one is %o', (day, born, age) => {
  expect(ageOn(day, born)).toBe(age)
})
