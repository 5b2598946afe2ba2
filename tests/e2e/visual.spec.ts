import type { Page } from '@playwright/test'
import { signIn } from './cast'
import { expect, remember, test } from './page'
import { standStill } from './still_town'

// What the main screens look like, against the pictures in shots/: a change nobody meant is seen.
// What differs from run to run is covered, and the browser's clock stands.
const noon = new Date('2026-03-05T12:00:00+08:00')

async function still(page: Page, path: string) {
  await page.clock.setFixedTime(noon)
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
}

const visitor = ['/', '/login', '/verify', '/docs/errors'] as const
const known = ['/ask', '/ask?step=4', '/my/needs', '/tasks'] as const
const desk = ['/desk', '/desk/triage', '/desk/dispatch', '/desk/people'] as const
const nameOf = (path: string) => path.replace(/[/?=]+/g, '-').replace(/^-|-$/g, '') || 'home'

for (const path of visitor) {
  test(`${path} looks as it did`, async ({ page }, info) => {
    await still(page, path)
    await expect(page).toHaveScreenshot(`${info.project.name}-${nameOf(path)}.png`,
      { mask: [page.locator('.demo')] })
  })
}

test('home looks as it did in the dark and in large type', { tag: '@once' }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await still(page, '/')
  await expect(page).toHaveScreenshot('phone-home-dark.png')
  await page.emulateMedia({ colorScheme: 'light' })
  await remember(page, { type: '3' })
  await still(page, '/')
  await expect(page).toHaveScreenshot('phone-home-large.png')
})

// Who is no volunteer yet is told so by a refusal, which the browser tells aloud.
test.use({ allowed: [/403 \(Forbidden\)/] })
for (const path of known) {
  test(`${path} looks as it did to a resident`, { tag: '@once' }, async ({ page, context }) => {
    // Of whom no other test asks anything: the list stays as long as it is.
    await signIn(context, path === '/my/needs' ? 'leader' : 'resident')
    await still(page, path)
    await expect(page).toHaveScreenshot(`phone-${nameOf(path)}.png`,
      { mask: [page.locator('main li'), page.locator('main .small'), page.locator('.unread')] })
  })
}

for (const path of desk) {
  test(`${path} looks as it did to a worker`, { tag: '@desk' }, async ({ page, context }) => {
    await signIn(context, 'worker')
    await standStill(page)
    await still(page, path)
    await expect(page).toHaveScreenshot(`desk-${nameOf(path)}.png`)
  })
}
