import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import FamilyPage from './FamilyPage.vue'
import FamilyTake from './FamilyTake.vue'
import GuardianConsent from './GuardianConsent.vue'
import { plainCode } from './family'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const link = (id: string, more: object) => ({
  link: id, person: 'p', kind: 'proxy', relation: 'child', name: '王小明', state: 'verified',
  verified_how: 'code', ...more,
})
const answers: Answers = {
  '/v1/me/profile': [200, { person: 'p', name: '王秀英', volunteers: false }],
  '/v1/people/p/family': [200, { items: [
    link('l0', { state: 'ended', name: '王旧' }), link('l1', {}),
    link('l2', { kind: 'contact', name: '李姐', phone: '+8613900000001' })] }],
  '/v1/me/wards': [200, { items: [link('l3', { person: 'kid', kind: 'guardian', name: '王秀英' })] }],
  '/v1/people/kid': [200, { person: 'kid', name: '王小小', minor: true }],
}

// Parts that are fetched when first seen take a moment.
const soon = (check: () => void) => vi.waitFor(check, 5000)

beforeEach(() => { me.value = { ...somebody, roles: [], rights: [] } })
const buttonOf = (page: Awaited<ReturnType<typeof show>>['page'], text: string) =>
  page.findAll('button').find((button) => button.text() === text)

describe('my family', () => {
  it('shows links both ways, what is over last, and contacts apart', async () => {
    server(answers)
    const { page } = await show(FamilyPage, '/my/family')
    const names = page.findAll('section').map((part) =>
      part.findAll('.family-link .name').map((name) => name.text()))
    expect(names).toEqual([['王小明', '王旧'], ['王小小'], ['李姐']])
    expect(page.text()).toContain('139 0000 0001')
    expect(page.text()).toContain('代办人 · 子女 · 凭家属码')
  })

  it('says what a code allows before it makes one', async () => {
    const sent = server({ ...answers, '/v1/me/family-code': [200, {
      code: '4821 7730', expires_at: '2026-03-12T00:00:00Z' }] })
    const { page } = await show(FamilyPage, '/my/family')
    await buttonOf(page, '给家人一个码')?.trigger('click')
    await soon(() => { expect(page.text()).toContain('看不到您的身份证号') })
    expect(commands(sent)).toEqual([])
    await buttonOf(page, '生成码')?.trigger('click')
    await flushPromises()
    expect(page.find('.family-code').text()).toBe('4821 7730')
  })

  it('ends a link only after asking', async () => {
    const sent = server({ ...answers, '/v1/family/l1/end': [200, link('l1', { state: 'ended' })] })
    const { page } = await show(FamilyPage, '/my/family')
    await page.find('[aria-label="断开：王小明"]').trigger('click')
    await soon(() => { expect(page.find('dialog[open]').text()).toContain('断开以后') })
    expect(commands(sent)).toEqual([])
    await page.find('dialog[open] footer .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/family/l1/end'])
  })
})

describe('a relative’s code', () => {
  it.each([['4821 7730', '48217730'], ['ab12-cd34', 'AB12CD34']])('%s is %s', (typed, plain) => {
    expect(plainCode(typed)).toBe(plain)
  })

  it('is taken with what one is to them, and a wrong one is said', async () => {
    const sent = server({ '/v1/me/wards': [422, { code: 'family_code_wrong', title: '家属码不正确' }] })
    const { page } = await show(FamilyTake, '/', { modelValue: true })
    const submit = () => page.find('footer .button.main').trigger('click')
    await submit()
    await flushPromises()
    expect(page.findAll('[role=alert] li')).toHaveLength(2)
    await page.find('#code').setValue('4821 7730')
    await page.find('input[type=radio]').setValue(true)
    await submit()
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ code: '48217730', relation: 'child' })
    expect(page.find('[role=alert]').text()).toContain('家属码不正确')
    expect(page.emitted('done')).toBeUndefined()
  })
})

describe('a guardian', () => {
  const consents = (items: object[]): Answers => ({
    '/v1/consent-wordings': [200, { items: [
      { kind: 'guardian_joining', version: 1, zh: '作为监护人，我同意', en: '' }] }],
    '/v1/people/kid/consents': [200, { items }],
  })

  it('agrees to a child’s volunteering in the wording of the day', async () => {
    const sent = server(consents([]))
    const { page } = await show(GuardianConsent, '/', { ward: 'kid', name: '王小小' })
    expect(page.text()).toContain('还没有同意')
    await page.find('button').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual(
      { kind: 'guardian_joining', wording_version: 1, how: 'web' })
  })

  it('takes it back', async () => {
    const sent = server({ ...consents([{ consent: 'c', kind: 'guardian_joining', how: 'web',
      wording_version: 1, given_at: '2026-03-01T00:00:00Z' }]),
    '/v1/consents/c/withdraw': [200, {}] })
    const { page } = await show(GuardianConsent, '/', { ward: 'kid', name: '王小小' })
    expect(page.text()).toContain('2026年3月1日同意')
    await page.find('button').trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/consents/c/withdraw'])
  })
})
