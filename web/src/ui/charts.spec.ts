import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import Bars from './Bars.vue'
import Donut from './Donut.vue'
import Heat from './Heat.vue'
import Line from './Line.vue'
import { shade, slices, top } from './chart'

const points = [{ id: 'a', name: '陪诊', value: 30, of: true }, { id: 'b', name: '买菜', value: 10 }]

describe('what charts are drawn from', () => {
  it.each([[[], 1], [[0], 1], [[7], 10], [[10], 10], [[11], 20], [[0.3], 0.5], [[480, 501], 1000]])(
    'top of %j is %d', (values, most) => {
      expect(top(values)).toBeCloseTo(most)
    })

  it('slices make a whole, also one alone, also none', () => {
    expect(slices(points, 2, 1).map((slice) => slice.share)).toEqual([0.75, 0.25])
    expect(slices([points[0] as (typeof points)[0]], 2, 1)[0]?.path.match(/M/g)).toHaveLength(2)
    expect(slices([{ id: 'z', name: '无', value: 0 }], 2, 1)[0]).toMatchObject({ share: 0, path: '' })
  })

  it.each([[0, 10, 0], [1, 10, 1], [5, 10, 2], [6, 10, 3], [10, 10, 4], [3, 0, 0]])(
    '%d of %d is shade %d', (value, most, expected) => {
      expect(shade(value, most)).toBe(expected)
    })
})

describe('every chart has the same figures as a table', () => {
  it.each([
    ['Bars', mount(Bars, { props: { title: '各类', what: '人次', points } })],
    ['Line', mount(Line, { props: { title: '各月', what: '人次', points } })],
    ['Donut', mount(Donut, { props: { title: '各类', what: '人次', points } })],
  ])('%s', (_, page) => {
    expect(page.find('figcaption').text()).toMatch(/^各/)
    const rows = page.findAll('details tbody tr').map((row) => row.text())
    expect(rows[0]).toMatch(/^陪诊30/)
    expect(rows[1]).toMatch(/^买菜10/)
    expect(page.find('[aria-hidden=true] svg').exists()).toBe(true)
  })

  it('Heat', () => {
    const page = mount(Heat, { props: {
      title: '时段', columns: ['上午', '下午'], rows: [{ name: '周一', values: [0, 4] }],
    } })
    expect(page.findAll('.heat td').map((cell) => cell.classes()[0])).toEqual([undefined, 's0', 's4'])
    expect(page.find('details tbody tr').text()).toBe('周一04')
  })

  it('Line: one point stands in the middle, and names do not run together', () => {
    const one = mount(Line, { props: { title: '月', what: '人次', points: points.slice(0, 1) } })
    expect(Number(one.find('circle').attributes('cx'))).toBeCloseTo((48 + 420 - 16) / 2)
    const many = Array.from({ length: 31 }, (_, day) => ({ id: `${day}`, name: `${day}`, value: day }))
    const page = mount(Line, { props: { title: '日', what: '人次', points: many } })
    expect(page.findAll('text[text-anchor=middle]').length).toBeLessThanOrEqual(8)
  })
})

describe('a figure with rows behind it', () => {
  const linked = points.map((point) => ({ ...point, to: `/rows/${point.id}` }))
  it.each([
    ['Bars', Bars], ['Line', Line], ['Donut', Donut],
  ] as const)('%s leads there, from the picture and from the table', (_, chart) => {
    const page = mount(chart, {
      props: { title: '各类', what: '人次', points: linked },
      global: { stubs: { RouterLink: RouterLinkStub } },
    })
    const to = page.findAllComponents(RouterLinkStub).map((link) => link.props('to') as string)
    expect(to).toEqual(['/rows/a', '/rows/b', '/rows/a', '/rows/b'])
    // The picture is hidden from readers, so nothing in it takes focus.
    for (const link of page.findAll('[aria-hidden=true] a')) {
      expect(link.attributes('tabindex')).toBe('-1')
    }
    expect(page.findAll('details a')).toHaveLength(2)
  })
})
