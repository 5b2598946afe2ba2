import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { deviceName } from './session'

// The demo's own people, whom a real house does not have.
export type DemoPerson = components['schemas']['access.DemoLogin']

/** Those the server offers; nobody where it is no demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  try {
    return (await take(api.GET('/v1/demo/logins'))).items
  } catch {
    return []
  }
}

export async function enterAs(person: DemoPerson): Promise<void> {
  await take(api.POST('/v1/demo/sign-in', {
    body: { person: person.person, device_name: deviceName() },
  }))
}
