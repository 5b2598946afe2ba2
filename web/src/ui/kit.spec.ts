import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { h, nextTick } from 'vue'
import { Refused } from '@/api/problem'
import { makeRouter } from '@/shell/router'
import { createMemoryHistory } from 'vue-router'
import Button from './Button.vue'
import ErrorSummary from './ErrorSummary.vue'
import Field from './Field.vue'
import { useForm, wrongsOf } from './form'
import { day, dayInWords, duration, moment } from './format'
import Icon from './Icon.vue'
import { iconNames } from './icons'

describe('Field', () => {
  const field = (props: { label: string; hint?: string; error?: string }) => mount(Field, {
    props: { id: 'phone', ...props },
    slots: { default: ({ control }) => h('input', control) },
  })

  it('ties label, hint and error to its control', () => {
    const input = field({ label: '手机号', hint: '11 位', error: '少一位' }).find('input')
    expect(input.attributes('id')).toBe('phone')
    expect(input.attributes('aria-describedby')).toBe('phone-hint phone-error')
    expect(input.attributes('aria-invalid')).toBe('true')
  })

  it('says nothing of an error that is not there', () => {
    const wrapper = field({ label: '手机号' })
    expect(wrapper.find('label').attributes('for')).toBe('phone')
    expect(wrapper.find('input').attributes('aria-describedby')).toBeUndefined()
    expect(wrapper.find('input').attributes('aria-invalid')).toBeUndefined()
  })
})

describe('ErrorSummary', () => {
  it('takes focus, counts, and leads to each field', async () => {
    document.body.innerHTML = '<input id="phone"><div id="here"></div>'
    const wrapper = mount(ErrorSummary, {
      props: { problems: [] as { field?: string; text: string }[] }, attachTo: '#here',
    })
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
    await wrapper.setProps({ problems: [{ field: 'phone', text: '手机号要填 11 位数字' }] })
    await nextTick()
    expect(wrapper.text()).toContain('有 1 处需要修改')
    expect(document.activeElement).toBe(wrapper.find('[role=alert]').element)
    await wrapper.find('a').trigger('click')
    expect(document.activeElement?.id).toBe('phone')
  })
})

describe('Button', () => {
  it('is a button that answers', async () => {
    const pressed = vi.fn()
    const wrapper = mount(Button, { attrs: { onClick: pressed }, slots: { default: '发' } })
    expect(wrapper.attributes('type')).toBe('button')
    await wrapper.trigger('click')
    expect(pressed).toHaveBeenCalledOnce()
  })

  it('stops answering while busy, yet keeps focus and words', async () => {
    const pressed = vi.fn()
    const wrapper = mount(Button, {
      props: { busy: true }, attrs: { onClick: pressed }, slots: { default: '发' },
    })
    await wrapper.trigger('click')
    expect(pressed).not.toHaveBeenCalled()
    expect(wrapper.attributes('aria-disabled')).toBe('true')
    expect(wrapper.attributes('disabled')).toBeUndefined()
  })

  it('is a link where it leads somewhere', () => {
    const wrapper = mount(Button, {
      props: { to: '/verify' },
      global: { plugins: [makeRouter(createMemoryHistory())] },
    })
    expect(wrapper.element.tagName).toBe('A')
    expect(wrapper.attributes('href')).toBe('/verify')
  })
})

describe('Icon', () => {
  it.each(iconNames)('%s is hidden from readers', (name) => {
    const wrapper = mount(Icon, { props: { name } })
    expect(wrapper.attributes('aria-hidden')).toBe('true')
    expect(wrapper.find('use').attributes('href')).toMatch(new RegExp(`icons.*#${name}$`))
  })
  it('has a drawing of each, and no other', () => {
    const sheet = readFileSync('src/ui/icons.svg', 'utf8')
    const drawn = [...sheet.matchAll(/<symbol id="(\w+)"/g)].map(([, name]) => name)
    expect(drawn).toEqual([...iconNames])
  })
})

describe('useForm', () => {
  it('sends nothing while something is wrong', async () => {
    const send = vi.fn(() => Promise.resolve())
    const form = useForm(() => [{ field: 'code', text: '要 6 位' }], send)
    await form.submit()
    expect(send).not.toHaveBeenCalled()
    expect(form.wrongAt('code')).toBe('要 6 位')
  })

  it('sends once however often it is pressed', async () => {
    let release = () => {}
    const send = vi.fn(() => new Promise<void>((done) => { release = done }))
    const form = useForm(() => [], send)
    const first = form.submit()
    await form.submit()
    expect(form.busy.value).toBe(true)
    release()
    await first
    expect(send).toHaveBeenCalledOnce()
    expect(form.busy.value).toBe(false)
  })

  it('shows at its field what the server refuses', async () => {
    const form = useForm(() => [], () => Promise.reject(new Refused({
      status: 400, code: 'bad_request', text: '有内容需要修改',
      fields: [{ path: '/phone', text: '不是手机号' }],
    })))
    await form.submit()
    expect(form.wrongAt('phone')).toBe('不是手机号')
    expect(form.busy.value).toBe(false)
  })

  it('passes programming errors on', async () => {
    const form = useForm(() => [], () => Promise.reject(new TypeError('ours')))
    await expect(form.submit()).rejects.toThrow('ours')
    expect(form.busy.value).toBe(false)
  })

  it('shows a refusal without fields on top', () => {
    expect(wrongsOf({ status: 409, code: 'taken', text: '别人先了', fields: [] }))
      .toEqual([{ text: '别人先了' }])
  })
})

describe('figures', () => {
  it('show the clock of the community, whatever the browser’s', () => {
    expect(moment('2026-03-05T16:30:00Z')).toBe('2026年3月6日 00:30')
    expect(dayInWords('2026-03-05')).toBe('2026年3月5日')
    expect(day(Date.UTC(2026, 2, 5, 16, 30))).toBe('2026年3月6日')
  })

  it('show minutes as hours and minutes', () => {
    expect(duration(0)).toBe('0 分')
    expect(duration(59)).toBe('59 分')
    expect(duration(60)).toBe('1 小时')
    expect(duration(6661)).toBe('111 小时 1 分')
  })
})
