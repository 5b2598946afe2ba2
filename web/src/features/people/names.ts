import { api } from '@/api/client'
import { take } from '@/api/problem'

// Names by id, each asked for once a visit.
const known = new Map<string, Promise<string>>()

export function nameOf(person: string): Promise<string> {
  const asked = known.get(person) ?? take(api.GET('/v1/people/{person}', {
    params: { path: { person } },
  })).then(({ name }) => name)
  known.set(person, asked)
  asked.catch(() => { known.delete(person) })
  return asked
}
