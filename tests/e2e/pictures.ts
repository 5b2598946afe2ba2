import { expect, test, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { askForHelp, command, enter } from './cast'

// The pictures of the README, taken of the demo town while its people go round the loop.
const folder = resolve(__dirname, '../../docs/pictures')
mkdirSync(folder, { recursive: true })

const wishes = [
  { category: '0401', details: '家里就我一个人，想请人陪我说说话' },
  { category: '0406', details: '卫生间的水龙头关不紧，一夜滴一盆水' },
  { category: '0405', details: '腿脚不便，想请人去药店把降压药取回来' },
]

async function take(page: Page, name: string, path?: string) {
  if (path) await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  await page.waitForTimeout(400) // what slides in has arrived
  await page.screenshot({ path: `${folder}/${name}.png`, scale: 'css' })
}

async function english(page: Page) {
  await page.addInitScript(() => { localStorage.setItem('lastmile.lang', 'en') })
}

for (const lang of ['zh', 'en'] as const) {
  test(`pictures in ${lang}`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000)
    const [resident, worker, helper] = await Promise.all((['resident', 'worker', 'helper'] as const)
      .map((role) => enter(browser, baseURL, role)))
    if (!resident || !worker || !helper) return
    if (lang === 'en') for (const page of [resident, worker, helper]) await english(page)

    await take(resident, `${lang}-home`, '/')
    await take(resident, `${lang}-ask`, '/ask')
    const needs: string[] = []
    for (const wanted of wishes) needs.push(await askForHelp(browser, baseURL, wanted))
    await take(worker, `${lang}-today`, '/desk')
    await take(worker, `${lang}-triage`, '/desk/triage')
    const need = needs[0] ?? ''
    await command(worker.context(), `/v1/needs/${need}/triage`, { decision: 'accept' })
    await command(worker.context(), `/v1/needs/${needs[1]}/triage`, { decision: 'accept' })
    await take(worker, `${lang}-dispatch`, `/desk/dispatch?need=${need}`)
    await command(worker.context(), `/v1/needs/${need}/open`)
    await command(helper.context(), `/v1/needs/${need}/claim`)
    await take(helper, `${lang}-task`, `/tasks/${need}`)
    await take(resident, `${lang}-need`, `/needs/${need}`)
    await take(helper, `${lang}-hours`, '/hours')
    await command(helper.context(), `/v1/needs/${need}/leave`, { reason_code: 'busy' })
  })
}
