import type { LocationQuery } from 'vue-router'
import type { components } from '@/api/schema'
import { listNeeds, type Line } from '@/features/desk/needs'
import { deskState } from '@/features/desk/states'
import { t as deskT } from '@/features/desk/words'
import { filterIn, found, queryOf } from '@/features/desk_needs/filter'
import { queryIn, listRecords, type ServiceRecord } from '@/features/desk_records/records'
import { recordState } from '@/features/desk_records/states'
import { categoryName, loadCategories } from '@/features/needs/categories'
import { windowInWords } from '@/features/needs/window'
import { duration, moment } from '@/ui/format'
import { t } from './words'

// Lists as tables of text: what a sheet of paper can hold.
type Right = components['schemas']['access.Right']
export interface Printed {
  heads: string[]
  rows: { id: string; cells: string[] }[]
  narrowed: string[]
  more: boolean // there is more than fits here
}
export const rowsMost = 300
const piece = 50

async function all<Row>(
  fetch: (cursor?: string) => Promise<{ items: Row[]; next?: string | undefined }>,
): Promise<{ rows: Row[]; more: boolean }> {
  const rows: Row[] = []
  let cursor: string | undefined
  for (let got = 0; got < rowsMost; got += piece) {
    const { items, next } = await fetch(cursor)
    rows.push(...items)
    cursor = next
    if (!cursor) break
  }
  return { rows, more: Boolean(cursor) }
}

export async function needsTable(
  query: LocationQuery, under: string, rights: readonly Right[],
): Promise<Printed> {
  await loadCategories()
  const filter = filterIn(query)
  const { rows, more } = await all<Line>(async (cursor) => {
    const page = await listNeeds({ ...queryOf(filter, under, rights), limit: piece }, cursor)
    return { items: page.lines, next: page.next }
  })
  return {
    more,
    heads: ['number', 'what', 'state', 'whom', 'when', 'due']
      .map((key) => t(`head.${key as 'number'}`)),
    narrowed: [
      filter.state && deskState(filter.state), filter.category && categoryName(filter.category),
      filter.urgency && deskT(`urgency.${filter.urgency}`), filter.overdue && t('print.overdue'),
      filter.mine && t('print.mine'), filter.search,
    ].filter((each): each is string => Boolean(each)),
    rows: rows.filter((line) => found(line, filter.search)).map((line) => ({
      id: line.id,
      cells: [line.number, categoryName(line.category), deskState(line.state),
        line.recipient_name, line.window ? windowInWords(line.window) : '',
        line.due_at ? moment(line.due_at) : ''],
    })),
  }
}

export async function recordsTable(query: LocationQuery, under: string): Promise<Printed> {
  await loadCategories()
  const asked = queryIn(query)
  const { rows, more } = await all<ServiceRecord>((cursor) => listRecords(asked, under, cursor))
  return {
    more,
    heads: ['volunteer', 'what', 'served', 'time', 'grade', 'state', 'decided']
      .map((key) => t(`head.${key as 'number'}`)),
    narrowed: [],
    rows: rows.map((record) => ({
      id: record.id,
      cells: [record.volunteer_name, categoryName(record.category), moment(record.from_at),
        duration(record.minutes), record.grade.toUpperCase(), recordState(record.state),
        record.state === 'pending' ? moment(record.due_at) : ''],
    })),
  }
}
