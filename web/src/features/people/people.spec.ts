import { describe, expect, it } from 'vitest'
import { spaced } from './profile'
import { cellsOf, hoursOf } from './volunteer'

describe('when somebody is free', () => {
  it('is one stretch where parts touch, and Monday is the server’s day 0', () => {
    expect(hoursOf(['1-morning', '1-noon', '3-evening', '1-evening'])).toEqual([
      { weekday: 0, from_minute: 480, to_minute: 840 },
      { weekday: 0, from_minute: 1080, to_minute: 1260 },
      { weekday: 2, from_minute: 1080, to_minute: 1260 },
    ])
  })
  it.each([
    [480, 720, ['7-morning']],
    [540, 1020, ['7-morning', '7-noon', '7-afternoon']],
    [600, 720, ['7-morning']],
    [610, 720, []],
  ])('from %i to %i is %o', (from, to, cells) => {
    expect(cellsOf([{ weekday: 6, from_minute: from, to_minute: to }])).toEqual(cells)
  })
  it('stays as it was, to the minute, unless a cell was pressed', () => {
    const before = [{ weekday: 0, from_minute: 540, to_minute: 1020 }]
    const cells = cellsOf(before)
    expect(hoursOf([...cells].reverse(), before)).toEqual(before)
    expect(hoursOf([...cells, '2-noon'], before)).toEqual([
      { weekday: 0, from_minute: 480, to_minute: 1080 },
      { weekday: 1, from_minute: 720, to_minute: 840 },
    ])
  })
})

it.each([
  ['+8613803980001', '138 0398 0001'], ['13803980001', '138 0398 0001'],
  ['0398-2800001', '0398-2800001'],
])('a number %s is read out as %s', (phone, words) => {
  expect(spaced(phone)).toBe(words)
})
