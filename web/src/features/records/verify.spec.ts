import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { server, show } from '@/testing'
import VerifyPage from './VerifyPage.vue'

const certificate = {
  serial: 'LM-4112-0001', from_day: '2026-02-01', to_day: '2026-03-05', minutes: 750,
  minutes_a: 690, minutes_b: 60, minutes_c: 0, minutes_d: 0, services: 9, holder: '李**',
  issued_at: '2026-03-05T16:30:00Z', revoked: false, verify_at: '',
  id_number: '**************1234', issuer: '茅津路社区新时代文明实践站', issuer_phone: '0398-2800000',
  lines: [{ day: '2026-03-01', category: '0405', content_zh: '代办跑腿', content_en: 'Errands',
    minutes: 60, grade: 'a', unit: '茅津路社区' }],
  changed: [],
}

describe('the check of a certificate', () => {
  it('shows what a real one says, each grade for itself', async () => {
    server({ '/v1/certificates/LM-4112-0001': [200, certificate] })
    const { page } = await show(VerifyPage, '/verify/LM-4112-0001', { serial: 'LM-4112-0001' })
    const text = page.find('.certificate').text()
    for (const part of ['这张证明是真的', '李**', '12 小时 30 分', '9 次', '2026年3月6日',
      '2026年2月1日至2026年3月5日']) expect(text).toContain(part)
    expect(page.findAll('.grades li').map((each) => each.find('.figure').text()))
      .toEqual(['11 小时 30 分', '1 小时'])
  })

  it('says who issued it, for what, and what changed since', async () => {
    const [line] = certificate.lines
    server({ '/v1/certificates/LM-4112-0001': [200, { ...certificate, changed: [
      { line, state: 'counted', minutes: 30, changed_at: '2026-03-09T00:00:00Z' }] }] })
    const { page } = await show(VerifyPage, '/verify/x', { serial: 'LM-4112-0001' })
    for (const part of ['1234', '茅津路社区新时代文明实践站', '代办跑腿', '1 小时 · A',
      '出具之后有 1 项服务变了', '证明上 1 小时，现在算 30 分']) {
      expect(page.text()).toContain(part)
    }
  })

  it('never calls a revoked one real', async () => {
    server({ '/v1/certificates/LM-4112-0001': [200, {
      ...certificate, revoked: true, revoked_at: '2026-04-01T00:00:00Z' }] })
    const { page } = await show(VerifyPage, '/verify/x', { serial: 'LM-4112-0001' })
    expect(page.text()).toContain('这张证明已经作废')
    expect(page.text()).toContain('2026年4月1日')
    expect(page.text()).not.toContain('是真的')
  })

  it('says that a serial number is unknown, and lets it be mended', async () => {
    server({ '/v1/certificates/LM-0': [404, { code: 'certificate_unknown', title: '没有' }] })
    const { page, router } = await show(VerifyPage, '/verify/LM-0', { serial: 'LM-0' })
    expect(page.text()).toContain('查不到这个编号')
    expect((page.find('#serial').element as HTMLInputElement).value).toBe('LM-0')
    await page.find('#serial').setValue(' lm4112–ff4s ')
    await page.find('form').trigger('submit')
    await flushPromises()
    expect(router.currentRoute.value.params.serial).toBe('LM4112-FF4S')
  })

  it('does not take a broken server for a false certificate', async () => {
    server({ '/v1/certificates/LM-0': [500, { code: 'fault', title: '出错了' }] })
    const { page } = await show(VerifyPage, '/verify/LM-0', { serial: 'LM-0' })
    expect(page.text()).toContain('没有取到内容')
    expect(page.text()).not.toContain('查不到')
  })

  it('asks for the number where none is given', async () => {
    server({})
    const { page } = await show(VerifyPage, '/verify')
    await page.find('form').trigger('submit')
    expect(page.find('[role=alert]').text()).toContain('证明编号要填上')
  })
})
