import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { signOut, whoAmI } from '@/features/access/session'
import { commands, server } from '@/testing'
import { lang, speak } from '@/words'
import { keysOn, switchKeys } from './keys'
import { choices, setChoices } from './my_prefs'
import { chooseLang, scheme, setScheme, setStep, step } from './prefs'

const account = {
  id: 'p1', session: 's', method: 'code', roles: [], rights: [], signs_in_by_phone: true,
  signed_in_at: '', expires_at: '',
}
const at = '/v1/me/preferences'
const signIn = async (kept: object, id = 'p1') => {
  const sent = server({ '/v1/me': [200, { ...account, id }], [at]: [200, kept] })
  await whoAmI()
  await vi.waitFor(() => { expect(sent.map(({ path }) => path)).toContain(at) })
  await flushPromises()
  return sent
}

beforeEach(() => {
  me.value = null
  setChoices([])
})
afterEach(async () => {
  me.value = null
  setStep(0)
  setScheme('auto')
  switchKeys(true)
  await speak('zh')
  vi.unstubAllGlobals()
})

describe('how somebody reads', () => {
  it('is taken from the server where they sign in', async () => {
    const sent = await signIn({ lang: 'en', type_step: 2, scheme: 'dark', key_maps: false })
    await vi.waitFor(() => { expect(lang.value).toBe('en') })
    expect([step.value, scheme.value, keysOn.value]).toEqual([2, 'dark', false])
    expect(localStorage.getItem('lastmile.type')).toBe('2')
    expect(commands(sent)).toEqual([])
  })

  it('stays as the device has it where they never chose', async () => {
    localStorage.setItem('lastmile.type', '1')
    step.value = 1
    await signIn({})
    expect(step.value).toBe(1)
  })

  it('is what they chose here before they signed in, and is kept for them', async () => {
    setStep(3)
    setScheme('auto')
    const sent = await signIn({ type_step: 3, scheme: 'device', key_maps: false })
    expect(commands(sent).map(({ body }) => body)).toEqual([{ type_step: 3, scheme: 'device' }])
    expect([step.value, keysOn.value]).toEqual([3, false])
    expect(choices()).toEqual([])
  })

  it('goes to the server at each change, and once more when that failed', async () => {
    await signIn({})
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await chooseLang('en')
    await flushPromises()
    expect(choices()).toEqual(['lang'])
    const sent = server({ [at]: [200, { lang: 'en', type_step: 1 }] })
    setStep(1)
    await vi.waitFor(() => { expect(choices()).toEqual([]) })
    expect(commands(sent)[0]?.body).toEqual({ lang: 'en', type_step: 1 })
  })

  it('is nothing the next one at this device gets', async () => {
    await signIn({})
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    setStep(3)
    await signOut().catch(() => null)
    const sent = await signIn({ type_step: 0 }, 'p2')
    expect(commands(sent)).toEqual([])
    expect(step.value).toBe(0)
  })
})
