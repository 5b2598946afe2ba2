import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { Me } from './me'
import { t } from './words'

/** What somebody is, and where: the role in words, and the name of the place it holds for. */
export async function rolesInWords(
  grants: Me['roles'],
): Promise<{ name: string; place: string }[]> {
  return Promise.all(grants.map(async ({ role, scope }) => ({
    name: t(`my.role.${role}` as Parameters<typeof t>[0]),
    place: await placeName(scope),
  })))
}

// Sites come in the order of the tree, so the first one under a path is the one that heads it.
async function placeName(path: string): Promise<string> {
  try {
    const page = await take(api.GET('/v1/sites', { params: { query: { under: path, limit: 1 } } }))
    return page.items[0]?.name ?? ''
  } catch {
    return ''
  }
}
