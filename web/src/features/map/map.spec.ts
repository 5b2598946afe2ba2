import { describe, expect, it } from 'vitest'
import type { Need, Task } from '@/features/dispatch/tasks'
import { momentAt } from '@/ui/days'
import { anything, fits, kindsOf, nearestFirst, wishOf } from './near'
import { apart, labelOf, placed, spotsOf } from './spots'

const task = (need: string, more: Partial<Task> = {}): Task => ({
  need, number: need, category: '0401', urgency: 'appointment', risk: 'low', effort_minutes: 60,
  people_wanted: 1, skills: [], site: 's', ...more,
} as Task)
const on = (day: string) => ({ start: momentAt(day, 600), end: momentAt(day, 720) })
const tuesday = Date.parse(momentAt('2026-11-24', 300))

describe('what suits', () => {
  it.each([
    [{ kind: '0401' }, true], [{ kind: '0606' }, false],
    [{ far: '1000' as const }, true], [{ far: '500' as const }, false],
    [{ day: 'today' as const }, true], [{ day: 'tomorrow' as const }, false],
  ])('%o: %s', (wish, expected) => {
    const one = task('a', { metres: 800, window: on('2026-11-24') })
    expect(fits(one, { ...anything(), ...wish }, tuesday)).toBe(expected)
  })
  it.each([
    ['2026-11-24', '2026-11-28', true], ['2026-11-24', '2026-11-29', true],
    ['2026-11-24', '2026-11-27', false], ['2026-11-24', '2026-12-05', false],
    ['2026-11-28', '2026-11-28', true], ['2026-11-29', '2026-11-29', true],
    ['2026-11-29', '2026-12-05', false],
  ])('seen on %s, %s is on the weekend: %s', (today, day, expected) => {
    const now = Date.parse(momentAt(today, 300))
    expect(fits(task('a', { window: on(day) }), { ...anything(), day: 'weekend' }, now)).toBe(expected)
  })
  it('is any day where the time is still to be agreed, but nowhere near without a place', () => {
    expect(fits(task('a'), { ...anything(), day: 'tomorrow' }, tuesday)).toBe(true)
    expect(fits(task('a'), { ...anything(), far: '3000' }, tuesday)).toBe(false)
  })
  it('is read from an address in which anything may stand', () => {
    expect(wishOf({ kind: '0401', day: 'today', far: '500' }))
      .toEqual({ kind: '0401', day: 'today', far: '500' })
    expect(wishOf({ kind: '<b>', day: ['today'], far: '7' })).toEqual(anything())
  })
  it('comes nearest first, its kinds once each', () => {
    const all = [task('far', { metres: 900 }), task('nowhere'), task('near', { metres: 100, category: '0203' })]
    expect(nearestFirst(all).map(({ need }) => need)).toEqual(['near', 'far', 'nowhere'])
    expect(kindsOf(all)).toEqual(['0203', '0401'])
  })
})

describe('the map', () => {
  const point = { lat: 34.7875, lon: 111.1925 }
  const own = { id: 'mine', category: '0606', point: { lat: 34.7861, lon: 111.1921 } } as Need
  const all = placed([task('a', { point }), task('b', { point }), task('c')], [own])

  it('numbers what has a place, one’s own first', () => {
    expect(all.map(({ need }) => need)).toEqual(['mine', 'a', 'b'])
  })
  it('puts what would lie on each other together, and apart again from nearer by', () => {
    const from = (scale: number) => (p: { lat: number; lon: number }) =>
      ({ x: p.lon * scale, y: p.lat * scale })
    expect(apart(spotsOf(all), from(1000), 44).map(labelOf)).toEqual(['1+2'])
    expect(apart(spotsOf(all), from(100_000), 44).map(labelOf)).toEqual(['1', '2·3'])
  })
  it('shows those of one neighbourhood as one spot', () => {
    expect(spotsOf(all).map((spot) => [labelOf(spot), spot.own])).toEqual([['1', true], ['2·3', false]])
    expect(spotsOf(all)[0]?.numbers).toEqual([1])
    expect(labelOf({ point, own: false, numbers: [4, 5, 6] })).toBe('4+2')
  })
})
