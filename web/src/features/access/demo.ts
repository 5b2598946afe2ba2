import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { deviceName } from './session'

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
    await take(api.POST('/v1/sign-in/staff', { body: {
      login: person.login, password: person.password, totp: person.totp,
      device_name: deviceName(),
    } }))
    return
  }
  const phone = person.phone ?? ''
  await take(api.POST('/v1/sign-in/codes', { body: { phone } }))
  const fresh = (await demoPeople()).find((other) => other.phone === phone)
  await take(api.POST('/v1/sign-in', {
    body: { phone, code: fresh?.code ?? '', device_name: deviceName() },
  }))
}
