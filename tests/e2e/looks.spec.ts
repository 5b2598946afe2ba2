import type { Page } from '@playwright/test'
import { signIn } from './cast'
import { expect, expectAccessible, expectNoOverflow, expectTargets, remember, test } from './page'
import { addressOf, patterns, readerOf } from './routes'

// Every page as those see it who have something on it: light, dark and large, and when the server
// cannot answer. On the phone also at 320 px in the largest type; at the desk by mouse.
const isDesk = (pattern: string) => pattern.startsWith('/desk')

async function open(page: Page, pattern: string, address: string) {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  // The parts of the screens show for good what it looks like while something is fetched.
  if (pattern === '/kit') return
  await expect(page.locator('main [role=status]', { hasText: '正在取' })).toHaveCount(0)
}

for (const pattern of patterns) {
  test.describe(`who uses ${pattern}`, () => {
    // A certificate nobody was given, and a server that is made to fail, are told by the browser too.
    test.use({ allowed: [/404 \(Not Found\)|500 \(Internal Server Error\)/] })

    test(`finds it accessible: ${pattern}`, async ({ page, context, viewport }) => {
      await signIn(context, readerOf(pattern))
      const address = await addressOf(pattern, context)
      const narrow = (viewport?.width ?? 0) < 600
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        await open(page, pattern, address)
        await expectAccessible(page)
        await expectNoOverflow(page)
      }
      await expectTargets(page, narrow ? 44 : 36)
      await remember(page, { type: '3' })
      if (narrow) await page.setViewportSize({ width: 320, height: 640 })
      await open(page, pattern, address)
      await expectAccessible(page)
      await expectNoOverflow(page)
      if (!isDesk(pattern)) await expectTargets(page, 60)
    })

    test(`is told when it cannot come: ${pattern}`, { tag: '@once' }, async ({ page, context }) => {
      await signIn(context, readerOf(pattern))
      const address = await addressOf(pattern, context)
      await page.route(/\/v1\/(?!me$|events)/, (route) => (route.request().method() === 'GET'
        ? route.fulfill({ status: 500, contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'internal', status: 500, title: '服务器出错了，请再试一次。' }) })
        : route.continue()))
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await expectAccessible(page)
      await expectNoOverflow(page)
    })
  })
}
