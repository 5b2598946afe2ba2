import { beforeEach, describe, expect, it } from 'vitest'
import { me, remember } from '@/features/access/me'
import { serialIn } from '@/features/records/certificate'
import { server, show, type Answers } from '@/testing'
import CertificatePage from './CertificatePage.vue'
import { lengthIn } from './sheet'

const line = { day: '2026-03-01', category: '0405', content_zh: '代办跑腿', content_en: 'Errands',
  minutes: 60, grade: 'a', unit: '茅津路社区' }
const certificate = {
  serial: 'LM-1', from_day: '2026-02-01', to_day: '2026-03-05', minutes: 750, minutes_a: 690,
  minutes_b: 60, minutes_c: 0, minutes_d: 0, services: 9, holder: '李**',
  issued_at: '2026-03-05T16:30:00Z', revoked: false, verify_at: 'http://x/verify/LM-1',
  issuer: '茅津路社区站', issuer_phone: '0398-2800000', town: '文明办', lines: [line], changed: [],
}
const file = { text: JSON.stringify({ holder: '李国强', id_number: '41**********1234', lines: [line] }) }
const sheetOf = async (answers: Answers, path = '/certificates/LM-1') => {
  server(answers)
  const { page } = await show(CertificatePage, path, { serial: 'LM-1' })
  return page.find('.sheet').text()
}

beforeEach(() => {
  me.value = null
  remember(false)
})

describe('a certificate on paper', () => {
  const shown: Answers = { '/v1/certificates/LM-1': [200, certificate] }

  it('has all that the law asks for, with the name in full for its holder', async () => {
    remember(true)
    const text = await sheetOf({ ...shown, '/v1/certificates/LM-1/file': [200, file] })
    for (const part of ['志愿服务记录证明', '李国强', '41**********1234', '12 小时 30 分钟', '9 次',
      'A 级', 'D 级', '0 分钟', '代办跑腿', '茅津路社区站', '0398-2800000', '负责人（签字）',
      '2026年3月6日', 'http://x/verify/LM-1']) expect(text).toContain(part)
  })

  it('shows others what the public sees, and no signed file', async () => {
    remember(true)
    server({ ...shown, '/v1/certificates/LM-1/file': [403, { code: 'not_yours', title: '不是您的' }] })
    const { page } = await show(CertificatePage, '/certificates/LM-1', { serial: 'LM-1' })
    expect(page.find('.sheet').text()).toContain('李**')
    expect(page.find('a[href$="/file"]').exists()).toBe(false)
  })

  it('is not asked for the file when nobody is signed in', async () => {
    const sent = server(shown)
    await show(CertificatePage, '/certificates/LM-1', { serial: 'LM-1' })
    expect(sent.map(({ path }) => path)).not.toContain('/v1/certificates/LM-1/file')
  })

  it('says in large letters that it was revoked', async () => {
    expect(await sheetOf({ '/v1/certificates/LM-1': [200, {
      ...certificate, revoked: true, revoked_at: '2026-04-01T00:00:00Z' }] }))
      .toContain('已作废 2026年4月1日作废')
  })

  it('speaks English on a Chinese page', async () => {
    const text = await sheetOf(shown, '/certificates/LM-1?language=en')
    for (const part of ['Certificate of Volunteer Service', '12 h 30 min', 'Errands',
      '1 February 2026 to 5 March 2026']) expect(text).toContain(part)
  })
})

it.each([[0, '0 分钟', '0 min'], [60, '1 小时', '1 h'], [61, '1 小时 1 分钟', '1 h 1 min']])(
  '%i minutes', (minutes, zh, en) => {
    expect([lengthIn(minutes, 'zh'), lengthIn(minutes, 'en')]).toEqual([zh, en])
  })

it.each([
  ['  lm4112-ff4s ', 'LM4112-FF4S'], ['LM4112—FF4S', 'LM4112-FF4S'],
  ['http://站.cn/verify/LM4112-FF4S?x=1', 'LM4112-FF4S'], ['ＬＭ４１１２', 'LM4112'],
])('the number in %s', (typed, serial) => {
  expect(serialIn(typed)).toBe(serial)
})
