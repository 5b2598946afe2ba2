import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { station } from '@/features/home/station'
import { commands, server, show, type Answers } from '@/testing'
import MyNeedsPage from './MyNeedsPage.vue'
import NeedPage from './NeedPage.vue'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const need = (state: string, more: object = {}) => ({
  id: 'n', number: '538-867-650', state, category: '0405', urgency: 'three_days',
  details: '代取药', address: '2号楼', recipient: { person: 'p', name: '王秀英' },
  on_behalf: false, helpers: [], ...more,
})
const step = (leaf: number, more: object) => ({
  leaf, at: '2026-03-05T01:00:00Z', what: 'need_moved', reason_code: '', actor_name: '', ...more,
})
const around: Answers = {
  '/v1/categories': [200, { items: [
    { code: '0405', name_zh: '代办跑腿', name_en: 'Errands', counts_hours: true }] }],
  '/v1/needs/n/timeline': [200, { items: [
    step(1, { from: 'draft', to: 'submitted', actor_name: '王秀英' }),
    step(2, { from: 'submitted', to: 'awaiting_dispatch' }),
    step(3, { from: 'awaiting_dispatch', to: 'offered' }),
    step(4, { from: 'offered', to: 'taken', actor_name: '李**' })] }],
  '/v1/needs/n/comments': [200, { items: [
    { id: 'c', author: 'w', author_name: '陈站长', visible_to: 'everyone', words: '下午到', at: '2026-03-05T01:00:00Z' }] }],
  '/v1/needs/n/attachments': [200, { items: [
    { id: 'f', kind: 'photo', content_type: 'image/jpeg', size_bytes: 9, added_by: 'p', at: '' }] }],
}
const page = async (state: string, more: object = {}, answers: Answers = {}) => {
  const sent = server({ ...around, '/v1/needs/n': [200, need(state, more)], ...answers })
  return { sent, ...await show(NeedPage, '/needs/n', { id: 'n' }) }
}

class NoStream { close() { /* nothing to hear in tests */ } addEventListener() { /* nor this */ } }

// Parts that are fetched when first seen take a moment.
const soon = (check: () => void) => vi.waitFor(check, 5000)

beforeEach(() => {
  vi.stubGlobal('EventSource', NoStream)
  me.value = { ...somebody, roles: [], rights: [] }
  station.value = { id: 's', name: '茅津社区站', phone: '0398-1' }
})

describe('one thing asked for', () => {
  it('says who comes and when, whom to call, and what happened in plain words', async () => {
    const { page: shown } = await page('scheduled', {
      helpers: [{ person: 'v', name: '李**', state: 'taken' }],
      window: { start: '2026-03-06T01:00:00Z', end: '2026-03-06T03:00:00Z' } })
    for (const part of ['代办跑腿', '李**', '2026年3月6日 09:00–11:00', '代取药', '538-867-650']) {
      expect(shown.text()).toContain(part)
    }
    expect(shown.find('a[href="tel:03981"]').exists()).toBe(true)
    expect(shown.findAll('.timeline .text').map((each) => each.text()))
      .toEqual(['说给站里了', '站里在找人', '有人接了'])
  })

  it('shows pictures and messages, and takes a word more', async () => {
    const { page: shown } = await page('scheduled', {}, {
      '/v1/needs/n/comments': [200, { items: [] }] })
    await soon(() => { expect(shown.find('#talk').exists()).toBe(true) })
    expect(shown.find('.talk-files img').attributes('src')).toBe('/v1/needs/n/attachments/f')
    await shown.find('.talk form').trigger('submit')
    expect(shown.find('[role=alert]').text()).toContain('写一句再送')
    server({ '/v1/needs/n/comments': [200, {
      id: 'c2', author: 'p', words: '带上医保卡', at: '2026-03-05T01:00:00Z' }] })
    await shown.find('#talk').setValue(' 带上医保卡 ')
    await shown.find('.talk form').trigger('submit')
    await flushPromises()
    expect(shown.find('.talk li.mine').text()).toContain('带上医保卡')
  })

  it.each([
    ['refused', 'not_for_volunteers', '这件事不是志愿者能办的'],
    ['referred', 'hotline_12345', '归 12345 热线'],
    ['refused', 'a_code_of_later', '站里会打电话跟您说明'],
  ])('%s for %s says why in words', async (state, state_reason, words) => {
    const { page: shown } = await page(state, { state_reason })
    await soon(() => { expect(shown.text()).toContain(words) })
    expect(shown.text()).not.toContain(state_reason)
  })

  it('sent back says what is missing, and goes again', async () => {
    const { page: shown, sent } = await page('returned', { state_reason: 'detail_missing' }, {
      '/v1/needs/n/submit': [200, need('submitted')] })
    await soon(() => { expect(shown.text()).toContain('还差几句才知道怎么办') })
    await shown.find('.more textarea').setValue('六楼没电梯')
    await shown.find('.more').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ details: '六楼没电梯' })
  })

  it('is changed only where something differs', async () => {
    const { page: shown, sent } = await page('submitted', {}, {
      '/v1/needs/n/change': [200, need('submitted', { details: '代取药和米' })] })
    await shown.findAll('button').find((each) => each.text() === '改内容')?.trigger('click')
    await soon(() => { expect(shown.find('#details').exists()).toBe(true) })
    await shown.find('#details').setValue('代取药和米')
    await shown.find('dialog[open] footer .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ details: '代取药和米' })
    expect(shown.text()).toContain('代取药和米')
  })

  it('is withdrawn with a reason', async () => {
    const { page: shown, sent } = await page('submitted', {}, {
      '/v1/needs/n/withdraw': [200, need('withdrawn')] })
    await shown.findAll('button').find((each) => each.text() === '不用来了')?.trigger('click')
    await soon(() => { expect(shown.find('#why').exists()).toBe(true) })
    await shown.find('dialog[open] footer .button.main').trigger('click')
    await flushPromises()
    expect(shown.find('dialog[open] [role=alert]').text()).toContain('选一个原因')
    await shown.find('#why input').setValue(true)
    await shown.find('dialog[open] footer .button.main').trigger('click')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ reason_code: 'solved' })
  })

  it('that is over keeps what was said of it, and cannot be changed', async () => {
    const { page: shown } = await page('archived', {
      rating: { stars: 5, tags: ['来得准时'], words: '谢谢', how: 'self' } })
    await soon(() => { expect(shown.find('.rated').text()).toContain('来得准时') })
    expect(shown.text()).not.toContain('改时间')
    expect(shown.find('#talk').exists()).toBe(false)
  })
})

describe('what I asked for', () => {
  const line = (id: string, state: string, more: object = {}) => ({
    id, number: id, state, category: '0405', recipient: 'p', recipient_name: '王秀英',
    created_at: '2026-03-05T01:00:00Z', ...more,
  })

  it('stands apart by what goes on and what is done, and comes in pieces', async () => {
    const sent = server({ ...around, '/v1/me/needs': [200, { next: 'more', items: [
      line('a', 'archived'), line('b', 'offered'), line('c', 'offered', {
        recipient: 'm', recipient_name: '王母' })] }] })
    const { page: shown } = await show(MyNeedsPage, '/my/needs')
    expect(shown.findAll('section').map((part) => part.findAll('li').length)).toEqual([2, 1])
    expect(shown.text()).toContain('王母')
    await shown.findAll('button').at(-1)?.trigger('click')
    await flushPromises()
    expect(sent.at(-1)?.query.get('cursor')).toBe('more')
  })

  it('invites to ask where there is nothing', async () => {
    server({ ...around, '/v1/me/needs': [200, { items: [] }] })
    const { page: shown } = await show(MyNeedsPage, '/my/needs')
    expect(shown.text()).toContain('还没有求助过')
    expect(shown.find('a[href="/ask"]').exists()).toBe(true)
  })
})
