import type { Browser, Page } from '@playwright/test'
import { askForHelp, command, enter, signIn } from './cast'
import { expect, test } from './page'

// The whole loop on screen: a resident asks, the desk takes it up and opens it, a volunteer comes,
// is let in and out by the code at the door, the resident confirms and thanks, the volunteer's
// hours hold the service, and whoever is shown the certificate can check it.
// One after another, for they share one queue.
test.describe.configure({ mode: 'default' })

const words = `陪我去卫生院换药 ${Date.now() % 100_000}`

async function ask(page: Page) {
  await page.goto('/')
  await page.locator('main').getByRole('link', { name: /^我要求助/ }).click()
  await page.locator('label', { hasText: '敬老助老' }).click()
  await page.locator('#details').fill(words)
  for (const step of [2, 3, 4]) {
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page).toHaveURL(new RegExp(`step=${step}`))
  }
  await page.locator('label', { hasText: '哪天都行' }).click()
  for (const step of [5, 6]) {
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page).toHaveURL(new RegExp(`step=${step}`))
  }
  await page.getByRole('button', { name: /说给站里/ }).click()
  const another = page.getByRole('button', { name: /另一件/ })
  const see = page.getByRole('link', { name: '看办到哪一步' })
  await expect(another.or(see)).toBeVisible()
  if (await another.isVisible()) await another.click()
  await see.click()
  await expect(page).toHaveURL(/\/needs\//)
  return page.url().split('/').pop() ?? ''
}

/** By keyboard alone: down the queue to the one with these words, 1 to take it up. */
async function takeUp(page: Page) {
  await page.goto('/desk/triage')
  const record = page.locator('main')
  await expect(page.locator('.queue li').first()).toBeVisible()
  const waiting = await page.locator('.queue li').count()
  for (let down = 0; down < waiting; down += 1) {
    if (await record.getByText(words).isVisible().catch(() => false)) break
    await page.keyboard.press('j')
    await page.waitForLoadState('networkidle')
  }
  await expect(record.getByText(words)).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByText('受理了')).toBeVisible()
}

async function openToAll(page: Page, need: string) {
  await page.goto(`/desk/dispatch?need=${need}`)
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '放出去，谁先接谁来' }).click()
  await expect(page.getByText('放出去了')).toBeVisible()
}

/** Now and the next two hours, whatever the time of day the tests run at. */
async function agreeOnNow(page: Page, need: string) {
  const start = Math.floor(Date.now() / 60_000) * 60_000
  await command(page.context(), `/v1/needs/${need}/schedule`, { window: {
    start: new Date(start).toISOString(), end: new Date(start + 7_200_000).toISOString(),
  } })
}

async function atTheDoor(resident: Page, volunteer: Page, need: string, says: { deed: string, done: string }) {
  const show = resident.getByRole('button', { name: /给他扫这个码/ })
  const shown = resident.locator('.code .digits')
  await expect(show.or(shown).first()).toBeVisible()
  if (await show.isVisible()) await show.click()
  await volunteer.goto(`/tasks/${need}`)
  await volunteer.getByRole('link', { name: says.deed }).click()
  const digits = volunteer.getByLabel('扫不了，就填对方手机上的六位数字')
  // The digits change every half minute: a pair that has just gone is simply read again.
  await expect(async () => {
    await digits.fill(await shown.innerText({ timeout: 3000 }))
    await volunteer.getByRole('button', { name: says.deed }).click()
    await expect(volunteer.getByRole('heading', { level: 1 })).toHaveText(says.done, { timeout: 3000 })
  }).toPass({ timeout: 20_000 })
}

async function cast(browser: Browser, baseURL: string | undefined) {
  return {
    resident: await enter(browser, baseURL, 'resident'),
    worker: await enter(browser, baseURL, 'worker'),
    volunteer: await enter(browser, baseURL, 'helper'),
    anyone: await enter(browser, baseURL, 'public'),
  }
}

test('the loop goes round between four people', { tag: '@desk' }, async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  const { resident, worker, volunteer, anyone } = await cast(browser, baseURL)

  const need = await ask(resident)
  await takeUp(worker)
  await openToAll(worker, need)

  await volunteer.goto('/tasks')
  await volunteer.goto(`/tasks/${need}`)
  await volunteer.getByRole('button', { name: '我来' }).click()
  await expect(volunteer.getByRole('button', { name: '约个时间' })).toBeVisible()
  await agreeOnNow(volunteer, need)

  // The resident's page tells by itself, without being asked again.
  await expect(resident.getByRole('heading', { name: '有人来办' })).toBeVisible()
  await atTheDoor(resident, volunteer, need, { deed: '到了，签到', done: '签到了，开始计时' })
  await atTheDoor(resident, volunteer, need, { deed: '办完了，签退', done: '签退了，这次一共' })

  await resident.getByRole('button', { name: '办好了' }).click()
  await resident.locator('.rate label', { hasText: '好' }).first().click()
  await resident.locator('.rate label', { hasText: '待人和气' }).click()
  await resident.getByRole('button', { name: '就这样评' }).click()
  await expect(resident.getByText('评好了，谢谢您')).toBeVisible()

  await volunteer.goto('/hours')
  await expect(volunteer.getByText('敬老助老').first()).toBeVisible()
  const issued = await command(volunteer.context(), '/v1/me/certificates')
  const serial = String(issued.serial)
  await anyone.goto(`/verify/${serial}`)
  await expect(anyone.locator('main')).toContainText(serial)
})

// Ten people ask; a worker takes all ten up without touching the mouse, takes one back, and decides
// it again.
test('ten needs are taken up by keyboard alone', { tag: '@desk' }, async ({ page, context, browser, baseURL }) => {
  for (let n = 0; n < 10; n += 1) await askForHelp(browser, baseURL)
  await signIn(context, 'worker')
  await page.goto('/desk/triage')
  const queue = page.locator('.queue li')
  await expect(queue.nth(9)).toBeVisible()
  const began = await queue.count()
  for (let done = 1; done <= 10; done += 1) {
    await page.keyboard.press('1')
    await expect(queue).toHaveCount(began - done)
  }
  await page.keyboard.press('u')
  await expect(queue).toHaveCount(began - 9)
})

// The browser tells of the refusal aloud.
test.describe('two at once', () => {
  test.use({ allowed: [/409 \(Conflict\)/] })

  test('somebody else was quicker: it is said, and the next one opens', { tag: '@desk' },
    async ({ page, context, browser, baseURL }) => {
    await askForHelp(browser, baseURL)
    await askForHelp(browser, baseURL)
    await signIn(context, 'worker')
    await page.goto('/desk/triage')
    const other = await enter(browser, baseURL, 'worker')
    await other.goto('/desk/triage')
    const queue = page.locator('.queue li')
    await expect(queue.nth(1)).toBeVisible()
    const began = await queue.count()
    await expect(other.locator('.queue li').nth(1)).toBeVisible()
    await other.keyboard.press('1')
    await expect(other.getByText('受理了')).toBeVisible()
    await page.keyboard.press('1')
    await expect(queue).toHaveCount(began - 1)
  })
})
