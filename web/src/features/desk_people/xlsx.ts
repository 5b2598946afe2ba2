import { Refused } from '@/api/problem'
import { t } from './words'

// The first sheet of a workbook as CSV. A workbook is a ZIP of XML files (ECMA-376); only what a
// list of people needs is read: texts, numbers, days. Browsers unpack gzip, which differs from what
// a ZIP holds only in its head and foot.
type Files = Map<string, Uint8Array>
type Bytes = Uint8Array<ArrayBuffer>

const refused = (text: string) =>
  new Refused({ status: 0, code: 'workbook_unreadable', text, fields: [] })

export async function csvOf(file: Blob): Promise<Bytes> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const wanted = (name: string) =>
    /^xl\/(workbook|sharedStrings|styles|_rels\/workbook|worksheets\/[^/]+)\.xml(\.rels)?$/
      .test(name)
  const files = await unpack(bytes, wanted)
  const shared = textsOf(files.get('xl/sharedStrings.xml'))
  const dated = daysOf(files.get('xl/styles.xml'))
  const rows = rowsOf(read(files, firstSheet(files)), shared, dated)
  return new TextEncoder().encode(rows.map((row) => row.map(quoted).join(',')).join('\r\n'))
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}

// ZIP: the list of files stands at the end; each entry says where its bytes begin.
async function unpack(bytes: Bytes, wanted: (name: string) => boolean): Promise<Files> {
  const view = new DataView(bytes.buffer)
  const files: Files = new Map()
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1
  if (end < 0) throw refused(t('import.notWorkbook'))
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw refused(t('import.notWorkbook'))
    }
    const [length, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true))
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (length ?? 0)))
    if (wanted(name)) files.set(name, await contentOf(bytes, view, at))
    at += 46 + (length ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}

const largest = 40_000_000 // bytes of one part, unpacked: 2,000 lines are far less

async function contentOf(bytes: Bytes, view: DataView, entry: number): Promise<Uint8Array> {
  const method = view.getUint16(entry + 10, true)
  const crc = view.getUint32(entry + 16, true)
  const packed = view.getUint32(entry + 20, true)
  const size = view.getUint32(entry + 24, true)
  const local = view.getUint32(entry + 42, true)
  if (size > largest) throw refused(t('import.tooLarge'))
  const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const body = bytes.subarray(begin, begin + packed)
  if (method === 0) return body
  if (!('DecompressionStream' in globalThis)) throw refused(t('import.oldBrowser'))
  const foot = new DataView(new ArrayBuffer(8))
  foot.setUint32(0, crc, true)
  foot.setUint32(4, size, true)
  const head = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
  const stream = new Blob([head, body, foot.buffer]).stream()
    .pipeThrough(new DecompressionStream('gzip'))
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch {
    throw refused(t('import.notWorkbook'))
  }
}

function parse(part: Uint8Array): Document {
  return new DOMParser().parseFromString(new TextDecoder().decode(part), 'application/xml')
}
function read(files: Files, name: string): Document {
  const part = files.get(name)
  if (!part) throw refused(t('import.notWorkbook'))
  return parse(part)
}
const all = (within: Document | Element, name: string) => [...within.getElementsByTagName(name)]

/** The sheet that stands first, which need not be the file called sheet1. */
function firstSheet(files: Files): string {
  const sheet = all(read(files, 'xl/workbook.xml'), 'sheet')[0]
  const link = sheet?.getAttribute('r:id')
  const target = all(read(files, 'xl/_rels/workbook.xml.rels'), 'Relationship')
    .find((each) => each.getAttribute('Id') === link)?.getAttribute('Target') ?? ''
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** Texts that cells point at; how they sound (phonetic runs) is left out. */
function textsOf(part: Uint8Array | undefined): string[] {
  if (!part) return []
  return all(parse(part), 'si').map((each) => all(each, 't')
    .filter((run) => run.parentElement?.tagName !== 'rPh')
    .map((run) => run.textContent ?? '').join(''))
}

/** Which cell formats show a number as a day. */
function daysOf(part: Uint8Array | undefined): boolean[] {
  if (!part) return []
  const styles = parse(part)
  const written = new Map(all(styles, 'numFmt').map((each) =>
    [each.getAttribute('numFmtId'), each.getAttribute('formatCode') ?? '']))
  const list = all(styles, 'cellXfs')[0]
  return (list ? all(list, 'xf') : []).map((each) => {
    const id = each.getAttribute('numFmtId')
    const code = (written.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '')
    return /[yd年日]/i.test(code) || (Number(id) >= 14 && Number(id) <= 17) || Number(id) === 22
      || (Number(id) >= 27 && Number(id) <= 36) || (Number(id) >= 50 && Number(id) <= 58)
  })
}

function rowsOf(sheet: Document, shared: string[], dated: boolean[]): string[][] {
  const rows: string[][] = []
  for (const row of all(sheet, 'row')) {
    const cells: string[] = []
    for (const cell of all(row, 'c')) {
      const column = columnOf(cell.getAttribute('r') ?? '') ?? cells.length
      while (cells.length < column) cells.push('')
      cells[column] = textOf(cell, shared, dated).trim()
    }
    const number = Number(row.getAttribute('r')) || rows.length + 1
    while (rows.length < number - 1) rows.push([]) // so that lines keep their numbers
    rows.push(cells)
  }
  return rows
}

/** "AB12" stands in column 27, counted from 0. */
function columnOf(place: string): number | null {
  const letters = /^[A-Z]+/.exec(place)?.[0]
  if (!letters) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function textOf(cell: Element, shared: string[], dated: boolean[]): string {
  const value = all(cell, 'v')[0]?.textContent ?? ''
  switch (cell.getAttribute('t')) {
    case 's': return shared[Number(value)] ?? ''
    case 'inlineStr': return all(cell, 't').map((run) => run.textContent ?? '').join('')
    case 'str': case 'b': case 'e': return value
    default:
  }
  if (value && dated[Number(cell.getAttribute('s'))]) return dayOf(Number(value))
  // A phone kept as a number comes as digits, not as 1.38E+10.
  return value && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value
}

/** Workbooks count days from 1899-12-30. */
const dayOf = (serial: number) =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
