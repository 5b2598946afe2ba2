import { deflateRawSync, crc32 } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refused } from '@/api/problem'
import { server } from '@/testing'
import { forEach } from './bulk'
import { clashesOf, diffOf, formOf } from './changing'
import { bodyOf, fresh, wrongsIn } from './entering'
import { fitting } from './households'
import { follow, templateOf, type Import } from './importing'
import { fileOf, narrowing } from './listing'
import { joinPair, linesOf } from './merging'
import { ageOf, numberIn, type Person } from './people'
import { csvOf } from './xlsx'

afterEach(() => { vi.useRealTimers() })

const person: Person = {
  person: 'p', state: 'active', name: '王桂兰', sex: 'female', birth_day: '1950-03-05',
  phone: '138****0001', has_address: true, home_site: 's1', language: 'zh',
  recipient_groups: ['elder'], minor: false, volunteers: false, entered_how: 'counter',
  entered_at: '2026-03-01T01:00:00Z', merged: [],
}
const sites = {
  '/v1/sites/s1': [200, { id: 's1', name: '茅津站' }],
  '/v1/sites/s2': [200, { id: 's2', name: '上官站' }],
} as Record<string, [number, unknown]>

it.each([
  ['13800000001', { phone: '13800000001' }], ['138 0000 0001', { phone: '13800000001' }],
  ['0398-2823456', { phone: '0398-2823456' }], ['41120219500305002x', { id_number: '41120219500305002X' }],
  ['王桂兰', null], ['wgl', null], ['138', null],
])('what is typed, %s, is looked up as %o', (typed, wanted) => {
  expect(numberIn(typed)).toEqual(wanted)
})

it.each([['2000-11-24', 25], ['2000-11-23', 26], ['2000-01-01', 26], ['2000-12-31', 25]])(
  'who was born on %s is %i', (birthDay, age) => {
    expect(ageOf(birthDay, '2026-11-23')).toBe(age)
  })

describe('the list', () => {
  it('is narrowed only by what it knows', () => {
    const wanted = { search: ' wgl ', group: 'elder', state: 'active', skill: '' }
    expect(narrowing('residents', wanted)).toEqual({ search: 'wgl', group: 'elder' })
    expect(narrowing('volunteers', wanted)).toEqual({ search: 'wgl', state: 'active' })
  })
  it('comes as a file narrowed alike', () => {
    expect(fileOf('volunteers', '4112/', { skill: 'haircut' }, 'xlsx'))
      .toBe('/v1/volunteers?under=4112%2F&format=xlsx&skill=haircut')
  })
})

describe('entering somebody', () => {
  const form = () => ({ ...fresh(), name: '王桂兰', home_site: 's1', consent: '当面签字' })

  it('takes a name, a site and a consent', () => {
    expect(wrongsIn(fresh(), '').map(({ field }) => field)).toEqual(['name', 'home_site', 'consent'])
    expect(wrongsIn(form(), '')).toEqual([])
  })
  it('asks a volunteer for a birth date or an ID number', () => {
    const volunteer = { ...form(), kind: 'volunteer' as const }
    expect(wrongsIn(volunteer, '').map(({ field }) => field)).toEqual(['birth_day'])
    expect(wrongsIn(volunteer, '11010519491231002X')).toEqual([])
    expect(wrongsIn(volunteer, '123').map(({ field }) => field)).toEqual(['id_number', 'birth_day'])
  })
  it('asks for a consent of its own before disability or hardship is kept', () => {
    const hard = { ...form(), recipient_groups: ['hardship' as const] }
    expect(wrongsIn(hard, '').map(({ field }) => field)).toEqual(['sensitive_consent'])
    expect(bodyOf({ ...hard, sensitive_consent: '签了单独同意书' }, '', false))
      .toMatchObject({ sensitive_consent: '签了单独同意书' })
  })
  it('sends only what was filled in', () => {
    expect(bodyOf({ ...form(), phone: ' 13800000001 ' }, '11010519491231002x', true)).toEqual({
      name: '王桂兰', sex: 'unsaid', home_site: 's1', how: 'counter', consent: '当面签字',
      recipient_groups: [], phone: '13800000001', id_number: '11010519491231002X', anyway: true,
    })
  })
})

describe('changing somebody', () => {
  it('sends what differs, and nothing where nothing does', () => {
    expect(diffOf(formOf(person), person)).toEqual({})
    expect(diffOf({ ...formOf(person), phone: '13900000001', birth_day: '' }, person))
      .toEqual({ phone: '13900000001', birth_day: null })
    expect(diffOf({ ...formOf(person), no_phone: true }, person)).toEqual({ phone: null })
  })
  it('shows both where a colleague changed the same, and only there', async () => {
    server(sites)
    const now = { ...person, home_site: 's2', sex: 'male' as const }
    expect(await clashesOf({ home_site: 's3', name: '王桂芝' }, person, now))
      .toEqual([{ name: '所属站点', mine: '', theirs: '上官站' }])
    expect(await clashesOf({ home_site: 's2' }, person, now)).toEqual([])
  })
})

describe('two profiles', () => {
  const other: Person = { ...person, person: 'q', name: '王桂蘭', birth_day: '1950-05-03',
    home_site: 's2', phone: '139****0002' }

  it('stand side by side; only plain fields that differ can be chosen', async () => {
    server(sites)
    const lines = await linesOf([person, other])
    expect(lines.filter(({ choice }) => choice).map(({ field }) => field)).toEqual(['name', 'birth_day'])
    expect(lines.find(({ field }) => field === 'site')?.texts).toEqual(['茅津站', '上官站'])
  })
  it('are joined, take over what was chosen, and part as they were', async () => {
    const sent = server({
      '/v1/merges': [200, { merge: 'm', kept: 'p', gone: 'q', merged_at: '', undo_until: '' }],
      '/v1/people/p': [200, person], '/v1/merges/m/undo': [200, {}],
    })
    const joined = await joinPair({ kept: 'p', gone: 'q' }, { kept: person, gone: other }, ['name'])
    await joined.undo()
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/merges', { kept: 'p', gone: 'q' }],
      ['/v1/people/p', { name: '王桂蘭' }],
      ['/v1/people/p', { name: '王桂兰' }],
      ['/v1/merges/m/undo', null],
    ])
  })
})

describe('the same for many', () => {
  const rows = ['甲', '乙', '丙'].map((name) => ({ name }))
  const refusal = (code: string) => new Refused({ status: 409, code, text: code, fields: [] })

  it('goes on after a refusal and names it', async () => {
    const outcome = await forEach(rows, ({ name }) =>
      (name === '乙' ? Promise.reject(refusal('no')) : Promise.resolve()))
    expect(outcome.done).toBe(2)
    expect(outcome.refused.map(({ name }) => name)).toEqual(['乙'])
  })
  it('stops where the server cannot be reached, and hides no fault of its own', async () => {
    expect(await forEach(rows, () => Promise.reject(refusal('offline'))))
      .toMatchObject({ done: 0, refused: [{ name: '甲' }] })
    await expect(forEach(rows, () => Promise.reject(new TypeError('own')))).rejects.toThrow('own')
  })
})

it('households are found by any parts of their address', () => {
  const all = ['幸福路3号2单元501', '幸福路3号1单元501', '黄河路1号']
    .map((address, place) => ({ id: String(place), site: 's', address }))
  expect(fitting(all, '3号 2单元').map(({ id }) => id)).toEqual(['0'])
  expect(fitting(all, '').length).toBe(3)
})

describe('an import', () => {
  const batch = (state: Import['state']): Import => ({
    import: 'i', kind: 'resident', site: 's', state, good_rows: 2, bad_rows: 0, taken_rows: 0,
    entered: 0, known: 0, undone: 0, kept: 0, errors: [], entered_at: '',
  })
  it('is followed until it is done', async () => {
    server({ '/v1/imports/i': [200, batch('committed')] })
    vi.useFakeTimers()
    const seen: string[] = []
    const followed = follow(batch('committing'), ({ state }) => seen.push(state), () => false)
    await vi.runAllTimersAsync()
    await followed
    expect(seen).toEqual(['committing', 'committed'])
  })
  it('has a template whose first line names the columns, for Excel too', async () => {
    const bytes = new Uint8Array(await templateOf('resident').arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toMatch(/^姓名,性别/)
  })
})

/** A workbook as spreadsheets write it: a ZIP with the parts given, packed or not. */
function workbook(parts: Record<string, string>, packed: boolean): Blob {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(parts)) {
    const plain = Buffer.from(text)
    const body = packed ? deflateRawSync(plain) : plain
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(packed ? 8 : 0, 4)
    shared.writeUInt32LE(crc32(plain), 10)
    shared.writeUInt32LE(body.length, 14)
    shared.writeUInt32LE(plain.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    entries.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, tail,
      Buffer.from(name)]))
    bodies.push(local)
    at += local.length
  }
  const list = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return new Blob([Buffer.concat([...bodies, list, Buffer.from('PK\u0005\u0006'), end])])
}

describe('a workbook', () => {
  const parts = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="名单" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/sharedStrings.xml': '<sst><si><t>姓名</t></si><si><r><t>王</t></r><r><t>桂兰</t></r></si><si><t>住, “三楼”"东"</t></si></sst>',
    'xl/styles.xml': '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData>'
      + '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>电话</t></is></c></row>'
      + '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>1.38E10</v></c><c r="D3" s="1"><v>18327</v></c><c r="E3" t="s"><v>2</v></c></row>'
      + '</sheetData></worksheet>',
  }
  it.each([true, false])('gives its first sheet as CSV, packed: %s', async (packed) => {
    const csv = new TextDecoder().decode(await csvOf(workbook(parts, packed)))
    expect(csv.split('\r\n')).toEqual([
      '姓名,电话', '', '王桂兰,13800000000,,1950-03-05,"住, “三楼”""东"""',
    ])
  })
  it('that is none is refused in words', async () => {
    await expect(csvOf(new Blob(['姓名,电话']))).rejects.toMatchObject({
      problem: { code: 'workbook_unreadable' },
    })
  })
})
