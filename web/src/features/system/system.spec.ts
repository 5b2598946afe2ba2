import { createHash } from 'node:crypto'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { mayGo, places } from '@/features/desk/places'
import { keep } from '@/keep'
import { server, show, type Answers } from '@/testing'
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
  '/v1/openapi.json': [200, { info: { version: '0.1.0' } }],
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
    expect(page.find('.facts').text()).toContain('3 条事实')
    expect(page.find('.facts').text()).toContain('0.1.0')
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
