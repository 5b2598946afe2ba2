import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { commands, server, show } from '@/testing'
import { toasts } from '@/ui/toasts'
import TaskThanks from './TaskThanks.vue'
import ThankHelpers from './ThankHelpers.vue'

const at = '/v1/needs/n/thanks'
const need = { id: 'n', helpers: [
  { person: 'z', name: '赵强', state: 'served' }, { person: 's', name: '孙丽', state: 'left' },
] }
const said = { need: 'n', helper: 'z', helper_name: '赵强', words: '辛苦了', thanked_at: '' }
const glad = { ...said, answered_at: '2026-03-05T02:00:00Z' }

describe('thanks from the one served', () => {
  it('are a few words to each who came, and to nobody else', async () => {
    const sent = server({ [at]: [200, { items: [] }] })
    const { page } = await show(ThankHelpers, '/', { need })
    expect(page.findAll('form')).toHaveLength(1)
    await page.find('form').trigger('submit')
    expect(page.find('[role=alert]').text()).toContain('写一句再送')
    expect(commands(sent)).toEqual([])
    await page.find('textarea').setValue(' 辛苦了 ')
    server({ [at]: [200, said] })
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('form').exists()).toBe(false)
    expect(page.text()).toContain('您对赵强说')
  })

  it('send what was written, and keep it when that is refused', async () => {
    server({ [at]: [200, { items: [] }] })
    const { page } = await show(ThankHelpers, '/', { need })
    await page.find('textarea').setValue(' 辛苦了 ')
    const sent = server({ [at]: [409, { code: 'need_not_there_yet', title: '还没有确认' }] })
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ helper: 'z', words: '辛苦了' })
    expect(page.find('[role=alert]').text()).toContain('还没有确认')
    expect(page.find('textarea').element.value).toBe(' 辛苦了 ')
  })

  it('tell when they were read', async () => {
    server({ [at]: [200, { items: [glad] }] })
    const { page } = await show(ThankHelpers, '/', { need })
    expect(page.text()).toContain('赵强看到了，很高兴')
    expect(page.find('form').exists()).toBe(false)
  })
})

describe('thanks to the one who came', () => {
  const files = '/v1/needs/n/attachments'

  it('are read, and answered with one tap', async () => {
    const sent = server({
      [at]: [200, { items: [said] }], [files]: [200, { items: [] }], [`${at}/answer`]: [200, glad],
    })
    const { page } = await show(TaskThanks, '/', { need: 'n' })
    expect(page.text()).toContain('辛苦了')
    await page.find('button').trigger('click')
    await flushPromises()
    expect(commands(sent)).toHaveLength(1)
    expect(page.text()).toContain('您回应过了')
    expect(page.find('button').exists()).toBe(false)
  })

  it('say why an answer did not arrive', async () => {
    toasts.value = []
    server({ [at]: [200, { items: [said] }], [files]: [200, { items: [] }],
      [`${at}/answer`]: [404, { code: 'not_thanked', title: '没有' }] })
    const { page } = await show(TaskThanks, '/', { need: 'n' })
    await page.find('button').trigger('click')
    await flushPromises()
    expect(toasts.value[0]?.text).toBe('没有')
    expect(page.find('button').exists()).toBe(true)
  })

  it('come with what was spoken while rating, and with no other file', async () => {
    const file = (id: string, ofRating: boolean) => ({ id, kind: 'voice', of_rating: ofRating })
    server({ [at]: [200, { items: [] }], [files]: [200, { items: [file('a', false), file('b', true)] }] })
    const { page } = await show(TaskThanks, '/', { need: 'n' })
    expect(page.findAll('audio').map((each) => each.attributes('src')))
      .toEqual(['/v1/needs/n/attachments/b'])
    expect(page.text()).not.toContain('有人谢谢您')
  })
})
