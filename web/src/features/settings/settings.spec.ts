import { readFileSync } from 'node:fs'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import { toasts } from '@/ui/toasts'
import SettingsPage from './SettingsPage.vue'
import {
  defaultDue, defaults, inUnit, leastAt, rises, ruleFor, starsAt, starsByDefault, urgencies,
  type DueRule, type RecordRule,
} from './settings'

const city = '4112/'
const center = '4112/411202/'
const rule = (over: Partial<DueRule>): DueRule => ({
  region: 4112, id: JSON.stringify(over), site_path: city, category: '', urgency: '',
  step: 'triage', minutes: 45, set_at: '2026-03-05T01:00:00Z', ...over,
})
const record = (over: Partial<RecordRule>): RecordRule => ({
  region: 4112, site_path: city, minutes_min: 10, star_hours: [], set_at: '2026-03-05T01:00:00Z',
  ...over,
})

beforeEach(() => {
  toasts.value = []
  me.value = {
    id: 'self', roles: [{ role: 'center_staff', scope: center }],
    rights: ['settings_manage', 'need_read', 'record_read'],
  } as unknown as typeof me.value
})

describe('due times', () => {
  it('have the defaults of the server', () => {
    const source = readFileSync('../src/needs/need_rules.cpp', 'utf8')
    const table = /table\{\{\{(.*?)\}\}\};/s.exec(source)?.[1] ?? ''
    const value = (text: string) => text.split('*').map((part) => part.trim())
      .map((part) => ({ hour: 60, day: 1440 }[part] ?? Number(part))).reduce((a, b) => a * b)
    const theirs = table.replace(/\/\/.*$/gm, '').split(/\}\s*,\s*\{/)
      .map((row) => row.replace(/[{}]/g, '').split(',').filter((cell) => cell.trim()).map(value))
    expect(theirs).toEqual(urgencies.map((urgency) => defaults[urgency]))
    expect([defaultDue('now', 'confirm'), defaultDue('now', 'rate')]).toEqual([10080, 20160])
  })

  it('are the nearest site’s, then the category’s, then the urgency’s', () => {
    const rules = [
      rule({}), rule({ urgency: 'now', minutes: 5 }), rule({ category: '04', minutes: 20 }),
      rule({ category: '0405', minutes: 15 }), rule({ step: 'rate', minutes: 1 }),
    ]
    const minutes = (category: string, all = rules) =>
      ruleFor(all, category, 'now', 'triage')?.minutes
    expect([minutes(''), minutes('0405'), minutes('0401'), minutes('0801')]).toEqual([5, 15, 20, 5])
    expect(minutes('0405', [...rules, rule({ site_path: center, minutes: 99 })])).toBe(99)
    expect(ruleFor([], '', 'now', 'triage')).toBeUndefined()
  })

  it.each([[30, 30, 'min'], [90, 90, 'min'], [120, 2, 'hour'], [2880, 2, 'day']])(
    '%d minutes are %d %s', (minutes, count, unit) => {
      expect(inUnit(minutes)).toEqual({ count, unit })
    })
})

describe('stars and least minutes', () => {
  const rules = [
    record({ star_hours: [1, 2, 3, 4, 5] }), record({ site_path: center, minutes_min: 0 }),
  ]
  it('come from the nearest rule that says any', () => {
    expect(starsAt(rules, center)).toEqual([1, 2, 3, 4, 5])
    expect(starsAt([], center)).toEqual(starsByDefault)
    expect([leastAt(rules, center), leastAt(rules, city), leastAt([], city)]).toEqual([0, 10, 1])
  })
  it.each([
    [[1, 2, 3, 4, 5], true], [[1, 1, 2, 3, 4], false], [[0, 1, 2, 3, 4], false],
    [[1, 2, 3], false], [[1, 2, 3, 4, NaN], false],
  ])('%j rise: %s', (hours, expected) => { expect(rises(hours)).toBe(expected) })
})

const answers = (over: Answers = {}): Answers => ({
  '/v1/due-rules': [200, { items: [rule({ urgency: 'now', set_by: 'self' })] }],
  '/v1/record-rules': [200, { items: [record({})] }],
  '/v1/categories': [200, { items: [{
    code: '0405', name_zh: '代办跑腿', name_en: 'Errands', risk: 'ordinary', counts_hours: true,
  }] }],
  '/v1/codes': [200, { items: [{ kind: 'skill', code: 'errands', zh: '跑腿', en: 'Errands' }] }],
  '/v1/consent-wordings': [200, { items: [
    { kind: 'photo', version: 1, zh: '旧话', en: 'Old' }, { kind: 'photo', version: 2, zh: '新话', en: 'New' },
  ] }],
  '/v1/sites': [200, { items: [{ id: 's', path: center, name: '湖滨区中心' }] }],
  ...over,
})
const open = async (tab: string) => {
  const { page } = await show(SettingsPage, `/desk/settings?tab=${tab}`)
  await vi.waitFor(() => {
    expect(page.find('[role=tabpanel]').text()).not.toBe('')
    expect(page.find('[aria-busy=true]').exists()).toBe(false)
  })
  await flushPromises()
  return page
}

describe('the page of settings', () => {
  it('shows each due time with whose word it is, and who settled it', async () => {
    server(answers())
    const page = await open('due')
    const cells = page.findAll('.due-times td button').map((cell) => cell.text())
    expect(cells[0]).toContain('45 分钟')
    expect(cells[1]).toMatch(/10 分钟\s*自带/)
    expect(page.find('.timeline').text()).toContain('您 · ')
    page.unmount()
  })

  it('settles one, refuses what cannot be, and takes it back', async () => {
    const sent = server(answers())
    const page = await open('due')
    await page.findAll('.due-times td button')[1]?.trigger('click')
    await flushPromises()
    await page.find('#minutes').setValue('0')
    await page.find('dialog .button.main').trigger('click')
    expect(page.find('.summary').text()).toContain('365 天')
    await page.find('#minutes').setValue('2')
    await page.find('dialog select').setValue('hour')
    await page.find('dialog .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body)
      .toEqual({ site_path: center, step: 'dispatch', urgency: 'now', minutes: 120 })
    await toasts.value[0]?.undo?.()
    expect(commands(sent)[1]?.body).toMatchObject({ minutes: 10 })
    page.unmount()
  })

  it('settles least minutes and stars', async () => {
    const sent = server(answers())
    const page = await open('records')
    expect((page.find('#minutes_min').element as HTMLInputElement).value).toBe('10')
    await page.find('#minutes_min').setValue('999')
    await page.find('.check input').setValue(true)
    await page.findAll('.stars input')[1]?.setValue('50')
    await page.find('form').trigger('submit')
    expect(page.findAll('.summary li')).toHaveLength(2)
    await page.find('#minutes_min').setValue('15')
    await page.findAll('.stars input')[1]?.setValue('200')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body)
      .toEqual({ site_path: center, minutes_min: 15, star_hours: [100, 200, 600, 1000, 1500] })
    page.unmount()
  })

  it('says why it was refused', async () => {
    server(answers({ '/v1/due-rules': [403, { code: 'right_missing', title: '您没有这项权限。' }] }))
    const page = await open('due')
    expect(page.text()).toContain('您没有这项权限。')
    page.unmount()
  })

  it('finds a category', async () => {
    server(answers())
    const page = await open('categories')
    await page.find('input[type=search]').setValue('err')
    expect(page.findAll('tbody tr')).toHaveLength(1)
    await page.find('input[type=search]').setValue('没有')
    expect(page.text()).toContain('没有这样的类别')
    page.unmount()
  })

  it('adds a code', async () => {
    const sent = server(answers())
    const page = await open('codes')
    await page.find('.of .button').trigger('click')
    await flushPromises()
    await page.find('dialog .button.main').trigger('click')
    expect(page.findAll('.summary li')).toHaveLength(3)
    await page.find('#zh').setValue('手语')
    await page.find('#en').setValue('Sign language')
    await page.find('#code').setValue('sign_language')
    await page.find('dialog .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body)
      .toEqual({ kind: 'skill', code: 'sign_language', zh: '手语', en: 'Sign language' })
    page.unmount()
  })

  it('shows every wording, the newest first', async () => {
    server(answers())
    const page = await open('consents')
    const said = page.findAll('.consent-wording article').map((each) => each.text())
    expect(said[0]).toContain('新话')
    expect(said[0]).toContain('现在用的')
    expect(said[1]).not.toContain('现在用的')
    page.unmount()
  })
})
