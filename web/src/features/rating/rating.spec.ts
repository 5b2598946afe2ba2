import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { commands, server, show } from '@/testing'
import VoiceNote from '@/ui/VoiceNote.vue'
import NeedConfirm from './NeedConfirm.vue'
import NeedRate from './NeedRate.vue'

type Page = Awaited<ReturnType<typeof show>>['page']
const press = async (page: Page, text: string) => {
  await page.findAll('button').find((each) => each.text() === text)?.trigger('click')
  await flushPromises()
}

describe('is it done?', () => {
  it('is answered by one press', async () => {
    const sent = server({ '/v1/needs/n/confirm': [200, { id: 'n' }] })
    const { page } = await show(NeedConfirm, '/', { need: 'n' })
    await press(page, '办好了')
    expect(commands(sent)[0]?.body).toEqual({ happened: true })
    expect(page.emitted('said')?.[0]).toEqual([{ id: 'n' }, '记下了，谢谢您'])
  })

  it('or by a no, with what is missing', async () => {
    const sent = server({ '/v1/needs/n/confirm': [200, { id: 'n' }] })
    const { page } = await show(NeedConfirm, '/', { need: 'n' })
    await press(page, '没有办好')
    await page.find('textarea').setValue(' 还漏水 ')
    await press(page, '告诉站里')
    expect(commands(sent)[0]?.body).toEqual({ happened: false, words: '还漏水' })
  })

  it('says why it could not be sent, and lets it be tried again', async () => {
    server({ '/v1/needs/n/confirm': [409, { code: 'state_wrong', title: '已经答过了' }] })
    const { page } = await show(NeedConfirm, '/', { need: 'n' })
    await press(page, '办好了')
    expect(page.find('[role=alert]').text()).toBe('已经答过了')
    expect(page.emitted('said')).toBeUndefined()
  })
})

describe('how was it?', () => {
  const face = (page: Page, at: number) => page.findAll('.faces input')[at]?.setValue(true)
  const submit = async (page: Page) => {
    await page.find('form').trigger('submit')
    await flushPromises()
  }

  it('wants a face, and nothing else', async () => {
    const sent = server({ '/v1/needs/n/rate': [200, { id: 'n' }] })
    const { page } = await show(NeedRate, '/', { need: 'n' })
    await submit(page)
    expect(page.find('[role=alert]').text()).toContain('先选一个脸')
    await face(page, 0)
    await submit(page)
    expect(commands(sent)[0]?.body).toEqual({ stars: 5, tags: [], redo: false })
  })

  it('sends what was spoken first, and once only', async () => {
    const sent = server({
      '/v1/needs/n/attachments': [200, { id: 'f' }],
      '/v1/needs/n/rate': [409, { code: 'state_wrong', title: '再试一次' }],
    })
    const { page } = await show(NeedRate, '/', { need: 'n' })
    await face(page, 0)
    await vi.waitFor(() => { expect(page.findComponent(VoiceNote).exists()).toBe(true) })
    await page.findComponent(VoiceNote)
      .setValue(new File(['"sound"'], 'voice.ogg', { type: 'audio/ogg' }))
    await submit(page)
    expect(page.find('[role=alert]').text()).toContain('再试一次')
    await submit(page)
    expect(commands(sent).map(({ path }) => path)).toEqual(
      ['/v1/needs/n/attachments', '/v1/needs/n/rate', '/v1/needs/n/rate'])
  })

  it('asks for a redo only of a poor one, and forgets the good words of another face', async () => {
    const sent = server({ '/v1/needs/n/rate': [200, { id: 'n' }] })
    const { page } = await show(NeedRate, '/', { need: 'n' })
    await face(page, 0)
    await page.find('.choices input').setValue(true)
    expect(page.find('.check').exists()).toBe(false)
    await face(page, 2)
    await page.find('.check input').setValue(true)
    await page.find('textarea').setValue('来晚了')
    await submit(page)
    expect(commands(sent)[0]?.body).toEqual({ stars: 1, tags: [], redo: true, words: '来晚了' })
  })
})
