import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { commands, server, show, type Answers } from '@/testing'
import TeamPage from './TeamPage.vue'
import TeamsPage from './TeamsPage.vue'
import { usccFits, usccOf, usccWrong } from './uscc'

const team = {
  team: 't1', name: '茅津助老队', above: [], site: 's1', categories: [], state: 'active', members: 2,
  leaders: 1, i_lead: false,
}
const member = { team: 't1', person: 'v1', name: '林志愿', role: 'member', state: 'member',
  since: '2026-03-01T00:00:00Z' }
const answers = (): Answers => ({
  '/v1/teams': [200, { items: [team] }],
  '/v1/teams/t1': [200, team],
  '/v1/teams/t1/members': [200, { items: [member] }],
  '/v1/teams/t1/members/v1/lead': [200, { ...member, role: 'leader' }],
  '/v1/sites/s1': [200, { id: 's1', name: '茅津站' }],
  '/v1/categories': [200, { items: [] }],
  '/v1/organizations': [200, { items: [] }],
})

beforeEach(() => {
  me.value = { id: 'w', session: 's', method: 'staff', rights: ['people_read', 'team_manage'],
    roles: [{ role: 'station_worker', scope: '4112/' }], signs_in_by_phone: false,
    signed_in_at: '', expires_at: '' }
})

describe('the credit code', () => {
  it.each([
    ['91410000MA40QH0X0B', false], ['51411200MJF0000012', false], ['123', false],
  ])('%s fits: %s', (code, fits) => { expect(usccFits(code)).toBe(fits) })

  it('checks out where the last character is the one that the others give', () => {
    const body = '5141120050000000M'
    const fitting = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((last) => usccFits(body + last))
    expect(fitting).toHaveLength(1)
    expect(usccFits((body + (fitting[0] ?? '')).toLowerCase())).toBe(true)
    expect(usccOf(body + (fitting[0] ?? ''), '不用写')).toEqual({ uscc: body + (fitting[0] ?? '') })
  })
  it('that fails goes through with a reason only', () => {
    expect(usccWrong('91410000MA40QH0X0B', ' ')).toBe('uscc_override')
    expect(usccWrong('91410000MA40QH0X0B', '执照上就是这样')).toBeNull()
    expect(usccWrong('9141', '执照上就是这样')).toBe('uscc')
    expect(usccWrong('', '')).toBeNull()
    expect(usccOf('91410000MA40QH0X0B', '执照上就是这样'))
      .toEqual({ uscc: '91410000MA40QH0X0B', uscc_override: '执照上就是这样' })
  })
})

describe('the teams', () => {
  it('stand in a list that is searched by letters', async () => {
    const sent = server(answers())
    const { page } = await show(TeamsPage, '/desk/teams')
    expect(page.find('tbody').text()).toContain('茅津助老队')
    expect(page.find('tbody').text()).toContain('茅津站')
    expect(sent.find(({ path }) => path === '/v1/teams')?.query.get('under')).toBe('4112/')
  })
  it('are asked for anew as organizations', async () => {
    const sent = server(answers())
    const { page } = await show(TeamsPage, '/desk/teams?of=organizations')
    expect(sent.some(({ path }) => path === '/v1/organizations')).toBe(true)
    expect(page.text()).toContain('还没有')
  })
})

describe('a team', () => {
  it('shows its members and makes one of them a leader', async () => {
    const sent = server(answers())
    const { page } = await show(TeamPage, '/desk/teams/t1', { id: 't1' })
    expect(page.find('h1').text()).toBe('茅津助老队')
    await page.findAll('button').find((each) => each.text() === '任队长')?.trigger('click')
    await flushPromises()
    expect(commands(sent).map(({ path, body }) => [path, body]))
      .toEqual([['/v1/teams/t1/members/v1/lead', { leads: true }]])
  })
  it('that is closed invites nobody', async () => {
    server({ ...answers(), '/v1/teams/t1': [200, { ...team, state: 'closed' }] })
    const { page } = await show(TeamPage, '/desk/teams/t1', { id: 't1' })
    expect(page.text()).toContain('已停用')
    expect(page.text()).not.toContain('邀请一位')
  })
})
