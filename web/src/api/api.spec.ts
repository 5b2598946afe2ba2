import { afterEach, describe, expect, it, vi } from 'vitest'
import { speak } from '@/words'
import { api, newKey } from './client'
import { problemOf, Refused, take } from './problem'

afterEach(() => speak('zh'))

function answering(status: number, body: unknown) {
  const asked: Request[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    return Promise.resolve(new Response(JSON.stringify(body), {
      status, headers: { 'Content-Type': 'application/json' },
    }))
  })
  return asked
}

describe('the client', () => {
  it('gives every command its own key and says which language is read', async () => {
    const asked = answering(200, {})
    await speak('en')
    await api.POST('/v1/sign-out')
    await api.POST('/v1/sign-out')
    const keys = asked.map((request) => request.headers.get('Idempotency-Key'))
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(keys[1]).not.toBe(keys[0])
    expect(asked[0]?.headers.get('Accept-Language')).toBe('en')
  })

  it('gives a question no key', async () => {
    const asked = answering(200, {})
    await api.GET('/v1/me')
    expect(asked[0]?.headers.has('Idempotency-Key')).toBe(false)
    expect(new URL(asked[0]?.url ?? '').pathname).toBe('/v1/me')
  })

  it('gives a list once, as the server reads it', async () => {
    const asked = answering(200, { items: [] })
    await api.GET('/v1/needs', { params: { query: { under: '4112/', state: ['offered', 'taken'] } } })
    expect(new URL(asked[0]?.url ?? '').searchParams.getAll('state')).toEqual(['offered,taken'])
  })

  it('makes keys that do not repeat', () => {
    expect(new Set(Array.from({ length: 500 }, newKey)).size).toBe(500)
  })
})

describe('problems', () => {
  it('are read with all their fields', () => {
    expect(problemOf({
      code: 'bad_request', title: '有内容需要修改', detail: '有内容需要修改',
      errors: [{ path: '/phone', code: 'required', detail: '要填' }, 'nonsense', {}],
    }, 400)).toEqual({
      status: 400, code: 'bad_request', text: '有内容需要修改',
      fields: [{ path: '/phone', text: '要填' }],
    })
  })

  it.each([null, undefined, '', '<html>', 7, [], { title: 'nginx' }])(
    'from something else are a fault: %o', (body) => {
      const problem = problemOf(body, 502)
      expect(problem.code).toBe('fault')
      expect(problem.text).toContain('服务器')
    })

  it('are thrown by take, with their status', async () => {
    answering(409, { code: 'need_already_taken', detail: '别人先接了' })
    const taking = take(api.GET('/v1/me'))
    await expect(taking).rejects.toBeInstanceOf(Refused)
    await expect(taking).rejects.toMatchObject({
      problem: { status: 409, code: 'need_already_taken', text: '别人先接了' },
    })
  })

  it('name an unreachable server', async () => {
    await expect(take(api.GET('/v1/me'))).rejects.toMatchObject({ problem: { code: 'offline' } })
  })
})
