import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { Piece } from '@/features/desk/listing'
import { asked, type Figure, type RowsOf, type Slice } from './figures'
import type { Grade } from './read'

// The rows behind a figure, whichever kind they are.
type Schemas = components['schemas']
export type Row = Partial<Schemas['stats.ServiceRow'] & Schemas['stats.PersonRow']
  & Schemas['stats.TurnRow'] & Schemas['stats.RecipientRow'] & Schemas['stats.NeedRow']>
export type RowColumn =
  'record' | 'need' | 'volunteer' | 'recipient' | 'category' | 'site' | 'began' | 'minutes'
  | 'grade' | 'turns' | 'volunteers' | 'state' | 'source' | 'submitted' | 'responded' | 'closed'
  | 'stars' | 'escalated' | 'round'
export type State = Schemas['needs.NeedState']

export interface Asked extends Slice {
  of: RowsOf
  figure?: Figure
  state?: State
  grade?: Grade
}

export const columnsOf: Record<RowsOf, RowColumn[]> = {
  services: ['record', 'volunteer', 'recipient', 'category', 'site', 'began', 'minutes', 'grade'],
  persons: ['volunteer', 'turns', 'minutes'],
  'recipient-turns': ['need', 'recipient', 'category', 'site', 'began', 'minutes', 'volunteers'],
  recipients: ['recipient', 'turns', 'minutes'],
  needs: ['need', 'category', 'site', 'source', 'submitted', 'responded', 'closed', 'state'],
}

/** What is sent to the server; the grade is told apart here. */
export const sentFor = ({ figure, state, ...slice }: Asked) => ({
  ...asked(slice), ...figure ? { figure } : {}, ...state ? { state } : {},
})

async function page(ask: Asked, cursor: string | undefined, limit: number): Promise<Piece<Row>> {
  const more = { limit, ...cursor ? { cursor } : {} }
  const query = { params: { query: { ...asked(ask), ...more } } }
  switch (ask.of) {
    case 'persons': return take(api.GET('/v1/stats/persons', query))
    case 'recipients': return take(api.GET('/v1/stats/recipients', query))
    case 'recipient-turns': return take(api.GET('/v1/stats/recipient-turns', query))
    case 'services': return take(api.GET('/v1/stats/services', query))
    case 'needs': return take(api.GET('/v1/stats/needs', {
      params: { query: { ...sentFor(ask), ...more } },
    }))
  }
}

/** One piece of the rows. Where only a grade is looked for, pages are read until it holds some. */
export async function rowsBehind(ask: Asked, cursor?: string, limit = 50): Promise<Piece<Row>> {
  let piece = await page(ask, cursor, limit)
  if (!ask.grade) return piece
  const fits = (row: Row) => row.grade === ask.grade
  const items = piece.items.filter(fits)
  while (items.length < limit && piece.next) {
    piece = await page(ask, piece.next, 200)
    items.push(...piece.items.filter(fits))
  }
  return { items, next: piece.next }
}

/** Figures of which each one counted is one row. */
const counted: readonly Figure[] = [
  'persons', 'turns', 'recipient_turns', 'recipients', 'needs', 'needs_in_state', 'needs_open',
  'needs_closed', 'needs_escalated', 'rated',
]
export const isCount = (figure: Figure) => counted.includes(figure)
export const isMedian = (figure: Figure) => figure.endsWith('_minutes')
