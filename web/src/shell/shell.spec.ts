import { readFileSync } from 'node:fs'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { station } from '@/features/home/station'
import { show } from '@/testing'
import { lang, speak } from '@/words'
import App from './App.vue'
import { recall, setStep, step } from './prefs'
import { deskRoutes } from './desk_routes'
import { laterRoutes } from './later_routes'
import { pageTitle, phoneRoutes } from './router'

beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  me.value = null
  station.value = null
})
afterEach(async () => {
  me.value = null // what is put right here is nobody's choice
  setStep(0)
  await speak('zh')
})

describe('the frame of every page', () => {
  it('has one way in, one main, and a way past the head', async () => {
    const { page } = await show(App, '/no/such/page')
    expect(page.find('a.skip').attributes('href')).toBe('#main')
    expect(page.findAll('main')).toHaveLength(1)
    expect(page.find('nav').text()).toContain('登录')
    expect(page.find('h1').text()).toBe('没有这一页')
    expect(document.title).toBe('没有这一页 · 满天星')
  })

  it('grows the letters step by step and stops at 30 px', async () => {
    const { page } = await show(App, '/no/such/page')
    const press = async (name: string) => {
      const button = page.findAll('button').find((each) =>
        each.text() === name || each.attributes('aria-label') === name)
      await button?.trigger('click')
    }
    await press('大字版')
    expect(document.documentElement.dataset).toMatchObject({ type: 'large', step: '1' })
    await press('字再大一点')
    await press('字再大一点')
    await press('字再大一点')
    expect(step.value).toBe(3)
    expect(localStorage.getItem('lastmile.type')).toBe('3')
    await press('标准版')
    expect(document.documentElement.dataset.type).toBeUndefined()
  })

  it('changes language, title and all', async () => {
    const { page } = await show(App, '/no/such/page')
    await page.findAll('button').find((each) => each.text() === 'English')?.trigger('click')
    await vi.waitFor(() => { expect(lang.value).toBe('en') })
    await flushPromises()
    expect(page.find('h1').text()).toBe('No such page')
    expect(document.title).toBe('No such page · Lastmile')
    expect(localStorage.getItem('lastmile.lang')).toBe('en')
  })

  it('shows the station’s phone at the foot of every page', async () => {
    station.value = { id: 's', name: '茅津村站', phone: '0398-1' }
    const { page } = await show(App, '/no/such/page')
    expect(page.find('footer a').attributes('href')).toBe('tel:03981')
  })

  it('leads who is signed in to their own page', async () => {
    me.value = { id: 'p', session: 's', method: 'code', roles: [], rights: [],
      signs_in_by_phone: true, signed_in_at: '', expires_at: '' }
    const { page } = await show(App, '/no/such/page')
    expect(page.find('nav').text()).toContain('我的')
    expect(page.find('nav').text()).not.toContain('登录')
  })
})

describe('what this browser remembers', () => {
  it.each([
    ['3', 'en', 3, 'en'], ['0', 'zh', 0, 'zh'], ['9', 'zh', 0, 'zh'], ['nonsense', 'fr', 0, 'en'],
  ])('type %s and language %s', async (type, kept, wantedStep, wantedLang) => {
    localStorage.setItem('lastmile.type', type)
    localStorage.setItem('lastmile.lang', kept)
    await recall()
    expect(step.value).toBe(wantedStep)
    expect(lang.value).toBe(wantedLang)
  })
})

it('a page with something wrong says so first in its title', () => {
  expect(pageTitle('title.login', true)).toBe('错误：登录 · 满天星')
})

describe('the list of pages, by which the server knows an address that leads nowhere', () => {
  it('is that of the router', () => {
    const listed = readFileSync('public/pages.txt', 'utf8').trim().split('\n')
    const routed = [deskRoutes, phoneRoutes].flatMap(({ children }) => children ?? [])
      .concat(laterRoutes).map(route => route.path).filter(path => !path.includes('rest'))
    // The list says * for what differs, and a last part that may be left out stands there twice.
    const expected = routed.flatMap(path => (path.endsWith('?')
      ? [path.replace(/\/:\w+\?$/, ''), path.replace(/:\w+\?$/, '*')]
      : [path.replace(/:\w+/g, '*')]))
    expect(listed).toEqual(expected)
  })
})
