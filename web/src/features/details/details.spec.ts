import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { me } from '@/features/access/me'
import { changesOf, type Profile } from '@/features/mydata/own_data'
import { commands, server, show } from '@/testing'
import { toasts } from '@/ui/toasts'
import DetailsPage from './DetailsPage.vue'

const somebody = {
  id: 'p', session: 's1', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
} as const
const mine = {
  person: 'p', name: '王秀英', sex: 'female', birth_day: '1950-01-01', phone: '13800000001',
  address: '2号楼301', home_site: 's', volunteers: false, minor: false,
} as unknown as Profile
const same = {
  name: '王秀英', sex: 'female' as const, birth_day: '1950-01-01', phone: '13800000001',
  address: '2号楼301', home_site: 's', id_number: '',
}

beforeEach(() => {
  me.value = { ...somebody, roles: [], rights: [] }
  toasts.value = []
})

describe('what is sent of one’s details', () => {
  it.each([
    [{}, {}],
    [{ name: ' 王秀英 ' }, {}],
    [{ phone: '138 0000 0001' }, {}],
    [{ address: '' }, { address: null }],
    [{ birth_day: '' }, { birth_day: null }],
    [{ phone: '139 0000 0002', name: '王秀' }, { phone: '13900000002', name: '王秀' }],
    [{ id_number: '11010119900101123x' }, { id_number: '11010119900101123X' }],
  ])('%o is %o', (typed, changes) => {
    expect(changesOf(mine, { ...same, ...typed })).toEqual(changes)
  })
})

describe('my details', () => {
  const answers = {
    '/v1/me/profile': [200, mine] as [number, unknown],
    '/v1/sites/s': [200, { id: 's', name: '茅津社区站' }] as [number, unknown],
  }

  it('are put right, and only what differs goes', async () => {
    const sent = server({ ...answers, '/v1/people/p': [200, { ...mine, address: '5号楼' }] })
    const { page } = await show(DetailsPage, '/my/details')
    expect((page.find('#home_site').element as HTMLInputElement).value).toBe('茅津社区站')
    await page.find('#address').setValue('5号楼')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)[0]?.body).toEqual({ address: '5号楼' })
    expect(toasts.value[0]?.text).toBe('改好了')
  })

  it('keep what is typed while they are being saved', async () => {
    server({ ...answers, '/v1/people/p': [200, { ...mine, address: '5号楼' }] })
    const { page } = await show(DetailsPage, '/my/details')
    await page.find('#address').setValue('5号楼')
    const saving = page.find('form').trigger('submit')
    await page.find('#id_number').setValue('123')
    await saving
    await flushPromises()
    expect((page.find('#id_number').element as HTMLInputElement).value).toBe('123')
    expect((page.find('#address').element as HTMLInputElement).value).toBe('5号楼')
  })

  it('say that nothing was changed', async () => {
    const sent = server(answers)
    const { page } = await show(DetailsPage, '/my/details')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(commands(sent)).toEqual([])
    expect(toasts.value[0]?.text).toBe('没有要改的')
  })

  it('show what the server refuses at its field', async () => {
    server({ ...answers, '/v1/people/p': [422, { code: 'bad_request', title: '不对', errors: [
      { path: '/id_number', detail: '身份证号不对' }] }] })
    const { page } = await show(DetailsPage, '/my/details')
    await page.find('#id_number').setValue('123')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(page.find('#id_number-error').text()).toBe('身份证号不对')
  })

  it('send who has not said who they are to say it', async () => {
    server({ '/v1/me/profile': [404, { code: 'person_unknown', title: '没有' }] })
    const { page } = await show(DetailsPage, '/my/details')
    expect(page.text()).toContain('还没有说您是谁')
  })
})
