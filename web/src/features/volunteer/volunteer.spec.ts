import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import LicenceForm from '@/features/merits/LicenceForm.vue'
import VolunteerLicences from '@/features/merits/VolunteerLicences.vue'
import VolunteerMerits from '@/features/merits/VolunteerMerits.vue'
import { enterLicence, standing, type Licence } from '@/features/merits/licences'
import { commands, server, show, type Answers } from '@/testing'
import { addDays, today } from '@/ui/days'
import { toasts } from '@/ui/toasts'
import VolunteerDays from './VolunteerDays.vue'
import VolunteerPage from './VolunteerPage.vue'
import VolunteerState from './VolunteerState.vue'
import VolunteerTeams from './VolunteerTeams.vue'
import { hoursInWords } from './hours_in_words'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const sheet = {
  person: 'p', name: '苏梦静', state: 'active', home_site: 's', skills: ['repairs'],
  categories: [], languages: ['zh'], free_hours: [], exceptions: [], transport: 'cycle',
  licences: [] as object[], trained_for_risk: false, teams: [], minor: false,
  joined_at: '2026-01-01T00:00:00Z',
}
const licence = (more: Partial<Licence>): Licence => ({
  licence: 'l', person: 'p', code: 'doctor', from: '2020-01-01', until: addDays(today(), 30),
  state: 'verified', holds_now: true, may_renew: false, photos: [], ...more,
})

beforeEach(() => {
  me.value = { ...somebody, roles: [], rights: [] }
  toasts.value = []
})
type Page = Awaited<ReturnType<typeof show>>['page']
const press = async (page: Page, text: string) => {
  await page.findAll('button').find((button) => button.text() === text)?.trigger('click')
  await flushPromises()
}

describe('my volunteering', () => {
  it('is a sheet of what one can do and when', async () => {
    const codes: Answers = { '/v1/codes': [200, { items: [
      { kind: 'skill', code: 'repairs', zh: '维修', en: '' },
      { kind: 'language', code: 'zh', zh: '普通话', en: '' }] }] }
    server({
      ...codes, '/v1/me/profile': [200, { person: 'p', volunteers: true }],
      '/v1/volunteers/p': [200, sheet], '/v1/me/teams': [200, { items: [] }],
      '/v1/volunteers/p/merits': [200, { trainings: [], awards: [] }],
    })
    const { page } = await show(VolunteerPage, '/my/volunteer')
    for (const part of ['正在做志愿者', '维修', '普通话', '骑车']) expect(page.text()).toContain(part)
  })

  it('invites who does not volunteer yet', async () => {
    server({ '/v1/me/profile': [200, { person: 'p', volunteers: false }] })
    const { page } = await show(VolunteerPage, '/my/volunteer')
    expect(page.find('a[href="/join"]').text()).toBe('报名做志愿者')
  })
})

it('free hours are said as people say them', () => {
  const at = (weekday: number, from_minute: number, to_minute: number) =>
    ({ weekday, from_minute, to_minute })
  expect(hoursInWords([at(0, 480, 720), at(2, 480, 720), at(5, 1080, 1260), at(5, 480, 720)]))
    .toBe('周一、周三 08:00–12:00；周六 08:00–12:00、18:00–21:00')
  expect(hoursInWords([])).toBe('')
})

describe('a rest', () => {
  it('lasts until a day, or until one comes back, and is taken back by undo', async () => {
    const sent = server({
      '/v1/volunteers/p/pause': [200, { ...sheet, state: 'paused' }],
      '/v1/volunteers/p/resume': [200, sheet],
    })
    const { page } = await show(VolunteerState, '/', { volunteer: sheet })
    await press(page, '歇一阵')
    await page.findAll('input[type=radio]')[1]?.setValue(true)
    await press(page, '歇着')
    expect(page.find('[role=alert]').text()).toContain('选一下歇到哪一天')
    await page.find('#until').setValue('2099-01-01')
    await press(page, '歇着')
    expect(commands(sent)[0]?.body).toEqual({ until: '2099-01-01' })
    expect(page.emitted('changed')?.[0]).toMatchObject([{ state: 'paused' }])
    await toasts.value[0]?.undo?.()
    expect(commands(sent)[1]?.path).toBe('/v1/volunteers/p/resume')
  })

  it('is ended by one press', async () => {
    const sent = server({ '/v1/volunteers/p/resume': [200, sheet] })
    const { page } = await show(VolunteerState, '/', { volunteer: { ...sheet, state: 'paused' } })
    await press(page, '我又有空了')
    expect(commands(sent)[0]?.path).toBe('/v1/volunteers/p/resume')
  })

  it('is not needed by who was entered and has not said yes', async () => {
    const sent = server({ '/v1/volunteers/p/confirm': [200, sheet] })
    const { page } = await show(VolunteerState, '/',
      { volunteer: { ...sheet, state: 'awaiting_yes' } })
    await press(page, '我愿意')
    expect(commands(sent)[0]?.path).toBe('/v1/volunteers/p/confirm')
  })

  it('and leaving asks first, and says what is refused', async () => {
    server({ '/v1/volunteers/p/leave': [409, { code: 'task_open', title: '还有接下的任务' }] })
    const { page } = await show(VolunteerState, '/', { volunteer: sheet })
    await press(page, '不做了')
    expect(page.find('dialog').text()).toContain('随时可以回来')
    await page.find('dialog footer .button.main').trigger('click')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('还有接下的任务')
  })
})

describe('days unlike the others', () => {
  it('are added whole, and those past are not sent again', async () => {
    const old = { day: '2020-01-01', free: false, from_minute: 0, to_minute: 1440 }
    const sent = server({ '/v1/volunteers/p/availability': [200, sheet] })
    const { page } = await show(VolunteerDays, '/', { volunteer: { ...sheet, exceptions: [old] } })
    await press(page, '加一天')
    const day = addDays(today(), 3)
    await page.find('#day').setValue(day)
    await press(page, '记下来')
    expect(commands(sent)[0]?.body).toEqual({ free_hours: [], exceptions: [
      { day, free: false, from_minute: 0, to_minute: 1440 }] })
  })
})

describe('a licence', () => {
  it.each([
    [{}, 'holds'], [{ state: 'entered', holds_now: false }, 'entered'],
    [{ holds_now: false, until: '2021-01-01' }, 'over'],
    [{ holds_now: false, from: '2099-01-01', until: '2100-01-01' }, 'later'],
    [{ state: 'rejected', holds_now: false }, 'rejected'],
  ] as [Partial<Licence>, string][])('%o stands as %s', (more, word) => {
    expect(standing(licence(more))).toBe(word)
  })

  it('is renewed when its time has come', async () => {
    const sent = server({ '/v1/licences/l/renew': [200, licence({})] })
    const { page } = await show(VolunteerLicences, '/', {
      volunteer: { ...sheet, licences: [licence({ may_renew: true })] },
      kinds: [{ id: 'doctor', text: '执业医师' }],
    })
    await press(page, '续期')
    expect(page.find('#licence-code').exists()).toBe(false)
    await page.find('#from').setValue('2026-01-01')
    await page.find('#until').setValue('2030-01-01')
    await press(page, '填好了')
    expect(commands(sent)[0]?.body).toEqual({ from: '2026-01-01', until: '2030-01-01' })
    expect(page.emitted('changed')).toHaveLength(1)
  })

  it('is entered with photos that follow it', async () => {
    const sent = server({ '/v1/volunteers/p/licences': [200, licence({ licence: 'n' })],
      '/v1/licences/n/photos': [200, licence({})] })
    const { page } = await show(VolunteerLicences, '/', {
      volunteer: sheet, kinds: [{ id: 'doctor', text: '执业医师' }] })
    await press(page, '加一个证件')
    await page.find('#licence-code').setValue('doctor')
    await page.find('#from').setValue('2026-01-01')
    await page.find('#until').setValue('2030-01-01')
    const input = page.find('input[type=file]')
    const photo = new File(['"x"'], '证.jpg', { type: 'image/jpeg' })
    Object.defineProperty(input.element, 'files', { value: [photo] })
    await input.trigger('change')
    await press(page, '填好了')
    await vi.waitFor(() => { expect(page.emitted('changed')).toHaveLength(1) })
    expect(commands(sent).map(({ path }) => path))
      .toEqual(['/v1/volunteers/p/licences', '/v1/licences/n/photos'])
  })

  it('stands when its photos did not arrive, and takes them afterwards', async () => {
    const sent = server({ '/v1/volunteers/p/licences': [200, licence({ licence: 'n' })],
      '/v1/licences/n/photos': [413, { code: 'file_too_large', title: '照片不超过 5 MB。' }] })
    expect(await enterLicence('p', { code: 'doctor', number: '', from: '', until: '',
      photos: [new File(['"x"'], 'a.png', { type: 'image/png' })] })).toBe('照片不超过 5 MB。')
    expect(commands(sent)).toHaveLength(2)
    const { page } = await show(VolunteerLicences, '/', {
      volunteer: { ...sheet, licences: [licence({ state: 'entered', holds_now: false })] },
      kinds: [{ id: 'doctor', text: '执业医师' }],
    })
    await press(page, '加照片')
    expect(page.find('.licence-photos input[type=file]').exists()).toBe(true)
  })

  it('shows its photos when asked, and takes one back', async () => {
    const sent = server({ '/v1/licences/l/photos/a/remove': [200, licence({})] })
    const { page } = await show(VolunteerLicences, '/', {
      volunteer: { ...sheet, licences: [
        licence({ state: 'entered', holds_now: false, photos: ['a', 'b'] })] },
      kinds: [{ id: 'doctor', text: '执业医师' }],
    })
    expect(page.find('img').exists()).toBe(false)
    await press(page, '看照片（2）')
    expect(page.findAll('img').map((img) => img.attributes('src')))
      .toEqual(['/v1/licences/l/photos/a', '/v1/licences/l/photos/b'])
    expect(page.find('img').attributes('alt')).toBe('执业医师，第 1 张')
    await press(page, '删掉这张')
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/licences/l/photos/a/remove'])
  })

  it('names all that is missing', async () => {
    const sent = server({})
    const { page } = await show(LicenceForm, '/', {
      modelValue: true, kinds: [], renews: null, send: () => undefined })
    await press(page, '填好了')
    expect(page.findAll('[role=alert] li')).toHaveLength(3)
    expect(commands(sent)).toEqual([])
  })
})

it('an award is entered with what proves it, and waits for the station', async () => {
  const sent = server({
    '/v1/volunteers/p/merits': [200, { trainings: [], awards: [{
      award: 'a', name: '学雷锋标兵', day: '2026-03-05', granted_by: '文明办', proof: '1号',
      verified: false, voided: false }] }],
    '/v1/volunteers/p/awards': [200, {}],
  })
  const { page } = await show(VolunteerMerits, '/', { person: 'p' })
  expect(page.text()).toContain('等核对')
  await press(page, '加一次表彰')
  for (const [field, text] of [['name', '标兵'], ['granted_by', '文明办'], ['day', '2026-03-05'],
    ['proof', '2号']] as const) await page.find(`#${field}`).setValue(text)
  await press(page, '填好了')
  expect(commands(sent)[0]?.body).toEqual(
    { name: '标兵', granted_by: '文明办', day: '2026-03-05', proof: '2号' })
})

describe('my teams', () => {
  const answers: Answers = {
    '/v1/me/teams': [200, { items: [
      { team: 't1', person: 'p', name: '苏', role: 'member', state: 'invited', since: '' },
      { team: 't2', person: 'p', name: '苏', role: 'leader', state: 'member', since: '' },
      { team: 't3', person: 'p', name: '苏', role: 'member', state: 'left', since: '' }] }],
    '/v1/teams/t1': [200, { team: 't1', name: '维修队' }],
    '/v1/teams/t2': [200, { team: 't2', name: '助老队' }],
  }

  it('are answered, left, and not shown when over', async () => {
    const sent = server({ ...answers, '/v1/teams/t1/answer': [200, {}] })
    const { page } = await show(VolunteerTeams, '/')
    expect(page.findAll('.teams .name').map((name) => name.text())).toEqual(['维修队', '助老队'])
    await press(page, '加入')
    expect(commands(sent)[0]?.body).toEqual({ yes: true })
    expect(toasts.value[0]?.text).toBe('加入了维修队')
  })

  it('say what the server refuses', async () => {
    server({ ...answers, '/v1/teams/t2/leave': [409, { code: 'last_leader', title: '先交接队长' }] })
    const { page } = await show(VolunteerTeams, '/')
    await page.find('[aria-label="退出：助老队"]').trigger('click')
    await vi.waitFor(() => { expect(toasts.value[0]?.text).toBe('先交接队长') })
  })
})
