import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Contact, Need } from '@/features/dispatch/tasks'
import { server, show } from '@/testing'
import { toasts } from '@/ui/toasts'
import TaskDoor from './TaskDoor.vue'
import { copyText, mapLink, masked } from './place'

const need = { id: 'n', site: 's1', address: '6 号楼 502', point: { lat: 34.7, lon: 111.1 },
  point_from: 'home' } as Need
const contact: Contact = { name: '夏志超', phone: '+8613803980001', of_guardian: false }

afterEach(() => { vi.unstubAllGlobals() })

describe('the way there', () => {
  it.each([
    ['Android', { lat: 1, lon: 2 }, 'geo:1,2?q=6%20%E5%8F%B7'],
    ['Android', undefined, 'geo:0,0?q=6%20%E5%8F%B7'],
    ['iPhone', { lat: 1, lon: 2 }, 'maps:?q=6%20%E5%8F%B7'],
  ])('opens on %s', (agent, point, link) => { expect(mapLink('6 号', point, agent)).toBe(link) })

  it.each([
    ['+8613803980001', '138 **** 0001'], ['0398-2891489', '039 **** 1489'], ['12345', '12345'],
  ])('%s is shown as %s', (phone, shown) => { expect(masked(phone)).toBe(shown) })

  it('copies where there is no clipboard', async () => {
    vi.stubGlobal('navigator', { ...navigator, clipboard: undefined })
    const marked: string[] = []
    document.execCommand = () => {
      marked.push(document.querySelector('textarea')?.value ?? '')
      return true
    }
    expect(await copyText('6 号楼')).toBe(true)
    expect(marked).toEqual(['6 号楼'])
    expect(document.querySelector('textarea')).toBeNull()
  })
})

describe('what is at hand at the door', () => {
  const open = async (props: object) => {
    server({ '/v1/sites/s1': [200, { id: 's1', name: '市场社区站', phone: '0398-2891489' }] })
    const { page } = await show(TaskDoor, '/', props)
    await flushPromises()
    return page
  }

  it('is the address with a map, whom to phone, masked, and the station', async () => {
    const page = await open({ need, contact })
    const links = page.findAll('a').map((link) => link.attributes('href'))
    expect(links).toEqual([mapLink('6 号楼 502', need.point), 'tel:+8613803980001', 'tel:03982891489'])
    expect(page.text()).toContain('138 **** 0001')
    expect(page.text()).not.toContain('13803980001')
    expect(page.findAll('a')[2]?.attributes('aria-label')).toContain('求助值班室：市场社区站')
  })

  it('takes no point of the station for that of the door', async () => {
    const page = await open({ need: { ...need, point_from: 'station' }, contact })
    expect(page.find('a').attributes('href')).toMatch(/^geo:0,0/)
  })

  it('goes through the station where the number is not given', async () => {
    const page = await open({ need, contact: { name: '夏**', of_guardian: false,
      station: { name: '站', phone: '0398-1', says: '请站里转接。' } } })
    expect(page.findAll('a').map((link) => link.attributes('href'))).toContain('tel:03981')
    expect(page.text()).toContain('请站里转接。')
  })

  it('says whether the address was copied', async () => {
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: () => Promise.resolve() } })
    const page = await open({ need, contact })
    await page.find('button').trigger('click')
    await flushPromises()
    expect(toasts.value.some(({ text }) => text === '地址复制好了')).toBe(true)
  })

  it('says to phone first where there is no address', async () => {
    const page = await open({ need: { ...need, address: undefined }, contact })
    expect(page.text()).toContain('先打个电话问一问')
  })
})
