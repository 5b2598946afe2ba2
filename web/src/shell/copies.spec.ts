import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { problemOf, Refused } from '@/api/problem'
import { me } from '@/features/access/me'
import { signOut, whoAmI } from '@/features/access/session'
import { keep, kept } from '@/keep'
import { server } from '@/testing'
import { copyNames, copyOf, dropCopies, freshOrKept, keepCopy } from './copies'

const who = (id: string) => ({ id, session: 's', method: 'code' as const, roles: [], rights: [],
  signs_in_by_phone: true, signed_in_at: '', expires_at: '' })
const unreachable = () => Promise.reject(new Refused(
  { status: 0, code: 'offline', text: '', fields: [] }))

beforeEach(() => { me.value = who('p1') })
afterEach(() => {
  vi.useRealTimers()
  dropCopies()
  for (const key of ['lastmile.me', 'lastmile.ticket-key', 'lastmile.draft.ask']) keep(key, null)
  me.value = null
})

describe('copies', () => {
  it('stand in where nobody can be reached, and say since when', async () => {
    expect(await freshOrKept('task.1', () => Promise.resolve('修水龙头')))
      .toEqual({ value: '修水龙头', since: null })
    const known = await freshOrKept('task.1', unreachable)
    expect(known.value).toBe('修水龙头')
    expect(known.since).toBeGreaterThan(Date.now() - 1000)
  })

  it('never hide a refusal', async () => {
    keepCopy('task.1', '旧的')
    const refused = new Refused(problemOf({ code: 'need_unknown', title: '没有' }, 404))
    await expect(freshOrKept('task.1', () => Promise.reject(refused))).rejects.toBe(refused)
    await expect(freshOrKept('task.2', unreachable)).rejects.toThrow('offline')
  })

  it('are their person’s alone, and last a week', () => {
    keepCopy('task.1', 1)
    me.value = who('p2')
    expect(copyOf('task.1')).toBeNull()
    me.value = who('p1')
    vi.useFakeTimers({ now: Date.now() + 8 * 24 * 3600_000 })
    expect(copyOf('task.1')).toBeNull()
  })

  it('are not kept for nobody, nor without end', () => {
    vi.useFakeTimers()
    for (let n = 0; n < 70; n += 1) {
      keepCopy(`task.${n}`, n)
      vi.advanceTimersByTime(1)
    }
    expect(copyNames()).toHaveLength(60)
    expect(copyOf('task.0')).toBeNull()
    expect(copyOf('task.69')?.value).toBe(69)
    me.value = null
    keepCopy('task.nobody', 1)
    expect(copyNames()).not.toContain('task.nobody')
  })
})

describe('who was here last', () => {
  it('is who checks in without a network', async () => {
    server({ '/v1/me': [200, who('p1')] })
    await whoAmI()
    me.value = null
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await expect(whoAmI()).rejects.toThrow('offline')
    expect(me.value).toMatchObject({ id: 'p1' })
  })

  it('takes copies, drafts and the key along at sign-out, also without a network', async () => {
    keepCopy('task.1', 1)
    keep('lastmile.ticket-key', 'k')
    keep('lastmile.draft.ask', '{}')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await expect(signOut()).rejects.toThrow('offline')
    expect(copyNames()).toEqual([])
    expect([kept('lastmile.ticket-key'), kept('lastmile.draft.ask')]).toEqual([null, null])
  })

  it('keeps what they were writing when their session ends, and shows nothing of theirs', async () => {
    server({ '/v1/me': [200, who('p1')] })
    await whoAmI()
    keepCopy('task.1', 1)
    keep('lastmile.draft.ask', '{}')
    server({ '/v1/me': [401, { code: 'session_over', title: '登录已失效' }] })
    expect(await whoAmI()).toBeNull()
    expect(copyNames()).toEqual([])
    expect(kept('lastmile.draft.ask')).toBe('{}')
  })

  it('leaves nothing to the next one', async () => {
    server({ '/v1/me': [200, who('p1')] })
    await whoAmI()
    keepCopy('task.1', 1)
    keep('lastmile.draft.ask', '{}')
    server({ '/v1/me': [200, who('p2')] })
    await whoAmI()
    expect(copyNames()).toEqual([])
    expect(kept('lastmile.draft.ask')).toBeNull()
  })
})
