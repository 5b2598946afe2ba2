import { api } from '@/api/client'
import { refusedBy, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { today } from '@/ui/days'

// Licences as a volunteer states them, and the photos that show them.
export type Licence = components['schemas']['people.LicenceView']
export interface Paper {
  code: string
  number: string
  from: string
  until: string
  photos: File[]
}

const on = (licence: string) => ({ params: { path: { licence } } })
const numbered = (number: string) => (number.trim() ? { number: number.trim() } : {})

/** Enters it, then its photos. Gives the reason why photos did not arrive, empty when they did: the
    licence stands all the same. */
export async function enterLicence(person: string, paper: Paper): Promise<string> {
  const { code, number, from, until, photos } = paper
  const { licence } = await take(api.POST('/v1/volunteers/{person}/licences', {
    params: { path: { person } }, body: { code, from, until, ...numbered(number) },
  }))
  return sendPhotos(licence, photos)
}
export async function renewLicence(renews: string, paper: Paper): Promise<string> {
  const { number, from, until, photos } = paper
  const { licence } = await take(api.POST('/v1/licences/{licence}/renew', {
    ...on(renews), body: { from, until, ...numbered(number) },
  }))
  return sendPhotos(licence, photos)
}
async function sendPhotos(licence: string, photos: readonly File[]): Promise<string> {
  try {
    await addPhotos(licence, photos)
    return ''
  } catch (thrown) {
    return refusedBy(thrown).text
  }
}
export const withdrawLicence = (licence: string) =>
  take(api.POST('/v1/licences/{licence}/withdraw', on(licence)))

/** How many a licence may have, and how large each. */
export const photosMost = 3
export const photoMegabytes = 5

export async function addPhotos(licence: string, photos: readonly File[]): Promise<void> {
  for (const file of photos) {
    await take(api.POST('/v1/licences/{licence}/photos', {
      ...on(licence), body: file as unknown as string,
      bodySerializer: (raw: unknown) => raw as Blob, headers: { 'Content-Type': file.type },
    }))
  }
}
export const removePhoto = (licence: string, photo: string) =>
  take(api.POST('/v1/licences/{licence}/photos/{photo}/remove', {
    params: { path: { licence, photo } },
  }))
export const photoAddress = (licence: string, photo: string) =>
  `/v1/licences/${licence}/photos/${photo}`

/** How a licence stands today, in one word of the page. */
export function standing({ state, holds_now, until }: Licence) {
  if (state === 'entered') return 'entered' as const
  if (state === 'rejected') return 'rejected' as const
  if (state === 'withdrawn') return 'withdrawn' as const
  if (holds_now) return 'holds' as const
  return until < today() ? 'over' as const : 'later' as const
}
