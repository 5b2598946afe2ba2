import { describe, expect, it } from 'vitest'
import { deedsFor, mainDeed, rules } from './deeds'
import { addressOf, filterIn, found, narrowed, queryOf, sheetOf, statesOfMine } from './filter'
import { hoursOf, windowOf } from './hours'
import { numberIn, type Need, type Step } from './record'
import { happeningsOf, reasonOf } from './steps'

const now = Date.parse('2026-03-05T04:00:00Z')
const all = ['need_triage', 'need_dispatch', 'need_assist', 'need_escalate'] as const
const need = (change: Partial<Need>): Need => ({
  id: 'n', number: '274-819-356', state: 'submitted', category: '0401', urgency: 'three_days',
  risk: 'ordinary', source: 'counter', site: 's', site_path: '4112/', details: '换灯',
  recipient: { person: 'r', name: '吴桂兰' }, on_behalf: true, effort_minutes: 60,
  people_wanted: 1, point_from: 'home', created_at: '2026-03-05T03:00:00Z',
  state_since: '2026-03-05T03:00:00Z', overdue: false, escalation: 0, skills: [], languages: [],
  helpers: [], ...change,
})

describe('what can be done with a need', () => {
  it('follows its state, the main thing first', () => {
    expect(deedsFor(need({}), all, now)[0]).toBe('accept')
    expect(deedsFor(need({ state: 'awaiting_dispatch' }), all, now)[0]).toBe('find')
    expect(deedsFor(need({ state: 'awaiting_confirmation' }), all, now)[0]).toBe('confirm')
    expect(deedsFor(need({ state: 'merged' }), all, now)).toEqual(['unmerge'])
    expect(deedsFor(need({ state: 'refused' }), all, now)).toEqual(['reopen'])
  })

  it('is no main thing while somebody else’s step is awaited', () => {
    const window = { start: '2026-03-06T01:00:00Z', end: '2026-03-06T03:00:00Z' }
    expect(mainDeed(need({ state: 'scheduled', window }), all, now)).toBeUndefined()
    expect(mainDeed(need({ state: 'taken' }), all, now)).toBe('schedule')
    expect(mainDeed(need({}), all, now)).toBe('accept')
    expect(mainDeed(need({}), [], now)).toBeUndefined()
  })

  it('is only what one may', () => {
    expect(deedsFor(need({}), ['need_read'], now)).toEqual([])
    expect(deedsFor(need({ state: 'taken' }), ['need_dispatch'], now))
      .toEqual(['schedule', 'redispatch', 'hand'])
  })

  it('tells a running clock from one that stands', () => {
    expect(deedsFor(need({}), all, now)).toContain('hold')
    const held = deedsFor(need({ hold_until: '2026-03-06T00:00:00Z' }), all, now)
    expect(held).toContain('unhold')
    expect(held).not.toContain('hold')
  })

  it('asks for more time only before it runs out', () => {
    expect(deedsFor(need({ due_at: '2026-03-05T05:00:00Z' }), all, now)).toContain('extend')
    expect(deedsFor(need({ due_at: '2026-03-05T03:30:00Z' }), all, now)).not.toContain('extend')
  })

  it('withdraws for others only what staff wrote down', () => {
    expect(deedsFor(need({}), all, now)).toContain('withdraw')
    expect(deedsFor(need({ source: 'self' }), all, now)).not.toContain('withdraw')
  })

  it('has at most one deed for a key in any state', () => {
    const states = [...new Set(Object.values(rules).flatMap((rule) => rule.in))]
    for (const state of states) {
      const keys = deedsFor(need({ state, due_at: '2026-03-06T00:00:00Z' }), all, now)
        .flatMap((deed) => rules[deed].key ?? [])
      expect(new Set(keys).size, state).toBe(keys.length)
    }
  })
})

describe('the list’s filter', () => {
  it('stands in the address and comes back the same', () => {
    const filter = filterIn({
      state: 'offered', category: '0401', urgency: 'same_day', overdue: 'true', search: '吴',
    })
    expect(filterIn(addressOf(filter))).toEqual(filter)
    expect(narrowed(filter)).toBe(4)
    expect(narrowed(filterIn({}))).toBe(0)
  })

  it('believes no word it does not know', () => {
    expect(filterIn({ state: 'lost', urgency: 'soon', overdue: 'maybe' })).toEqual(filterIn({}))
  })

  it('asks for the states whose next step is one’s own', () => {
    expect(statesOfMine(['need_triage'])).toEqual(['submitted', 'accepted'])
    expect(queryOf(filterIn({ mine: 'true' }), '4112/', ['need_dispatch']))
      .toEqual({ under: '4112/', state: ['awaiting_dispatch'] })
    expect(queryOf(filterIn({ mine: 'true', state: 'archived' }), '4112/', ['need_dispatch']))
      .toEqual({ under: '4112/', state: ['archived'] })
  })

  it('exports what it shows', () => {
    expect(sheetOf(queryOf(filterIn({ overdue: 'true' }), '4112/', []), 'xlsx'))
      .toBe('/v1/needs?under=4112%2F&overdue=true&format=xlsx')
  })

  it('finds by words among what is shown', () => {
    const { id, number, state, category, urgency, source, site, site_path, created_at } = need({})
    const line = {
      id, number, state, category, urgency, source, site, site_path, created_at,
      recipient: 'r', recipient_name: '吴桂兰', people_wanted: 1, helpers: [], overdue: false,
      escalation: 0, recipient_groups: [],
    }
    expect(found(line, '')).toBe(true)
    expect(found(line, '桂兰 274')).toBe(true)
    expect(found(line, '桂兰 999')).toBe(false)
  })
})

describe('a number read out', () => {
  it.each([
    ['274819356', '274-819-356'], ['274 819 356', '274-819-356'], ['274-819-356', '274-819-356'],
    ['27481935', null], ['2748193567', null], ['吴桂兰', null], ['', null],
  ])('%s', (typed, number) => { expect(numberIn(typed)).toBe(number) })
})

describe('from when to when', () => {
  it('is said on the community’s clock', () => {
    expect(windowOf({ day: '2026-03-05', from: '09:30', to: '11:00' }))
      .toEqual({ start: '2026-03-05T01:30:00.000Z', end: '2026-03-05T03:00:00.000Z' })
  })
  it.each([
    [{ day: '', from: '09:00', to: '10:00' }, 'day'],
    [{ day: '2026-03-05', from: '', to: '10:00' }, 'from'],
    [{ day: '2026-03-05', from: '10:00', to: '10:00' }, 'to'],
    [{ day: '2026-03-05', from: '10:00', to: '' }, 'to'],
  ])('names the field that is wrong: %j', (hours, fault) => {
    expect(windowOf(hours)).toBe(fault)
  })
  it('comes back as it was said', () => {
    const hours = { day: '2026-03-05', from: '09:30', to: '11:00' }
    const window = windowOf(hours)
    expect(typeof window === 'string' ? null : hoursOf(window)).toEqual(hours)
    expect(hoursOf()).toEqual({ day: '', from: '', to: '' })
  })
})

describe('the timeline in plain words', () => {
  const step = (change: Partial<Step>): Step => ({
    leaf: 1, at: '2026-03-05T03:00:00Z', what: 'need_moved', reason_code: '', actor: 'w',
    actor_name: '陈站长', ...change,
  })
  const say = (...steps: Step[]) => happeningsOf(steps, { person: 'r', name: '吴桂兰' })

  it('names who, in whose name, why, and what is due next', () => {
    const [one] = say(step({
      from: 'submitted', to: 'returned', reason_code: 'detail_missing', on_behalf: 'r',
      due_at: '2026-03-05T05:00:00Z',
    }))
    expect(one).toMatchObject({ text: '退回去补充', who: '陈站长，代 吴桂兰' })
    expect(one?.note).toContain('原因：没有说清楚')
    expect(one?.note).toContain('下一步最晚')
  })

  it('tells a fresh search for somebody from a second one', () => {
    expect(say(step({ from: 'submitted', to: 'awaiting_dispatch' }))[0]?.text)
      .toBe('受理了，等着派人')
    expect(say(step({ from: 'taken', to: 'awaiting_dispatch' }))[0]?.text).toBe('要重新找人')
  })

  it('leaves out what only repeats the move it came with', () => {
    const steps = say(
      step({ leaf: 1, from: 'draft', to: 'submitted' }),
      step({ leaf: 2, what: 'need_submitted' }),
      step({ leaf: 3, what: 'offer_made', at: '2026-03-05T03:10:00Z' }))
    expect(steps.map(({ id }) => id)).toEqual([1, 3])
  })

  it('says of the program that it was the program', () => {
    const { actor, ...rest } = step({ actor_name: '', what: 'need_reminded' })
    expect(actor).toBe('w')
    expect(say(rest)[0])
      .toMatchObject({ text: '提醒了一次', who: '系统' })
  })

  it('shows a code it does not know as it is', () => {
    expect(reasonOf('brand_new')).toBe('brand_new')
    expect(reasonOf('')).toBe('')
  })
})
