import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { Refused } from '@/api/problem'
import Dialog from './Dialog.vue'
import FormDialog from './FormDialog.vue'
import Menu from './Menu.vue'
import Palette from './Palette.vue'
import Toasts from './Toasts.vue'
import { dismiss, say, toasts, undoNewest } from './toasts'

afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
  for (const { id } of toasts.value) dismiss(id)
})

describe('Dialog', () => {
  const shown = (slot = '<input data-first id="name">') => mount({
    components: { Dialog },
    setup: () => ({ open: ref(false) }),
    template: `<button id="opener" @click="open = true">开</button>
      <Dialog v-model="open" title="改时间">${slot}</Dialog>`,
  }, { attachTo: document.body })

  it('is named, takes focus in, and gives it back', async () => {
    const page = shown()
    const opener = page.find<HTMLElement>('#opener')
    opener.element.focus()
    await opener.trigger('click')
    await nextTick()
    const dialog = page.find('dialog')
    expect((dialog.element as HTMLDialogElement).open).toBe(true)
    const heading = dialog.attributes('aria-labelledby') ?? ''
    expect(document.getElementById(heading)?.textContent).toBe('改时间')
    expect(document.activeElement?.id).toBe('name')
    await page.find('[aria-label=关闭]').trigger('click')
    await nextTick()
    expect((dialog.element as HTMLDialogElement).open).toBe(false)
    expect(document.activeElement?.id).toBe('opener')
  })

  it('holds nothing while shut, so that nothing in it runs', () => {
    expect(shown().find('#name').exists()).toBe(false)
  })
})

describe('Toasts', () => {
  it('say it aloud and take it back', async () => {
    const page = mount(Toasts, { attachTo: document.body })
    const undo = vi.fn()
    say('已受理', undo)
    await nextTick()
    expect(page.find('[role=status]').text()).toContain('已受理')
    await page.find('button').trigger('click')
    expect(undo).toHaveBeenCalledOnce()
    expect(page.findAll('.toast')).toHaveLength(0)
  })

  it('go after ten seconds, but not under somebody’s hand', async () => {
    vi.useFakeTimers()
    const page = mount(Toasts, { attachTo: document.body })
    say('已受理', () => undefined)
    await vi.advanceTimersByTimeAsync(9000)
    expect(page.findAll('.toast')).toHaveLength(1)
    await page.find('section').trigger('focusin')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(page.findAll('.toast')).toHaveLength(1)
    await page.find('section').trigger('focusout')
    await vi.advanceTimersByTimeAsync(1000)
    expect(page.findAll('.toast')).toHaveLength(0)
    page.unmount()
  })

  it('take back the newest that can be', () => {
    const undo = vi.fn()
    say('退回了', undo)
    say('已存')
    expect(undoNewest()).toBe(true)
    expect(undo).toHaveBeenCalledOnce()
    expect(undoNewest()).toBe(false)
  })

  it('are never more than three', () => {
    for (const text of ['一', '二', '三', '四']) say(text)
    expect(toasts.value.map((toast) => toast.text)).toEqual(['二', '三', '四'])
  })
})

describe('Menu', () => {
  const menu = () => mount(Menu, {
    props: { actions: [
      { id: 'call', text: '致电' }, { id: 'move', text: '转单', off: '已有人上门' },
      { id: 'print', text: '打印' },
    ] },
    attachTo: document.body,
  })
  const focused = () => document.activeElement?.textContent

  it('opens on its first action, and arrows go round', async () => {
    const page = menu()
    await page.find('.opener').trigger('click')
    await nextTick()
    expect(page.find('.opener').attributes('aria-expanded')).toBe('true')
    expect(focused()).toBe('致电')
    const list = page.find('[role=menu]')
    await list.trigger('keydown', { key: 'ArrowUp' })
    expect(focused()).toBe('打印')
    await list.trigger('keydown', { key: 'ArrowDown' })
    expect(focused()).toBe('致电')
    await list.trigger('keydown', { key: 'End' })
    expect(focused()).toBe('打印')
    await list.trigger('keydown', { key: 'Escape' })
    expect(page.find('[role=menu]').exists()).toBe(false)
    expect(document.activeElement).toBe(page.find('.opener').element)
  })

  it('does what is chosen, and says why something cannot be', async () => {
    const page = menu()
    await page.find('.opener').trigger('click')
    const [call, move] = page.findAll('[role=menuitem]')
    expect(move?.text()).toContain('已有人上门')
    await move?.trigger('click')
    expect(page.emitted('chosen')).toBeUndefined()
    await call?.trigger('click')
    expect(page.emitted('chosen')).toEqual([['call']])
  })
})

describe('Palette', () => {
  const palette = async () => {
    const page = mount(Palette, {
      props: {
        modelValue: true,
        errands: [
          { id: 'triage', text: '审核', keys: 'shenhe sh triage' },
          { id: 'people', text: '居民和志愿者', keys: 'jumin jm people' },
        ],
      },
      attachTo: document.body,
    })
    await nextTick()
    return page
  }

  it('finds by characters, pinyin and initials, and goes by Enter', async () => {
    const page = await palette()
    const input = page.find('input')
    expect(document.activeElement).toBe(input.element)
    for (const typed of ['居民', 'jumin', 'jm']) {
      await input.setValue(typed)
      expect(page.findAll('[role=option]').map((each) => each.text())).toEqual(['居民和志愿者'])
    }
    await input.trigger('keydown', { key: 'Enter' })
    expect(page.emitted('go')?.[0]).toMatchObject([{ id: 'people' }])
    expect(page.emitted('update:modelValue')).toEqual([[false]])
  })

  it('does nothing while characters are being composed', async () => {
    const page = await palette()
    await page.find('input').trigger('keydown', { key: 'Enter', isComposing: true })
    expect(page.emitted('go')).toBeUndefined()
  })
})

describe('FormDialog', () => {
  const shown = (send: () => Promise<unknown>, wrong = false) => mount({
    components: { FormDialog },
    setup: () => ({
      open: ref(true), send, check: () => (wrong ? [{ field: 'name', text: '写一下姓名' }] : []),
    }),
    template: `<FormDialog v-slot="{ wrongAt }" v-model="open" title="登记" deed="存" :check :send>
      <input id="name"><i>{{ wrongAt('name') }}</i></FormDialog>`,
  }, { attachTo: document.body })
  const isOpen = (page: ReturnType<typeof shown>) =>
    (page.find('dialog').element as HTMLDialogElement).open

  it('closes when it was done', async () => {
    const send = vi.fn(() => Promise.resolve())
    const page = shown(send)
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(send).toHaveBeenCalledOnce()
    expect(isOpen(page)).toBe(false)
  })

  it('does not send the form around it', async () => {
    const outer = vi.fn()
    const page = mount({
      components: { FormDialog },
      setup: () => ({ open: ref(true), send: () => Promise.resolve(), outer }),
      template: `<form @submit.prevent="outer"><FormDialog v-model="open" title="一户" deed="存" :send />
        </form>`,
    }, { attachTo: document.body })
    await page.find('dialog form').trigger('submit')
    await flushPromises()
    expect(outer).not.toHaveBeenCalled()
  })

  it('names what is wrong and sends nothing', async () => {
    const send = vi.fn(() => Promise.resolve())
    const page = shown(send, true)
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(send).not.toHaveBeenCalled()
    expect(page.find('[role=alert]').text()).toContain('写一下姓名')
    expect(page.find('i').text()).toBe('写一下姓名')
  })

  it('stays open with what the server refused, and where there is more to decide', async () => {
    const refusing = shown(() => Promise.reject(new Refused({
      status: 409, code: 'taken', text: '有了', fields: [{ path: '/name', text: '这个姓名有了' }],
    })))
    await refusing.find('form').trigger('submit')
    await flushPromises()
    expect(refusing.find('i').text()).toBe('这个姓名有了')
    expect(isOpen(refusing)).toBe(true)

    const deciding = shown(() => Promise.resolve(false))
    await deciding.find('form').trigger('submit')
    await flushPromises()
    expect(isOpen(deciding)).toBe(true)
  })
})
