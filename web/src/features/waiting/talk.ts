import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Need } from '@/features/needs/sending'
import { t, type Key } from './words'

// What those who wait can look up and say about one need.
export type Comment = components['schemas']['needs.CommentView']
export type Attachment = components['schemas']['needs.AttachmentView']
const at = (need: string) => ({ params: { path: { need } } })

export const loadComments = async (need: string): Promise<Comment[]> =>
  (await take(api.GET('/v1/needs/{need}/comments', at(need)))).items

/** To all who have to do with it: the station, who comes, who asked. */
export const comment = (need: string, words: string): Promise<Comment> =>
  take(api.POST('/v1/needs/{need}/comments', {
    ...at(need), body: { words: words.trim(), visible_to: 'everyone' },
  }))

export const loadFiles = async (need: string): Promise<Attachment[]> =>
  (await take(api.GET('/v1/needs/{need}/attachments', at(need)))).items

export const addressOf = (need: string, file: Attachment) =>
  `/v1/needs/${need}/attachments/${file.id}`

export async function changeWords(
  need: Need, { details, address }: { details: string; address: string },
): Promise<Need> {
  return take(api.POST('/v1/needs/{need}/change', {
    ...at(need.id),
    body: {
      ...details.trim() !== need.details ? { details: details.trim() } : {},
      ...address.trim() !== (need.address ?? '') ? { address: address.trim() || null } : {},
    },
  }))
}

/** The station's reason by its code; a code of a later server stands for itself. */
export function whyInWords(code: string): string {
  const known: Key[] = [
    'why.detail_missing', 'why.contact_wrong', 'why.by_appointment', 'why.material_missing',
    'why.nobody_free', 'why.not_for_volunteers', 'why.not_ours', 'why.unlawful', 'why.commercial',
    'why.unsafe', 'why.solved_already', 'why.emergency', 'why.hotline_12345',
    'why.public_office', 'why.professional',
  ]
  const found = known.find((key) => key === `why.${code}`)
  return t(found ?? 'why.other')
}
