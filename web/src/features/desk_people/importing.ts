import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

// A file of people: looked at by the server line by line, taken in when it is right, taken back
// when it was the wrong one. The server reads CSV; a workbook's first sheet is made one here.
export type Import = components['schemas']['people.ImportView']
export type Kind = Import['kind']

const at = (id: string) => ({ params: { path: { import: id } } })
const again = 500 // ms between two looks at an import under way

export const showImport = (id: string): Promise<Import> => take(api.GET('/v1/imports/{import}', at(id)))
export const listImports = (under: string, cursor?: string) =>
  take(api.GET('/v1/imports', { params: { query: {
    under, limit: 20, ...cursor ? { cursor } : {},
  } } }))

const isWorkbook = (file: File) => /\.xlsx$/i.test(file.name)

export async function preview(kind: Kind, site: string, file: File): Promise<Import> {
  const bytes = isWorkbook(file)
    ? await import('./xlsx').then(({ csvOf }) => csvOf(file)) : await file.arrayBuffer()
  return take(api.POST('/v1/imports', {
    params: { query: { kind, site } },
    // Bytes as they are: the server finds out whether they are UTF-8 or GB18030.
    body: '', bodySerializer: () => bytes, headers: { 'Content-Type': 'text/csv' },
  }))
}

export const commit = (id: string, skipBad: boolean): Promise<Import> =>
  take(api.POST('/v1/imports/{import}/commit', { ...at(id), body: { skip_bad: skipBad } }))
export const undoImport = (id: string): Promise<Import> =>
  take(api.POST('/v1/imports/{import}/undo', at(id)))

export const underWay = ({ state }: Import) => state === 'committing' || state === 'undoing'

/** Follows an import until nothing more happens to it; `seen` hears of each step. */
export async function follow(
  first: Import, seen: (now: Import) => void, stop: () => boolean,
): Promise<void> {
  let now = first
  seen(now)
  while (underWay(now) && !stop()) {
    await new Promise((done) => setTimeout(done, again))
    now = await showImport(now.import)
    seen(now)
  }
}

// What the columns are called and one invented line, for those who begin with an empty sheet.
const heads: Record<Kind, string[]> = {
  resident: ['姓名', '性别', '出生日期', '电话', '身份证号', '地址', '服务对象类别', '同意方式',
    '敏感信息同意'],
  volunteer: ['姓名', '性别', '出生日期', '电话', '身份证号', '技能', '交通方式', '同意方式'],
}
const lines: Record<Kind, string[]> = {
  resident: ['王小样', '女', '1950-03-05', '13800000000', '', '幸福路3号2单元501', '老年人',
    '本人当面签字', ''],
  volunteer: ['李小样', '男', '1990-06-01', '13800000001', '', '理发', '骑行', '本人当面签字'],
}
/** With a mark in front by which Excel knows that it is UTF-8. */
export function templateOf(kind: Kind): Blob {
  const text = `\uFEFF${[heads[kind], lines[kind]].map((row) => row.join(',')).join('\r\n')}\r\n`
  return new Blob([text], { type: 'text/csv' })
}
