import { createHash } from 'node:crypto'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { mayGo, places } from '@/features/desk/places'
import { keep } from '@/keep'
import { commands, server, show, type Answers } from '@/testing'
import { toasts } from '@/ui/toasts'
import { seenHead } from './system'
import SystemPage from './SystemPage.vue'

const hash = (...parts: (Buffer | string)[]) =>
  createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest()
const leaves = ['a', 'b', 'c'].map((text) => hash(Buffer.from([0]), text)) as [Buffer, Buffer, Buffer]
const two = hash(Buffer.from([1]), leaves[0], leaves[1])
const three = hash(Buffer.from([1]), two, leaves[2])
const head = (size: number, root: Buffer) =>
  `lastmile/journal/4112\n${size}\n${root.toString('base64')}\n\n— lastmile sig\n`

const signIn = (rights: string[]) => {
  me.value = {
    id: 'self', roles: [{ role: 'system_admin', scope: '4112/' }], rights,
  } as unknown as typeof me.value
}
beforeEach(() => {
  keep('lastmile.head', null)
  signIn(['settings_manage', 'debug'])
})

const one = (over: object = {}) => ({
  id: 'u1', kind: 'verification', state: 'done', asked_at: '2026-11-23T02:00:00Z',
  ended_at: '2026-11-23T02:05:00Z', done: 0, total: 0, leaves: 3, findings: [], not_checked: [],
  file: '', bytes: 0, error: '', ...over,
})
const fares = (upkeep: object = {}, over: object = {}) => ({
  version: '0.1.0', schema: 140, database: { name: 'SQLite', version: '3.40.1', bytes: 52_000_000 },
  libraries: [{ name: 'ICU', version: '72.1' }], opened_at: '2026-11-20T00:00:00Z',
  disk: { free_bytes: 40_000_000_000, all_bytes: 80_000_000_000 }, journal_size: 3,
  journal_root: '', followers: { followers: 4, behind: 0, paused: 0 },
  queue: { waiting: 2, running: 1, dead: 0 }, upkeep, ...over,
})

const answers = (over: Answers = {}): Answers => ({
  '/v1/journal': [200, {
    size: 3, root: three.toString('base64'), checkpoint: head(3, three), key: 'town+key',
  }],
  '/v1/journal/consistency': [200, {
    old_size: 2, new_size: 3, path: [leaves[2].toString('base64')],
  }],
  '/v1/journal/followers': [200, { items: [
    { follower: 'stats', cursor: 3, behind: 0, error: '' },
    { follower: 'records', cursor: 1, behind: 2, error: 'disk full' },
    { follower: 'portal_pages', cursor: 2, behind: 1, error: '' },
  ] }],
  '/v1/system': [200, fares()],
  '/v1/system/backups': [200, { folder: '/srv/data/backups', keep: 7, items: [
    {
      name: 'lastmile-20261122T190000Z.backup', made_at: '2026-11-22T19:00:00Z', bytes: 1_430_000,
      leaves: 3, verified: true, has_keys: true,
    },
    { name: 'by-hand.backup', bytes: 7, verified: false, has_keys: false },
  ] }],
  ...over,
})
const remembered = (size: number, root: Buffer) => {
  keep('lastmile.head', JSON.stringify({
    origin: 'lastmile/journal/4112', size, root: root.toString('base64'),
  }))
}

describe('the system page', () => {
  it('shows the head, the version and who reads how far', async () => {
    server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    await flushPromises()
    const facts = page.findAll('.facts').map((list) => list.text()).join()
    expect(facts).toContain('3 条事实')
    expect(facts).toContain('0.1.0 版')
    expect(facts).toContain('SQLite 3.40.1，占 52 MB')
    expect(facts).toContain('40 GB，共 80 GB')
    expect(facts).toContain('4 个都跟上了')
    expect(facts).toContain('2 件在等，1 件在做')
    expect(page.find('.checkpoint').text()).toContain('lastmile/journal/4112')
    const rows = page.findAll('.followers tbody tr').map((row) => row.text())
    expect(rows[0]).toMatch(/数字.*跟上了/)
    expect(rows[1]).toMatch(/服务记录.*停着.*disk full/)
    expect(rows[2]).toMatch(/portal pages.*正在跟/)
    page.unmount()
  })

  it('notes the head at the first visit, and says at the next that it only grew', async () => {
    server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    expect(page.find('.grown').text()).toContain('第一次看')
    expect(seenHead()).toMatchObject({ size: 3 })
    page.unmount()
    remembered(2, two)
    server(answers())
    const again = await show(SystemPage, '/desk/system')
    expect(again.page.find('.grown .good').text())
      .toBe('从上次看到的 2 条到现在的 3 条，只添了 1 条，原来的一条没改。')
    again.page.unmount()
  })

  it.each([
    ['another past', 2, hash('x')], ['fewer than before', 4, hash('y')],
    ['another root of the same size', 3, hash('z')],
  ])('raises %s, and keeps the head seen before', async (_, size, root) => {
    remembered(size, root)
    server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    await flushPromises()
    expect(page.find('.grown .notice').text()).toContain('上次看到的日志不在现在的日志里')
    expect(seenHead()?.size).toBe(size)
    page.unmount()
  })

  it('compares a head that was pasted', async () => {
    server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    await page.find('#older').setValue('nonsense')
    await page.find('.grown form').trigger('submit')
    expect(page.find('.grown .summary').text()).toContain('这不是一份账头')
    await page.find('#older').setValue(head(2, two).trim())
    await page.find('.grown form').trigger('submit')
    await flushPromises()
    expect(page.find('.grown .notice').text()).toContain('从 2 条到 3 条，只添不改。')
    await page.find('#older').setValue(head(2, hash('forged')))
    await page.find('.grown form').trigger('submit')
    await flushPromises()
    expect(page.find('.grown .notice').text()).toContain('对不上')
    page.unmount()
  })

  it('asks nothing of the followers for who may not see them', async () => {
    signIn(['audit_read'])
    const sent = server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    expect(sent.some(({ path }) => path.endsWith('followers'))).toBe(false)
    expect(page.text()).toContain('由系统管理员看')
    page.unmount()
  })

  it('warns of a disk that is almost full', async () => {
    server(answers({
      '/v1/system': [200, fares({}, { disk: { free_bytes: 1e9, all_bytes: 80e9 } })],
    }))
    const { page } = await show(SystemPage, '/desk/system')
    expect(page.find('.machine .notice').text()).toContain('只剩 1.0 GB')
    page.unmount()
  })

  it('says what the last verification found, each thing in words', async () => {
    server(answers({ '/v1/system': [200, fares({ last_verification: one({ findings: [
      { table: 'need_category', row: '4112/0406', what: 'changed' },
      { table: 'person', row: 'p1', what: 'cannot be read: no key' },
    ] }) })] }))
    const { page } = await show(SystemPage, '/desk/system')
    const said = page.find('.verification').text()
    expect(said).toContain('有 2 处对不上')
    expect(said).toContain('绕过程序改过')
    expect(said).toContain('cannot be read: no key')
    page.unmount()
  })

  it.each([
    ['never done', {}, '还没有在这里查过'],
    ['right', { last_verification: one() }, '没有发现问题'],
    ['partly checked', { last_verification: one({ not_checked: ['replay: no space'] }) },
      'replay: no space'],
    ['broken off', { last_verification: one({ state: 'failed', error: 'stopped' }) }, '没有查完'],
  ])('says of a verification that it was %s', async (_, upkeep, words) => {
    server(answers({ '/v1/system': [200, fares(upkeep)] }))
    const { page } = await show(SystemPage, '/desk/system')
    expect(page.find('.verification').text()).toContain(words)
    page.unmount()
  })

  it('verifies: shows how far it is, then says that it ended', async () => {
    vi.useFakeTimers()
    const running = one({ state: 'running', ended_at: undefined, part: 'journal', done: 1, total: 3 })
    const now = answers()
    const sent = server(now)
    const { page } = await show(SystemPage, '/desk/system')
    now['/v1/system/verify'] = [200, running]
    now['/v1/system'] = [200, fares({ running })]
    await page.find('.verification button').trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path }) => path)).toEqual(['/v1/system/verify'])
    expect(page.find('.under-way').text()).toContain('日志和每一行数据 1 / 3')
    expect(page.findAll('.backups button')).toHaveLength(0)
    now['/v1/system/upkeep/u1'] = [200, one()]
    now['/v1/system'] = [200, fares({ last_verification: one() })]
    await vi.advanceTimersByTimeAsync(2000)
    await flushPromises()
    expect(page.find('.verification').text()).toContain('没有发现问题')
    expect(toasts.value.at(-1)?.text).toBe('查完了')
    page.unmount()
    vi.useRealTimers()
  })

  it('says why it may not begin, and goes on as it was', async () => {
    server(answers({ '/v1/system/verify': [409, {
      code: 'upkeep_under_way', title: '', detail: '正在查验或备份，一次只能做一件。请等它做完再来。',
    }] }))
    const { page } = await show(SystemPage, '/desk/system')
    await page.find('.verification button').trigger('click')
    await flushPromises()
    expect(toasts.value.at(-1)?.text).toContain('一次只能做一件')
    expect(page.find('.verification button').attributes('aria-disabled')).toBeUndefined()
    page.unmount()
  })

  it('lists backups: when, how large, whether proved', async () => {
    server(answers())
    const { page } = await show(SystemPage, '/desk/system')
    const rows = page.findAll('.backups tbody tr').map((row) => row.text())
    expect(rows[0]).toMatch(/2026年11月23日 03:00.*1.4 MB.*读回来核对过.*带钥匙文件/)
    expect(rows[1]).toMatch(/读不出来.*by-hand.backup/)
    expect(page.find('.backups').text()).toContain('在 /srv/data/backups，只留最近 7 份')
    page.unmount()
  })

  it('shows auditors when the last backup was made, and no more', async () => {
    signIn(['audit_read'])
    const sent = server(answers({ '/v1/system': [200, fares({ last_backup: one({ kind: 'backup' }) })] }))
    const { page } = await show(SystemPage, '/desk/system')
    expect(sent.some(({ path }) => path.endsWith('backups'))).toBe(false)
    expect(page.find('.backups').text()).toContain('最近一次备份：2026年11月23日 10:05')
    expect(page.findAll('.backups button')).toHaveLength(0)
    page.unmount()
  })

  it('is open to auditors and to system administrators', () => {
    const system = places.find(({ to }) => to === '/desk/system')
    if (!system) throw new Error('the place is gone')
    expect(mayGo(system)).toBe(true)
    signIn(['audit_read'])
    expect(mayGo(system)).toBe(true)
    signIn(['need_read'])
    expect(mayGo(system)).toBe(false)
  })
})
