import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, test } from './page'

// The desk's own work against the real server: somebody at the counter goes home with a slip, and
// hours that no door vouches for pass through two people.
interface Login { person: string; login?: string }

async function enter(page: Page, login: string) {
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
}
async function desk(browser: Browser, login: string, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await enter(page, login)
  await page.goto(path)
  return page
}

test.skip(({ isMobile }) => isMobile, 'the desk is worked with a keyboard')

test('by keyboard from the counter to the slip in the hand', async ({ page }) => {
  await enter(page, 'worker')
  await page.goto('/desk/ask')
  const began = Date.now()
  const who = page.getByLabel('给谁')
  await expect(who).toBeFocused()
  const name = `柜台${String(Date.now() % 10_000)}`
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { name: /登记新的一位/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('名字', { exact: true })).toHaveValue(name)
  await page.getByLabel(/问过了/).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('什么事').focus()
  await page.keyboard.type('敬老')
  await expect(page.getByRole('option').first()).toContainText('敬老助老')
  await page.keyboard.press('Enter')
  await page.getByLabel('去哪里').focus()
  await page.keyboard.type('茅津路 8 号院 2 号楼 301')
  await page.getByRole('radio', { name: /明天/ }).focus()
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('记下来了')
  expect(Date.now() - began, 'milliseconds at the counter').toBeLessThan(30_000)
  const number = (await page.locator('.assist-number').innerText()).trim()
  expect(number).toMatch(/^\d{3}-\d{3}-\d{3}$/)
  await expectAccessible(page)

  await page.goto('/desk/needs')
  await page.getByRole('searchbox').fill(number.replace(/-/g, ''))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/desk\/needs\/[0-9a-f-]{36}$/)
  const record = page.locator('.need-record')
  await expect(record).toContainText(name)
  await expect(record).toContainText('代为登记')
  await record.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('1')
  await expect(record.locator('.need-states')).toContainText('待派')
  await page.keyboard.press('u')
  await expect(record.locator('.need-states')).toContainText('待受理')
  await page.keyboard.press('1')
  await expect(record.locator('.need-states')).toContainText('待派')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '按键' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await expectNoOverflow(page)

  await page.keyboard.press('p')
  await expect(page).toHaveURL(/\/desk\/print\/slip\//)
  await page.getByRole('button', { name: '80 毫米小票' }).click()
  const slip = page.locator('.slip-80mm .sheet')
  await expect(slip).toContainText(number)
  await expect(slip.locator('.slip-pin')).toHaveText(/^\d{4}$/)
  await expectAccessible(page)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 22[67]/) // points: 80 mm
})

test.describe('hours that no door vouches for', () => {
  // Who entered them and tries to vouch for them is refused, and the browser notes it.
  test.use({ allowed: [/(403|409) \(/] })

  test('count when two others stand behind them', async ({ page, browser }) => {
    await enter(page, 'worker')
    await page.goto('/desk/records')
    await page.getByRole('button', { name: '补录时长' }).click()
    const form = page.getByRole('dialog', { name: '补录时长' })
    await form.getByRole('button', { name: /登记/ }).click()
    await expect(form.getByRole('alert')).toContainText('先找到是谁做的')
    const volunteer = form.getByLabel('谁做的')
    await volunteer.press('ArrowDown')
    await expect(volunteer).toHaveAttribute('aria-activedescendant', /./)
    await volunteer.press('Enter')
    await expect(volunteer).not.toHaveValue('')
    await form.getByLabel('做的是什么').selectOption({ label: '环境清洁' })
    const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
    await form.getByLabel('哪一天').fill(day)
    await form.getByLabel('从', { exact: true }).fill('07:05')
    await form.getByLabel('到', { exact: true }).fill('07:35')
    await form.getByLabel('凭什么').fill('纸质签到表第 3 行，楼长在场')
    await expectAccessible(page)
    await form.getByRole('button', { name: /登记/ }).click()
    await expect(page.getByText('登记了，等别人证明和批准')).toBeVisible()
    await page.locator('tbody tr', { hasText: '补录' }).first().getByRole('link').click()
    await expect(page).toHaveURL(/\/desk\/records\/[0-9a-f-]{36}$/)
    const path = new URL(page.url()).pathname
    await expect(page.locator('.record-page')).toContainText('等第一个人证明')
    await page.getByRole('button', { name: '我证明' }).click()
    await expect(page.getByText('须由另一名不同角色的人员审批')).toBeVisible()
    await expect(page.locator('.record-page')).toContainText('等第一个人证明')

    const second = await desk(browser, 'subcenter', path)
    await second.getByRole('button', { name: '我证明' }).click()
    await expect(second.locator('.record-page')).toContainText('等第二个人批准')
    const third = await desk(browser, 'center', path)
    await third.getByRole('button', { name: '我批准' }).click()
    await expect(third.locator('.record-states')).toContainText('算数')
    await expect(third.locator('.record-page')).toContainText('纸质签到表第 3 行')
    await expectAccessible(third)
  })
})
