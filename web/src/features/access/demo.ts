import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { askForCode, enterAsStaff, enterByCode } from './door'

// The demo's own people, whom a real house does not have.
export type DemoPerson = components['schemas']['DemoLogin']

/** Those the server offers; nobody where it is no demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  try {
    return (await take(api.GET('/v1/demo/logins'))).items
  } catch {
    return []
  }
}

export async function enterAs(person: DemoPerson): Promise<void> {
  if (person.login && person.password && person.totp) {
    await enterAsStaff(person.login, person.password, person.totp)
    return
  }
  const phone = person.phone ?? ''
  const asked = await askForCode(phone)
  await enterByCode(phone, asked.request, asked.code ?? '')
}
