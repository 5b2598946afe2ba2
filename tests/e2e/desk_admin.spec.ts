import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, remember, test } from './page'

// What those who answer for the whole do at the desk: open a figure to its rows, give roles by two
// people, look whether the past was touched.
interface Login { person: string; login?: string }

async function enter(page: Page, login: string, path: string) {
  await page.goto('/login')
  await page.evaluate(async (wanted) => {
    const { items } = await (await fetch('/v1/demo/logins')).json() as { items: Login[] }
    await fetch('/v1/demo/sign-in', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': `${Date.now()}-${Math.random()}`.padEnd(32, '0').slice(0, 32),
      },
      body: JSON.stringify({ person: items.find((each) => each.login === wanted)?.person }),
    })
    localStorage.setItem('lastmile.signed-in', 'yes')
  }, login)
  await page.goto(path)
}

async function visitor(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage()
}

/** What an authenticator app shows now (RFC 6238: SHA-1, six digits, thirty seconds). */
function digitsOf(secret: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const moment = Buffer.alloc(8)
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(moment).digest()
  const code = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff
  return String(code % 1_000_000).padStart(6, '0')
}

/** Opens the account that an invitation is for, and is signed in. */
async function enrol(page: Page, link: string) {
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await page.getByLabel('密码').fill('春天来了，满山都是花')
  const secret = (await page.locator('.enrol code').innerText()).trim()
  await page.getByLabel('验证器上的 6 位数字').fill(digitsOf(secret))
  await page.getByRole('button', { name: '开通' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('开通好了')
  await expect(page.locator('.codes li')).toHaveCount(10)
  expect(new URL(page.url()).hash).toBe('')
  await page.getByRole('button', { name: '记下了，去工作台' }).click()
  await expect(page).toHaveURL(/\/my$/)
}

test.skip(({ isMobile }) => isMobile, 'these are worked at a desk')

test('a figure opens to exactly that many rows', async ({ page }) => {
  const today = new Date().toISOString().slice(0, 10)
  await enter(page, 'center', `/desk/figures?from=2020-01-01&to=${today}`)
  const figure = page.locator('[data-figure=turns] .value a')
  const turns = Number((await figure.innerText()).replace(/,/g, ''))
  expect(turns).toBeGreaterThan(0)
  await expect(page.locator('.figure-charts .chart').first()).toBeVisible()
  await expectAccessible(page)
  await expectNoOverflow(page)

  await figure.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`服务人次：${turns.toLocaleString('en-US')}`)
  await page.getByRole('button', { name: '一次全部显示' }).click()
  await expect(page.locator('.figure-rows [role=status]').last()).toContainText('与上面的数相符')
  await expect(page.locator('.figure-rows tbody tr')).toHaveCount(turns)
  await expectNoOverflow(page)
  const sheet = await page.request.get(
    await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href') ?? '')
  expect((await sheet.text()).trim().split('\n')).toHaveLength(turns + 1)

  // A bar's rows, too, are those it was drawn from.
  await page.goBack()
  const bar = page.locator('.bars li', { has: page.locator('a') }).first()
  const value = Number((await bar.locator('.value').innerText()).trim())
  await bar.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`服务人次：${value}`)
  const all = page.getByRole('button', { name: '一次全部显示' })
  await expect(page.locator('.figure-rows tbody tr').first()).toBeVisible()
  if (await all.isVisible()) await all.click()
  await expect(page.locator('.figure-rows tbody tr')).toHaveCount(value)
})

test('a role is proposed by one and approved by another', async ({ browser, page, baseURL }) => {
  test.setTimeout(120_000)
  // The program's own command line makes the second administrator, as a new town's does the first.
  const said = execFileSync(process.env.LASTMILE_PROGRAM ?? '', [
    'admin', 'create', '--data', process.env.LASTMILE_E2E_DATA ?? '', '--login', 'second',
    '--name', '钱安全',
  ], { encoding: 'utf8' })
  const token = said.trim().split('\n').pop() ?? ''
  const second = await visitor(browser)
  await enrol(second, `${baseURL ?? ''}/enrol#${token}`)

  await enter(page, 'security', '/desk/users')
  await page.getByRole('button', { name: '邀请一个人' }).click()
  await page.getByLabel('姓名', { exact: true }).fill('何审计')
  await page.getByRole('textbox', { name: '账号' }).fill('he.shenji')
  await page.getByRole('combobox', { name: '归哪个站点管' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: '做一份邀请' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('何审计的账号邀请')
  await expectAccessible(page)
  const link = /http\S+\/enrol#\S+/.exec(await page.locator('.sheet').innerText())?.[0] ?? ''
  await page.getByRole('button', { name: '已经交到本人手里' }).click()

  const auditor = await visitor(browser)
  await enrol(auditor, link)

  await page.getByLabel('按姓名或账号找').fill('何审计')
  await page.getByRole('button', { name: '对何审计' }).click()
  await page.getByRole('menuitem', { name: '给一个角色' }).click()
  await page.getByRole('radio', { name: /审计员/ }).check()
  await expect(page.getByRole('dialog')).toContainText('要另一位安全管理员批准')
  await page.getByRole('button', { name: '给他' }).click()
  await expect(page.getByText('已提请，等另一位安全管理员批准')).toBeVisible()
  await page.getByRole('tab', { name: /等第二人批准/ }).click()
  await expect(page.getByRole('row', { name: /何审计/ })).toContainText('您提的，要另一位来批')
  await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await expectNoOverflow(page)

  await second.goto('/desk/users?tab=waiting')
  await second.getByRole('row', { name: /何审计/ })
    .getByRole('button', { name: '批准', exact: true }).click()
  await expect(second.getByText('批准了：何审计是审计员')).toBeVisible()
  await expect(second.getByText('没有等着批准的')).toBeVisible()

  // The role holds now; and what was done stands in the journal, unchanged.
  await auditor.goto('/desk/audit?kind=grant_moved')
  await expect(auditor.locator('tbody tr').first()).toContainText('审计员，生效')
  await expectAccessible(auditor)
  await auditor.locator('.prove').first().click()
  await expect(auditor.getByRole('heading', { name: '没有被改过' })).toBeVisible()
  await auditor.context().close()
  await second.context().close()
})

test.describe('signed in anew', () => {
  // What the page of the session before still asks for may arrive when that session is over.
  test.use({ allowed: [/401 \(Unauthorized\)/] })

  test('the journal only grew since this device looked last', async ({ page }) => {
    await enter(page, 'auditor', '/desk/system')
    await expect(page.locator('.grown .good')).toContainText('第一次看')
    const before = await page.locator('.checkpoint').innerText()
    await expectAccessible(page)
    await expectNoOverflow(page)
    // Whoever signs in adds to it.
    await enter(page, 'auditor', '/desk/system')
    await expect(page.locator('.grown .good')).toContainText('原来的一条没改')
    await page.getByText('拿存着的账头来比').click()
    await page.getByLabel('较早的账头').fill(before)
    await page.getByRole('button', { name: '比一比' }).click()
    await expect(page.locator('.grown').getByRole('heading', { name: /只添不改。/ })).toBeVisible()
    await expectAccessible(page)
  })
})

test('the town is verified and backed up from the desk', async ({ page }) => {
  test.setTimeout(180_000)
  await enter(page, 'system', '/desk/system')
  await page.getByRole('button', { name: '现在查一遍' }).click()
  await expect(page.getByText('正在查验', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: '没有发现问题' })).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: '现在备份一次' }).click()
  await expect(page.locator('.backups tbody tr').first()).toContainText('读回来核对过',
    { timeout: 60_000 })
  await expectAccessible(page)
  await expectNoOverflow(page)
})

test('a due time is settled, in large type and in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await remember(page, { type: '1' })
  await enter(page, 'center', '/desk/settings')
  await page.getByRole('button', { name: /改当天的上门时限/ }).click()
  await page.getByLabel('多久').fill('6')
  await page.getByRole('button', { name: '就这样定' }).click()
  await expect(page.getByRole('button', { name: /改当天的上门时限：现在 6 小时，本级定的/ }))
    .toBeVisible()
  await expect(page.locator('.timeline')).toContainText('所有类别，当天，上门：6 小时')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await page.keyboard.press('u')
  await expect(page.getByRole('button', { name: /改当天的上门时限：现在 8 小时/ })).toBeVisible()
})
