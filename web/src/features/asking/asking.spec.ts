import { describe, expect, it } from 'vitest'
import { momentAt } from '@/ui/days'
import { fresh, needOf, windowOf, wrongs, type Asking } from './asking'

const known = { home: true, voice: false }
const asking = (own: Partial<Asking>): Asking => ({ ...fresh(), ...own })
const now = Date.parse(momentAt('2026-11-23', 10 * 60)) // ten in the morning
const fields = (own: Partial<Asking>, step: number, about = known) =>
  wrongs(asking(own), step, about, now).map(({ field }) => field)

describe('what is wrong with an answer', () => {
  it.each([
    [{}, 1, ['what']],
    [{ category: '0406' }, 1, []],
    [{ category: '9901' }, 1, ['details']],
    [{ category: '9901', details: ' 帮我看看 ' }, 1, []],
    [{ whom: 'other' }, 2, ['whom']],
    [{ whom: 'me' }, 2, []],
    [{ where: 'elsewhere' as const }, 3, ['address']],
    [{ where: 'elsewhere' as const, address: '茅津路 8 号' }, 3, []],
    [{ where: 'home' as const }, 3, []],
    [{}, 4, ['day']],
    [{ day: 'any' }, 4, []],
    [{ day: '2026-11-23' }, 4, ['part']],
    [{ day: '2026-11-23', part: 'morning' as const }, 4, []],
  ])('%o at question %i: %o', (own, step, expected) => {
    expect(fields(own, step)).toEqual(expected)
  })

  it('is not missing words where something was said', () => {
    expect(fields({ category: '9901' }, 1, { home: true, voice: true })).toEqual([])
  })
  it('is a missing address where no home is known', () => {
    expect(fields({}, 3, { home: false, voice: false })).toEqual(['address'])
  })
  it('is a part of today that is over, or nearly', () => {
    const noon = Date.parse(momentAt('2026-11-23', 11 * 60 + 40))
    const list = wrongs(asking({ day: '2026-11-23', part: 'morning' }), 4, known, noon)
    expect(list.map(({ field }) => field)).toEqual(['part'])
  })
})

describe('the need that is asked for', () => {
  it('has the hours of a part of a day', () => {
    expect(windowOf('2026-11-24', 'afternoon', now)).toEqual({
      start: '2026-11-24T04:00:00.000Z', end: '2026-11-24T10:00:00.000Z',
    })
  })
  it('begins no earlier than now', () => {
    expect(windowOf('2026-11-23', 'morning', now)?.start).toBe('2026-11-23T02:01:00.000Z')
  })
  it('says how soon, and in whose words', () => {
    const today = needOf(
      asking({ category: '0406', day: '2026-11-23', part: 'evening' }),
      { name: '便民维修', home: true }, now)
    expect(today.wanted).toMatchObject({ urgency: 'same_day', details: '便民维修' })
    expect(today).not.toHaveProperty('recipient')
    const later = needOf(asking({
      category: '0406', details: ' 水龙头滴水 ', day: '2026-11-25', part: 'morning', whom: 'p1',
      where: 'elsewhere', address: ' 北环路 3 号 ',
    }), { name: '便民维修', home: true }, now)
    expect(later).toMatchObject({
      recipient: 'p1',
      wanted: { urgency: 'appointment', details: '水龙头滴水', address: '北环路 3 号' },
    })
    const any = needOf(asking({ category: '0405', day: 'any' }), { name: '代办跑腿', home: true }, now)
    expect(any.wanted.urgency).toBe('three_days')
    expect(any.wanted).not.toHaveProperty('window')
  })
  it('tells a typed address unless the home is known and meant', () => {
    const own = asking({ category: '0405', day: 'any', address: '北环路 3 号' })
    const at = (home: boolean) => needOf(own, { name: '代办跑腿', home }, now).wanted.address
    expect(at(true)).toBeUndefined()
    expect(at(false)).toBe('北环路 3 号')
  })
})
