import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { today } from '@/ui/days'

// One's own data: taken along as a file, corrected, erased.
type Changes = components['schemas']['people.ChangePerson.Body']
export type Profile = components['schemas']['people.PersonView']

/** All that is kept, as one file. `tell` hears how many bytes have come; how many there will be
    nobody knows beforehand. */
export async function exportAll(tell: (bytes: number) => void): Promise<Blob> {
  const stream = await take(api.GET('/v1/me/export', { parseAs: 'stream' }))
  const reader = (stream as unknown as ReadableStream<Uint8Array>).getReader()
  const parts: BlobPart[] = []
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value as BlobPart)
      bytes += value.length
      tell(bytes)
    }
  } catch {
    throw new Refused({ status: 0, code: 'offline', text: '', fields: [] })
  }
  return new Blob(parts, { type: 'application/json' })
}

export const exportName = (brand: string) => `${brand}-${today()}.json`

/** Hands a file to the browser, as if a link to it had been pressed. */
export function handOver(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken it up by the next turn.
  setTimeout(() => { URL.revokeObjectURL(link.href) }, 1000)
}

export const erase = (person: string) =>
  take(api.POST('/v1/people/{person}/erase', { params: { path: { person } } }))

export const correct = (person: string, changes: Changes): Promise<Profile> =>
  take(api.POST('/v1/people/{person}', { params: { path: { person } }, body: changes }))

export interface Details {
  name: string
  sex: Profile['sex']
  birth_day: string
  phone: string
  address: string
  home_site: string
  id_number: string // only when a new one is typed: the old one is not shown
}

/** Only what differs is sent; what was emptied is cleared. */
export function changesOf(before: Profile, now: Details): Changes {
  const changes: Changes = {}
  if (now.name.trim() !== before.name) changes.name = now.name.trim()
  if (now.sex !== before.sex) changes.sex = now.sex
  if (now.home_site !== before.home_site) changes.home_site = now.home_site
  if (now.birth_day !== (before.birth_day ?? '')) changes.birth_day = now.birth_day || null
  const phone = now.phone.replace(/[\s]/g, '')
  if (phone !== (before.phone ?? '')) changes.phone = phone || null
  if (now.address.trim() !== (before.address ?? '')) changes.address = now.address.trim() || null
  if (now.id_number.trim()) changes.id_number = now.id_number.trim().toUpperCase()
  return changes
}
