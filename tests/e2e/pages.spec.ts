import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, expectTargets, remember, test } from './page'

// Every page as a visitor finds it: in both languages, every type size, light and dark.
// Colours do not change with the width, so the tablet skips the dark.
// @width: also at the tablet's width; @once: the same at every width, so looked at on the phone.
const pages = [
  { path: '/', zh: /说一声/, en: /Say what you need/ },
  { path: '/login', zh: /^登录$/, en: /^Sign in$/ },
  { path: '/verify', zh: /^查验服务证明$/, en: /^Check a service certificate$/ },
  { path: '/docs', zh: /^接口说明$/, en: /^API reference$/ },
  { path: '/docs/errors', zh: /^拒绝一览$/, en: /^All refusals$/ },
  { path: '/kit', zh: /^界面零件$/, en: /^Parts of the screens$/ },
  { path: '/no/such/page', zh: /^没有这一页$/, en: /^No such page$/ },
]
const looks = [
  { name: 'light', scheme: 'light', type: '0', size: 17 },
  { name: 'dark', scheme: 'dark', type: '0', size: 17 },
  { name: 'large type', scheme: 'light', type: '3', size: 30 },
] as const

/** Of the running text, in pixels. */
const typeSize = (page: Page) =>
  page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))

for (const { path, zh, en } of pages) {
  test.describe(path, () => {
    // The server says 404 of a page that is none, and a browser says so aloud.
    if (path === '/no/such/page') test.use({ allowed: [/404 \(Not Found\)/] })

    test(`${path} is accessible in every look`, { tag: '@width' }, async ({ page }, info) => {
      for (const look of looks) {
        if (look.scheme === 'dark' && info.project.name === 'tablet') continue
        await test.step(look.name, async () => {
          await page.emulateMedia({ colorScheme: look.scheme })
          await remember(page, { type: look.type })
          await page.goto(path)
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(zh)
          expect(await typeSize(page)).toBe(look.size)
          // The parts of the screens also show what is being fetched, for good.
          const fetching = page.locator('main [role=status]', { hasText: '正在取' })
          await expect(fetching).toHaveCount(path === '/kit' ? 1 : 0)
          await expectAccessible(page)
          await expectNoOverflow(page)
        })
      }
    })

    test(`${path} speaks English`, { tag: '@width' }, async ({ page }) => {
      await remember(page, { lang: 'en' })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(en)
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
      await expect(page).toHaveTitle(/Lastmile$/)
      await expectNoOverflow(page)
    })

    test(`${path} fits 320 px in the largest type`, { tag: '@once' }, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 })
      await remember(page, { type: '3' })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoOverflow(page)
      const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('main *')]
        .filter((each) => [...each.childNodes].some((node) =>
          node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== ''))
        .map((each) => parseFloat(getComputedStyle(each).fontSize))))
      expect(smallest).toBeGreaterThanOrEqual(18)
    })
  })
}

test('the type grows to 30 px, and stays so on the next visit', async ({ page }) => {
  await page.goto('/')
  const size = () => typeSize(page)
  expect(await size()).toBe(17)
  await page.getByRole('button', { name: '大字版' }).click()
  expect(await size()).toBe(22)
  await page.getByRole('button', { name: '字再大一点' }).click()
  await page.getByRole('button', { name: '字再大一点' }).click()
  expect(await size()).toBe(30)
  await expect(page.getByRole('button', { name: '字再大一点' })).toBeDisabled()
  await expectTargets(page, 60)
  await page.reload()
  expect(await size()).toBe(30)
  await page.getByRole('button', { name: '标准版' }).click()
  expect(await size()).toBe(17)
})

test('fingers find every target', { tag: '@width' }, async ({ page }) => {
  for (const path of ['/', '/login', '/login?as=staff', '/verify', '/kit']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectTargets(page, 44)
  }
})

test('the language switch changes the page where it stands', async ({ page }) => {
  await page.goto('/verify')
  await page.getByLabel('证明编号').fill('ABC')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check a service certificate')
  await expect(page.getByLabel('Serial number')).toHaveValue('ABC')
  await expect(page).toHaveTitle('Check a service certificate · Lastmile')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check a service certificate')
})

test('the first thing a keyboard meets skips to the content', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
})

test('no page calls another host, and the policy allows none', { tag: '@once' }, async ({ page, baseURL }) => {
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).origin))
  const answer = await page.goto('/docs')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect([...hosts]).toEqual([baseURL])
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
})
