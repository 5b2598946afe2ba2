import { readdirSync, readFileSync, statSync } from 'node:fs'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { server, show, type Answers } from '@/testing'
import AuditPage from './AuditPage.vue'
import { fits, forgetNames, glance, kindName, lookBack, pageOf, sheetOf, why } from './audit'
import { groupIds, groups } from './kinds'
import type { Entry } from './proof'

const entry = (over: Partial<Entry>): Entry => ({
  region: 4112, seq: 7, at: '2026-03-05T01:00:00.000Z', kind: 'need_moved', version: 2,
  actor: '00000000-0000-0000-0000-00000000000a', subject: '00000000-0000-0000-0000-0000000000b7',
  scope: '4112/', people: [], marks: 'need 4112/x >abc',
  body: '{"from":"submitted","to":"awaiting_dispatch","reason_code":""}', ...over,
})
const all = { kind: '', actor: '', subject: '', from: '', to: '' }

beforeEach(() => {
  forgetNames()
  me.value = {
    id: 'p', roles: [{ role: 'auditor', scope: '4112/' }],
    rights: ['need_read', 'record_read', 'audit_read'],
  } as unknown as typeof me.value
})

describe('what is told', () => {
  it('is said in words', () => {
    expect(kindName('need_moved')).toBe('求助走了一步')
    expect(kindName('brick_laid')).toBe('brick laid')
    expect(glance(entry({}))).toBe('待受理 → 待派')
    expect(glance(entry({ kind: 'grant_moved', body: '{"role":"auditor","to":"active"}' })))
      .toBe('审计员，生效')
    expect(glance(entry({ kind: 'checked_out', body: '{"from":"2026-03-05T01:00:00Z","to":"2026"}' })))
      .toBe('')
    expect(glance(entry({ body: 'no json' }))).toBe('')
  })

  it('names only kinds that the server tells', () => {
    const root = '../src'
    const told = readdirSync(root).filter((name) => statSync(`${root}/${name}`).isDirectory())
      .flatMap((module) => readdirSync(`${root}/${module}`).filter((name) => /\.(h|cpp)$/.test(name))
        .map((name) => readFileSync(`${root}/${module}/${name}`, 'utf8')))
      .flatMap((source) => [...source.matchAll(/kind\s*=\s*"([a-z_]+)"/g)].map(([, kind]) => kind))
    for (const kind of groupIds.flatMap((group) => [...groups[group] as readonly string[]])) {
      if (kind !== 'categories_entered') expect(told).toContain(kind)
    }
  })

  it.each([
    [{}, true], [{ kind: 'need_moved' }, true], [{ kind: 'need_rated' }, false],
    [{ actor: '00000000-0000-0000-0000-00000000000a' }, true], [{ actor: 'b' }, false],
    [{ subject: 'B7' }, true], [{ subject: 'submitted' }, true], [{ subject: 'zz' }, false],
    // Nine in the morning there, on the fifth.
    [{ from: '2026-03-05', to: '2026-03-05' }, true], [{ from: '2026-03-06' }, false],
    [{ to: '2026-03-04' }, false],
  ])('%j fits: %s', (wanted, expected) => {
    expect(fits(entry({}), { ...all, ...wanted })).toBe(expected)
  })

  it('leads to what it is about, for those who may go there', () => {
    expect(pageOf(entry({}), ['need_read'])).toBe(`/desk/needs/${entry({}).subject}`)
    expect(pageOf(entry({}), [])).toBeNull()
    expect(pageOf(entry({ kind: 'certificate_issued', body: '{"serial":"LM1"}' }), []))
      .toBe('/verify/LM1')
  })

  it('makes no formulas of what people wrote', () => {
    const sheet = sheetOf([entry({ subject: '=1+1' }), entry({ scope: 'a,"b"' })], () => '王敏')
    expect(sheet).toContain(",'=1+1,")
    expect(sheet).toContain('"a,""b"""')
    expect(sheet.startsWith('\uFEFF第几条,时间')).toBe(true)
  })

  it('says why data was shown', () => {
    expect([why('864-212-473'), why('names'), why('他要改电话')])
      .toEqual(['求助 864-212-473', '显示姓名', '他要改电话'])
  })
})

describe('looking back', () => {
  it('goes on until enough fit or nothing is left', async () => {
    const sent = server({
      '/v1/journal/entries': [200, { items: [entry({ seq: 1 }), entry({ seq: 2 })] }],
    })
    const few = await lookBack(450, { ...all, kind: 'need_moved' }, 3, () => true)
    expect(few.entries.map(({ seq }) => seq)).toEqual([2, 1, 2, 1])
    expect(few.from).toBe(50)
    expect(sent.map(({ query }) => `${query.get('from')} ${query.get('limit')}`))
      .toEqual(['250 200', '50 200'])
    const none = await lookBack(450, { ...all, kind: 'need_rated' }, 3, () => true)
    expect([none.entries.length, none.from]).toEqual([0, 0])
  })
})

const answers = (over: Answers = {}): Answers => ({
  '/v1/journal': [200, { size: 2, root: 'r', checkpoint: 'c', key: 'k' }],
  '/v1/journal/entries': [200, { items: [
    entry({ seq: 0 }), entry({ seq: 1, kind: 'need_rated', body: '{"stars":4}' }),
  ] }],
  '/v1/grants': [200, { items: [{ person: entry({}).actor, name: '王敏' }] }],
  '/v1/sites': [200, { items: [{ id: 's', path: '4112/', name: '三门峡市' }] }],
  ...over,
})

describe('the page of the journal', () => {
  it('tells newest first, who and where, and how far it looked', async () => {
    server(answers())
    const { page } = await show(AuditPage, '/desk/audit')
    await flushPromises()
    const rows = page.findAll('tbody tr').map((row) => row.text())
    expect(rows[0]).toContain('评价了服务 ★★★★')
    expect(rows[0]).toContain('王敏')
    expect(rows[0]).toContain('三门峡市')
    expect(page.find('.foot').text()).toContain('从头到第 1 条都看过了，有 2 条合适')
    page.unmount()
  })

  it('sifts by what stands in the address', async () => {
    server(answers())
    const { page, router } = await show(AuditPage, '/desk/audit?kind=need_moved')
    expect(page.findAll('tbody tr')).toHaveLength(1)
    await page.find('.deed-list select').setValue('')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({})
    expect(page.findAll('tbody tr')).toHaveLength(2)
    page.unmount()
  })

  it('says when what is shown is not what was sealed', async () => {
    server(answers({ '/v1/journal/inclusion': [200, {
      leaf_index: 1, tree_size: 2, leaf_hash: 'AAAA', path: [],
      checkpoint: `town\n2\n${'A'.repeat(43)}=\n\n— s\n`,
    }] }))
    const { page } = await show(AuditPage, '/desk/audit')
    await page.find('.prove').trigger('click')
    await flushPromises()
    await vi.waitFor(() => {
      expect(page.text()).toContain('显示的内容和日志里封存的不一样')
    })
    page.unmount()
  })
})

describe('the list of readings', () => {
  const read = {
    id: 'r', at: '2026-03-05T01:00:00Z', reader: entry({}).actor, reader_role: 'station_worker',
    reader_scope: '4112/', whom: entry({}).subject, field_class: 'contact', minor: true,
    reason: 'to call back',
  }
  it('says who looked at whom and why, and asks the server for one of them', async () => {
    const sent = server(answers({ '/v1/reads': [200, { items: [read] }] }))
    const { page } = await show(AuditPage, '/desk/audit?tab=reads&since=2026-03-05&until=2026-03-05')
    expect(page.find('tbody tr').text()).toMatch(/王敏.*社区工作者.*未成年人.*姓名和电话.*回电话/)
    const query = sent.find(({ path }) => path === '/v1/reads')?.query
    expect([query?.get('since'), query?.get('until')])
      .toEqual(['2026-03-04T16:00:00.000Z', '2026-03-05T16:00:00.000Z'])
    await page.find('tbody .read-pick').trigger('click')
    await flushPromises()
    const again = sent.filter(({ path }) => path === '/v1/reads').pop()?.query
    expect(again?.get('reader')).toBe(entry({}).actor)
    expect(page.find('.sheets a').attributes('href')).toContain('reader=')
    page.unmount()
  })

  it('asks nothing of an id that is none', async () => {
    const sent = server(answers({ '/v1/reads': [200, { items: [] }] }))
    const { page } = await show(AuditPage, '/desk/audit?tab=reads&whom=abc')
    expect(page.text()).toContain('编号是 36 位')
    expect(sent.find(({ path }) => path === '/v1/reads')?.query.get('whom')).toBeNull()
    page.unmount()
  })
})
