import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { kept } from '@/keep'
import { commands, server } from '@/testing'
import { again, delivered, drop, outbox, post, putBack, sendWaiting } from './outbox'

const offline = () => { vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline'))) }
const answering = (status: number, text: string) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(text, { status })))
}
const about = { what: '签到', person: 'p1' }

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => {
  vi.useRealTimers()
  for (const { key } of outbox.value) drop(key)
  delivered.value = []
})

describe('the outbox', () => {
  it('sends at once where it can', async () => {
    const sent = server({ '/v1/x': [200, { ok: true }] })
    expect(await post('/v1/x', { a: 1 }, about)).toEqual({ sent: true, answer: { ok: true } })
    expect(commands(sent)[0]?.body).toEqual({ a: 1 })
    expect(outbox.value).toEqual([])
  })

  it('keeps what cannot be sent, with its key, over a closed page', async () => {
    offline()
    const told = await post('/v1/x', { a: 1 }, about)
    const waiting = outbox.value[0]
    expect(told).toEqual({ sent: false, key: waiting?.key })
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
    again(outbox.value[0]?.key ?? '')
    await sendWaiting('p1')
    expect(outbox.value).toEqual([])
  })

  it('sends nothing of somebody else’s, and waits for who was signed out', async () => {
    offline()
    await post('/v1/x', {}, about)
    const sent = server({ '/v1/x': [401, { code: 'not_signed_in', detail: '请登录' }] })
    await sendWaiting('p2')
    expect(sent).toHaveLength(0)
    await sendWaiting('p1')
    expect(outbox.value[0]?.refused).toBeUndefined()
    expect(outbox.value[0]?.tried?.status).toBe(401)
  })

  it.each([
    [503, '{}', 503], [429, '{"code":"overloaded"}', 429],
    [200, '<html>请先登录无线网络</html>', 0], [502, '<html>bad gateway</html>', 0],
  ])('takes %i with %s for “not yet”, and says so', async (status, text, tried) => {
    answering(status, text)
    expect(await post('/v1/x', {}, about)).toMatchObject({ sent: false })
    expect(outbox.value[0]?.tried?.status).toBe(tried)
  })

  it('gives up on an answer that does not come', async () => {
    vi.stubGlobal('fetch', (request: Request) => new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => { reject(new Error('aborted')) })
    }))
    const told = post('/v1/x', {}, about)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await told).toMatchObject({ sent: false })
  })

  it('tells what arrived after all, and what the server said', async () => {
    offline()
    await post('/v1/x', {}, about)
    server({ '/v1/x': [200, { minutes: 70 }] })
    await sendWaiting('p1')
    expect(delivered.value).toMatchObject([{ waiting: { what: '签到' }, answer: { minutes: 70 } }])
  })

  it('puts what was thrown away back in its place', async () => {
    offline()
    await post('/v1/in', {}, about)
    vi.advanceTimersByTime(1000)
    await post('/v1/out', {}, about)
    const [first] = outbox.value
    if (!first) throw new Error('nothing was kept')
    drop(first.key)
    putBack(first)
    expect(outbox.value.map(({ path }) => path)).toEqual(['/v1/in', '/v1/out'])
  })

  it('follows what another window sent', async () => {
    offline()
    await post('/v1/x', {}, about)
    const theirs = outbox.value.map((each) => ({ ...each, what: '签退' }))
    const hear = (newValue: string | null) => dispatchEvent(
      new StorageEvent('storage', { key: 'lastmile.outbox', newValue }))
    hear(JSON.stringify(theirs))
    expect(outbox.value).toEqual(theirs)
    hear(null)
    expect(outbox.value).toEqual([])
  })
})
