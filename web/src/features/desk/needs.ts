import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// The needs of the part of the tree one looks at.
export type Line = components['schemas']['needs.NeedLine']
export type State = components['schemas']['needs.NeedState']
export type Count = components['schemas']['needs.StateCount']

export interface Wanted {
  under: string
  state?: State[]
  overdue?: boolean
  recipient?: string
  limit?: number
}

export async function listNeeds(
  { limit = 20, ...wanted }: Wanted, cursor?: string,
): Promise<{ lines: Line[]; next: string | undefined }> {
  const page = await take(api.GET('/v1/needs', {
    params: { query: { ...wanted, limit, ...cursor ? { cursor } : {} } },
  }))
  return { lines: page.items, next: page.next || undefined }
}

export async function countNeeds(under: string): Promise<Count[]> {
  const page = await take(api.GET('/v1/needs/counts', { params: { query: { under } } }))
  return page.items
}
