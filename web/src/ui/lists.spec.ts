import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { Refused } from '@/api/problem'
import AreaTree from './AreaTree.vue'
import Board from './Board.vue'
import Chips from './Chips.vue'
import DataTable from './DataTable.vue'
import Facts from './Facts.vue'
import Filters from './Filters.vue'
import More from './More.vue'
import Tabs from './Tabs.vue'
import Timeline from './Timeline.vue'

afterEach(() => { document.body.innerHTML = '' })

describe('DataTable', () => {
  const rows = [{ id: '1', name: '王奶奶', turns: 3 }, { id: '2', name: '李大爷', turns: 5 }]
  const table = (more = {}) => mount(DataTable<(typeof rows)[number], 'name' | 'turns'>, {
    props: {
      caption: '居民', rows, idOf: (row) => row.id, nameOf: (row) => row.name,
      columns: [{ key: 'name', title: '姓名' }, { key: 'turns', title: '次数', sorts: true, figures: true }],
      selected: [] as string[], ...more,
    },
    slots: { name: ({ row }: { row: { name: string } }) => h('b', row.name) },
  })

  it('names its cells by their column, for cards on a phone', () => {
    const page = table()
    expect(page.find('caption').text()).toBe('居民')
    expect(page.find('tbody b').text()).toBe('王奶奶')
    expect(page.findAll('td[data-title]').map((cell) => cell.attributes('data-title')))
      .toEqual(['姓名', '次数', '姓名', '次数'])
  })

  it('selects one, all, and says when it is some', async () => {
    const page = table({ selected: ['2', 'elsewhere'] })
    const boxes = page.findAll<HTMLInputElement>('input')
    expect(boxes[0]?.element.indeterminate).toBe(true)
    expect(boxes[1]?.attributes('aria-label')).toBe('选择：王奶奶')
    await boxes[1]?.trigger('change')
    expect(page.emitted('update:selected')?.[0]).toEqual([['2', 'elsewhere', '1']])
    await boxes[0]?.trigger('change')
    expect(page.emitted('update:selected')?.at(-1)).toEqual([['elsewhere']])
  })

  it('tells its order and asks for another', async () => {
    const page = table({ order: { by: 'turns', down: false } })
    expect(page.find('th.figures').attributes('aria-sort')).toBe('ascending')
    await page.find('th button').trigger('click')
    expect(page.emitted('order')).toEqual([[{ by: 'turns', down: true }]])
  })

  it('has no boxes where nothing is selected', () => {
    expect(table({ nameOf: undefined }).find('input').exists()).toBe(false)
  })
})

describe('More', () => {
  it('leads on while there is more, then says that it is all', async () => {
    const page = mount(More, { props: { shown: 50, more: true } })
    await page.find('button').trigger('click')
    expect(page.emitted('more')).toHaveLength(1)
    await page.setProps({ shown: 61, more: false })
    expect(page.text()).toBe('共 61 条，都在这里了')
  })
})

describe('Filters', () => {
  it('say how many narrow the list, and drop them', async () => {
    const page = mount(Filters, { props: { active: 2 }, slots: { default: '<input>' } })
    expect(page.find('.fold').text()).toBe('筛选 · 2')
    await page.find('.fold').trigger('click')
    expect(page.find('.fold').attributes('aria-expanded')).toBe('true')
    await page.findAll('button').at(-1)?.trigger('click')
    expect(page.emitted('clear')).toHaveLength(1)
  })
})

describe('Chips', () => {
  it('are one choice among few, made by pressing', async () => {
    const page = mount(Chips as typeof Chips<string>, { props: {
      legend: '哪一天', modelValue: 'any', chips: [{ id: 'any', text: '都行' }, { id: 'today', text: '今天' }],
    } })
    expect(page.find('fieldset legend').text()).toBe('哪一天')
    expect(page.find('label.on').text()).toBe('都行')
    await page.find('input[value=today]').setValue(true)
    expect(page.emitted('update:modelValue')).toEqual([['today']])
  })
})

describe('Tabs', () => {
  it('are walked by arrows, the panel named by its tab', async () => {
    const page = mount(Tabs as typeof Tabs<string>, {
      props: {
        label: '我的', modelValue: 'a',
        tabs: [{ id: 'a', text: '进行中', count: 2 }, { id: 'b', text: '已完' }],
      },
      slots: { default: ({ tab }: { tab: string }) => h('p', tab) }, attachTo: document.body,
    })
    const [first, second] = page.findAll('[role=tab]')
    expect(page.find('[role=tabpanel]').attributes('aria-labelledby')).toBe(first?.attributes('id'))
    await page.find('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    await flushPromises()
    expect(page.find('[role=tabpanel]').text()).toBe('b')
    expect(document.activeElement).toBe(second?.element)
    expect(first?.attributes('tabindex')).toBe('-1')
    await page.find('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    expect(page.find('[role=tabpanel]').text()).toBe('a')
  })
})

describe('Timeline and Facts', () => {
  it('tell what, when and who', () => {
    const page = mount(Timeline, { props: { label: '经过', happenings: [
      { id: 1, at: '2026-03-05T01:00:00Z', text: '已受理', who: '张敏' },
    ] } })
    expect(page.find('li').text()).toContain('已受理')
    expect(page.find('time').text()).toBe('2026年3月5日 09:00')
    expect(page.find('li').text()).toContain('张敏')
  })

  it('leave out what is not known', () => {
    const page = mount(Facts, { props: { facts: [
      { id: 'a', name: '电话', text: '138' }, { id: 'b', name: '住址', text: '' }, { id: 'c', name: '备注' },
    ] } })
    expect(page.findAll('dt').map((each) => each.text())).toEqual(['电话'])
  })
})

describe('Board', () => {
  const cards = [{ id: 'n1', in: 'wait' }, { id: 'n2', in: 'wait' }, { id: 'n3', in: 'done' }]
  const board = () => mount(Board<(typeof cards)[number], string>, {
    props: {
      label: '派单', cards, idOf: (card) => card.id, columnOf: (card) => card.in,
      columns: [{ id: 'wait', text: '待派' }, { id: 'asked', text: '已邀' }, { id: 'done', text: '待评' }],
    },
    slots: { default: ({ card }: { card: { id: string } }) => card.id }, attachTo: document.body,
  })

  it('counts its columns and says which is empty', () => {
    const page = board()
    expect(page.findAll('.heading').map((each) => each.text())).toEqual(['待派2', '已邀0', '待评1'])
    expect(page.findAll('section')[1]?.text()).toContain('这一列是空的')
  })

  it('is walked by arrows, past an empty column', async () => {
    const page = board()
    const at = () => (document.activeElement as HTMLElement).dataset.card
    const press = async (key: string) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await flushPromises()
    }
    page.find<HTMLElement>('[data-card=n1]').element.focus()
    await press('ArrowDown')
    expect(at()).toBe('n2')
    await press('ArrowRight')
    expect(at()).toBe('n3')
    await press('ArrowLeft')
    expect(at()).toBe('n1')
    await page.find('[data-card=n3]').trigger('click')
    expect(page.emitted('open')?.[0]).toMatchObject([{ id: 'n3' }])
  })
})

describe('AreaTree', () => {
  const below = vi.fn((parent: string | null) => Promise.resolve(parent === null
    ? [{ id: 'hu', text: '湖滨区' }, { id: 'shan', text: '陕州区' }]
    : [{ id: `${parent}-1`, text: '崖底街道', leaf: true }]))
  const tree = async () => {
    below.mockClear()
    const page = mount(AreaTree, { props: { label: '区划', below, modelValue: null }, attachTo: document.body })
    await flushPromises()
    const press = async (key: string) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await flushPromises()
    }
    page.find<HTMLElement>('[role=treeitem]').element.focus()
    return { page, press, here: () => document.activeElement?.textContent }
  }

  it('fetches a branch once, when it is opened', async () => {
    const { page, press } = await tree()
    await press('ArrowRight')
    expect(page.findAll('[role=treeitem]').map((each) => each.text()))
      .toEqual(['湖滨区', '崖底街道', '陕州区'])
    await press('ArrowLeft')
    await press('ArrowRight')
    expect(below).toHaveBeenCalledTimes(2)
    expect(page.findAll('[role=treeitem]')[1]?.attributes()).toMatchObject({ 'aria-level': '2' })
    expect(page.findAll('[role=treeitem]')[1]?.attributes('aria-expanded')).toBeUndefined()
  })

  it('opens the way to a node far down, and fetches nothing beside it', async () => {
    const { page } = await tree()
    await (page.vm as unknown as { reveal: (path: string[]) => Promise<void> })
      .reveal(['shan', 'shan-1'])
    expect(page.findAll('[role=treeitem]').map((each) => each.text()))
      .toEqual(['湖滨区', '陕州区', '崖底街道'])
    expect(page.find('[aria-selected=true]').text()).toBe('崖底街道')
    expect(page.emitted('update:modelValue')).toEqual([['shan-1']])
    expect(below.mock.calls).toEqual([[null], ['shan']])
  })

  it('is walked in and out by arrows and chosen by Enter', async () => {
    const { page, press, here } = await tree()
    await press('ArrowRight')
    await press('ArrowRight')
    expect(here()).toBe('崖底街道')
    await press('Enter')
    expect(page.emitted('update:modelValue')).toEqual([['hu-1']])
    await press('ArrowLeft')
    expect(here()).toBe('湖滨区')
    await press('End')
    expect(here()).toBe('陕州区')
  })

  it('says what went wrong and may be asked again', async () => {
    const { page, press } = await tree()
    below.mockRejectedValueOnce(new Refused({ status: 0, code: 'offline', text: '连不上', fields: [] }))
    await press('ArrowRight')
    expect(page.find('[role=status]').text()).toBe('连不上')
    await press('ArrowRight')
    expect(page.findAll('[role=treeitem]')).toHaveLength(3)
  })
})
