import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { server, show } from '@/testing'
import ReadsPage from './ReadsPage.vue'
import { gathered, reasonInWords, type Read } from './reads'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const read = (id: string, field_class: Read['field_class'], more: Partial<Read> = {}): Read => ({
  id, at: '2026-03-05T02:00:00Z', reader: 'w', reader_role: 'station_worker',
  reader_scope: '4112/', field_class, reason: '538-867-650', ...more,
})

beforeEach(() => { me.value = { ...somebody, roles: [], rights: [] } })

describe('what was read', () => {
  it('is gathered by reader, reason and day', () => {
    const all = gathered([
      read('1', 'address'), read('2', 'basic'), read('3', 'basic'),
      read('4', 'basic', { at: '2026-03-05T16:30:00Z' }), // the next day there
      read('5', 'basic', { reader: 'x' }),
    ])
    expect(all.map(({ id, saw, times }) => [id, saw, times])).toEqual([
      ['1', ['address', 'basic'], 2], ['4', ['basic'], 1], ['5', ['basic'], 1]])
  })

  it.each([
    ['list', '翻名单'], ['538-867-650', '办求助 538-867-650'],
    ['回电话确认时间', '“回电话确认时间”'],
  ])('%s is said as %s', (reason, words) => {
    expect(reasonInWords(reason)).toBe(words)
  })
})

describe('who read my data', () => {
  const answers = {
    '/v1/me/reads': [200, { items: [read('1', 'address'), read('2', 'contact', {
      reason: '回电话' })] }] as [number, unknown],
    '/v1/sites': [200, { items: [{ id: 's', name: '市场社区站' }] }] as [number, unknown],
  }

  it('is said with role, place and reason, and sifted by what was seen', async () => {
    server(answers)
    const { page } = await show(ReadsPage, '/my/reads')
    await flushPromises()
    const lines = () => page.findAll('ol.my-rows li').map((line) => line.text())
    expect(lines()[0]).toContain('市场社区站社区工作者')
    expect(lines()[0]).toContain('看了住址：办求助 538-867-650')
    expect(lines()).toHaveLength(2)
    await page.find('select').setValue('contact')
    expect(lines()).toHaveLength(1)
    await page.find('select').setValue('health')
    expect(page.text()).toContain('没有这一类')
  })

  it('says when nobody has looked', async () => {
    server({ '/v1/me/reads': [200, { items: [] }] })
    const { page } = await show(ReadsPage, '/my/reads')
    expect(page.text()).toContain('还没有人看过')
  })

  it('can be had as a file', async () => {
    server(answers)
    const { page } = await show(ReadsPage, '/my/reads')
    expect(page.findAll('a[download]').map((link) => link.attributes('href')))
      .toEqual(['/v1/me/reads?format=csv', '/v1/me/reads?format=xlsx'])
  })
})
