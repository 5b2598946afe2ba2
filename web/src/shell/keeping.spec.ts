import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { dropAllDrafts, useDraft } from './drafts'
import { keep, kept, keptJson } from '@/keep'
import { keyDeeds, keysOn, switchKeys, useKeys } from './keys'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  switchKeys(true)
  document.body.innerHTML = ''
})

describe('what a browser keeps', () => {
  it('lasts for this visit where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('private') },
      setItem: () => { throw new Error('private') }, removeItem: () => { throw new Error('private') } })
    keep('a', 'b')
    expect(kept('a')).toBe('b')
    keep('a', null)
    expect(kept('a')).toBeNull()
  })

  it('is nothing where it is not what it was', () => {
    keep('a', '{"broken')
    const isText = (value: unknown): value is string => typeof value === 'string'
    expect(keptJson('a', isText)).toBeNull()
    keep('a', '7')
    expect(keptJson('a', isText)).toBeNull()
    keep('a', '"text"')
    expect(keptJson('a', isText)).toBe('text')
  })
})

describe('drafts', () => {
  const fresh = () => ({ details: '', days: [] as string[] })
  const form = () => {
    const scope = effectScope()
    const made = scope.run(() => useDraft('ask', fresh))
    if (!made) throw new Error('no scope')
    return { scope, ...made }
  }

  it('come back as they were left', async () => {
    const first = form()
    expect(first.found).toBe(false)
    first.draft.details = '灯泡坏了'
    await vi.advanceTimersByTimeAsync(300)
    expect(form().draft.details).toBe('灯泡坏了')
    expect(form().found).toBe(true)
  })

  it('are saved when the page closes before they were', async () => {
    const { draft, scope } = form()
    draft.days.push('2026-03-05')
    await vi.advanceTimersByTimeAsync(0)
    scope.stop()
    expect(form().draft.days).toEqual(['2026-03-05'])
  })

  it('go when they are sent, and all of them at sign-out', async () => {
    const { draft, drop: sent } = form()
    draft.details = '灯泡坏了'
    await vi.advanceTimersByTimeAsync(300)
    sent()
    expect(form().found).toBe(false)
    keep('lastmile.draft.other', '{}')
    keep('lastmile.type', '2')
    dropAllDrafts()
    expect([kept('lastmile.draft.other'), kept('lastmile.type')]).toEqual([null, '2'])
  })

  it('bring nothing in that the form does not have', () => {
    keep('lastmile.draft.ask', '{"details":"有","gone":"旧的"}')
    expect(form().draft).toEqual({ details: '有', days: [] })
  })
})

describe('keys', () => {
  const pressed: string[] = []
  const key = (name: string, more: KeyboardEventInit = {}, at: Element = document.body) =>
    at.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, ...more }))
  let scope = effectScope()
  afterEach(() => { scope.stop() })
  beforeEach(() => {
    pressed.length = 0
    scope = effectScope()
    scope.run(() => {
      useKeys(['1', 'g t', 'j'].map((keys) => ({ keys, text: '', act: () => pressed.push(keys) })))
    })
  })

  it('work alone and in pairs, if pressed in time', () => {
    key('1')
    key('g')
    key('T')
    key('g')
    vi.advanceTimersByTime(1500)
    key('t')
    expect(pressed).toEqual(['1', 'g t'])
  })

  it('sleep while somebody types, composes, or holds another key', () => {
    document.body.innerHTML = '<input id="a"><input type="checkbox" id="b"><textarea id="c"></textarea>'
    const at = (id: string) => document.getElementById(id) as Element
    key('1', {}, at('a'))
    key('1', {}, at('c'))
    key('1', { ctrlKey: true })
    key('1', { isComposing: true })
    expect(pressed).toEqual([])
    key('1', {}, at('b'))
    expect(pressed).toEqual(['1'])
  })

  it('can be switched off, and stay so', () => {
    switchKeys(false)
    key('1')
    expect(pressed).toEqual([])
    expect([keysOn.value, kept('lastmile.keys')]).toEqual([false, 'off'])
  })

  it('are a later page’s first, and go with it', () => {
    const later = effectScope()
    later.run(() => { useKeys([{ keys: '1', text: '后来的', act: () => pressed.push('later') }]) })
    expect(keyDeeds()[0]?.text).toBe('后来的')
    key('1')
    later.stop()
    key('1')
    expect(pressed).toEqual(['later', '1'])
  })
})
