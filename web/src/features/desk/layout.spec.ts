import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { me } from '@/features/access/me'
import { server, show } from '@/testing'
import DeskLayout from './DeskLayout.vue'

beforeEach(() => {
  vi.stubGlobal('EventSource', class extends EventTarget { close() { /* never opened */ } })
  server({ '/v1/sites': [200, { items: [] }] })
})
afterEach(() => { me.value = null })

const signIn = (...rights: string[]) => {
  me.value = {
    id: 'w', session: 'x', method: 'staff', name: '吴安全',
    roles: [{ role: 'security_admin', scope: '4112/' }], rights,
    signs_in_by_phone: false, signed_in_at: '', expires_at: '',
  } as unknown as typeof me.value
}

describe('who comes to the desk', () => {
  it('and may not see today starts where their own work is', async () => {
    signIn('role_grant', 'audit_read')
    const { router } = await show(DeskLayout, '/desk')
    await vi.waitFor(() => { expect(router.currentRoute.value.path).toBe('/desk/users') }, 5000)
  })

  it('and asks for a page that is not theirs is told so', async () => {
    signIn('role_grant', 'audit_read')
    const { page, router } = await show(DeskLayout, '/desk/triage')
    await vi.waitFor(() => { expect(page.text()).toContain('这一页不归这个账号') }, 5000)
    expect(router.currentRoute.value.path).toBe('/desk/triage')
  })
})
