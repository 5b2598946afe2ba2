import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { commands, server } from '@/testing'
import { dropAllDrafts, useDraft } from './drafts'
import { keep, kept, keptJson } from '@/keep'
import { keyDeeds, keysOn, switchKeys, useKeys } from './keys'
import { drop, outbox, post, sendWaiting } from './outbox'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  for (const { key } of outbox.value) drop(key)
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

describe('the outbox', () => {
  const offline = () => { vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline'))) }
  const about = { what: '签到', person: 'p1' }

  it('sends at once where it can', async () => {
    const sent = server({ '/v1/x': [200, { ok: true }] })
    expect(await post('/v1/x', { a: 1 }, about)).toEqual({ sent: true, answer: { ok: true } })
    expect(commands(sent)[0]?.body).toEqual({ a: 1 })
    expect(outbox.value).toEqual([])
  })

  it('keeps what cannot be sent, with its key, over a closed page', async () => {
    offline()
    expect(await post('/v1/x', { a: 1 }, about)).toEqual({ sent: false })
    const waiting = outbox.value[0]
    expect(JSON.parse(kept('lastmile.outbox') ?? '')).toEqual([waiting])
    const keys: (string | null)[] = []
    vi.stubGlobal('fetch', (request: Request) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return Promise.resolve(new Response('{}', { status: keys.length === 1 ? 503 : 200 }))
    })
    await sendWaiting('p1')
    expect(outbox.value).toHaveLength(1)
    await sendWaiting('p1')
    expect(outbox.value).toHaveLength(0)
    expect(keys).toEqual([waiting?.key, waiting?.key])
  })

  it('throws what the server refuses at once, and keeps with its reason what it refuses later', async () => {
    server({ '/v1/x': [409, { code: 'code_old', detail: '码已过期' }] })
    await expect(post('/v1/x', {}, about)).rejects.toThrow('code_old')
    expect(outbox.value).toEqual([])
    offline()
    await post('/v1/x', {}, about)
    server({ '/v1/x': [409, { code: 'code_old', detail: '码已过期' }] })
    await sendWaiting('p1')
    expect(outbox.value[0]?.refused?.text).toBe('码已过期')
    const sent = server({ '/v1/x': [200, {}] })
    await sendWaiting('p1')
    expect(sent).toEqual([])
  })

  it('sends nothing of somebody else’s, and waits for who was signed out', async () => {
    offline()
    await post('/v1/x', {}, about)
    const sent = server({ '/v1/x': [401, { code: 'not_signed_in', detail: '请登录' }] })
    await sendWaiting('p2')
    expect(sent).toHaveLength(0)
    await sendWaiting('p1')
    expect(outbox.value[0]?.refused).toBeUndefined()
  })
})
