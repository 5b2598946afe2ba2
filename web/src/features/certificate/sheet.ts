import { take, Refused } from '@/api/problem'
import { api } from '@/api/client'
import type { Certificate, Line } from '@/features/records/certificate'

// The sheet of a certificate, as it is printed; in the language it is asked for, whatever the page
// around it speaks.
export type Tongue = 'zh' | 'en'

/** As its holder may have it: the name in full stands in the signed file, which only they get. */
export interface Sheet extends Certificate { whole: boolean }

export async function loadSheet(serial: string, signedIn: boolean): Promise<Sheet> {
  const at = { params: { path: { serial } } }
  const shown = await take(api.GET('/v1/certificates/{serial}', at))
  if (!signedIn) return { ...shown, whole: false }
  try {
    const { text } = await take(api.GET('/v1/certificates/{serial}/file', at))
    const signed = JSON.parse(text) as Pick<Certificate, 'holder' | 'id_number' | 'lines'>
    return {
      ...shown, lines: signed.lines, holder: signed.holder, whole: true,
      ...signed.id_number ? { id_number: signed.id_number } : {},
    }
  } catch (thrown) {
    // Somebody else's: they see what the public sees.
    const hidden = thrown instanceof Refused && [401, 403, 404].includes(thrown.problem.status)
    if (!hidden) throw thrown
    return { ...shown, whole: false }
  }
}

export const lineContent = (line: Line, tongue: Tongue) =>
  (tongue === 'zh' ? line.content_zh : line.content_en)

export function lengthIn(minutes: number, tongue: Tongue): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const said = tongue === 'zh'
    ? [hours ? `${hours} 小时` : '', rest || !hours ? `${rest} 分钟` : '']
    : [hours ? `${hours} h` : '', rest || !hours ? `${rest} min` : '']
  return said.filter(Boolean).join(' ')
}

export const dayIn = (day: string, tongue: Tongue) => new Intl.DateTimeFormat(
  tongue === 'zh' ? 'zh-CN' : 'en-GB',
  { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' },
).format(new Date(`${day}T00:00:00Z`))

const zh = {
  title: '志愿服务记录证明', serial: '证明编号', holder: '志愿者', idNumber: '身份证号',
  period: '服务期间', to: '至', total: '服务时长', services: '服务次数', times: '次',
  grades: '时长来源', a: 'A 级（现场轮换码签到签退，服务对象确认）', b: 'B 级（签到签退）',
  c: 'C 级（两名不同岗位的人证明）', d: 'D 级（事后补录，经第二人批准）',
  lines: '服务内容', day: '日期', what: '内容', unit: '记录单位', length: '时长', grade: '来源',
  issuer: '出具单位', contact: '联系电话', town: '上级单位', responsible: '负责人（签字）',
  seal: '（盖章处）', issued: '出具日期',
  check: '扫码或到 {where} 查验真假。本证明免费出具，复印有效。',
  revoked: '已作废', revokedOn: '{day}作废，不能再用。',
  changed: '出具之后有 {count} 项服务变了，现在算多少以查验页为准。',
}
const en: typeof zh = {
  title: 'Certificate of Volunteer Service', serial: 'Serial number', holder: 'Volunteer',
  idNumber: 'ID card number', period: 'Period', to: 'to', total: 'Service time',
  services: 'Services', times: 'times', grades: 'Where the hours come from',
  a: 'A: rotating code on arrival and leaving, confirmed by the one served',
  b: 'B: checked in and out', c: 'C: attested by two people of different roles',
  d: 'D: entered afterwards, approved by a second person', lines: 'Services', day: 'Day',
  what: 'Service', unit: 'Recorded by', length: 'Time', grade: 'Grade', issuer: 'Issued by',
  contact: 'Phone', town: 'Under', responsible: 'Responsible person (signature)',
  seal: '(Seal)', issued: 'Issued on',
  check: 'Scan the code, or go to {where}, to check it. Issued free of charge; copies are valid.',
  revoked: 'REVOKED', revokedOn: 'Revoked on {day}; it no longer counts.',
  changed: 'Services changed since it was issued: {count}. The check page says what counts now.',
}
export const sheetWords = { zh, en }
