import type { Page } from '@playwright/test'
import { askForHelp, signIn, type Role } from './cast'
import { expect, expectAccessible, expectNoOverflow, expectTargets, remember, test } from './page'

// Every dialog: accessible light, dark and large, closed by Escape, and focus goes back to what
// opened it. A key that opened one leaves focus where it was.
interface Opening {
  name: string
  role: Role
  /** Where; * is a need just asked for. */
  path: string
  opener?: (page: Page) => ReturnType<Page['locator']>
  key?: string
}
const openings: Opening[] = [
  { name: 'choosing a station', role: 'resident', path: '/',
    opener: (page) => page.getByRole('button', { name: '换成我的社区' }) },
  { name: 'another time', role: 'resident', path: '/needs/*',
    opener: (page) => page.getByRole('button', { name: '改时间' }) },
  { name: 'withdrawing', role: 'resident', path: '/needs/*',
    opener: (page) => page.getByRole('button', { name: '不用来了' }) },
  { name: 'an objection to a record', role: 'helper', path: '/hours',
    opener: (page) => page.getByRole('button', { name: '时长不对' }).first() },
  { name: 'a licence', role: 'volunteer', path: '/my/volunteer',
    opener: (page) => page.getByRole('button', { name: '加一个证件' }) },
  { name: 'the palette', role: 'worker', path: '/desk',
    opener: (page) => page.locator('.desk-top .find') },
  { name: 'the part of the tree', role: 'worker', path: '/desk',
    opener: (page) => page.locator('.desk-top .scope') },
  { name: 'why it is refused', role: 'worker', path: '/desk/triage', key: '4' },
  { name: 'later', role: 'worker', path: '/desk/triage', key: 'h' },
  { name: 'who could come', role: 'worker', path: '/desk/dispatch',
    opener: (page) => page.locator('.board .card').first() },
  { name: 'the words of a notice', role: 'center', path: '/desk/notices?tab=words',
    opener: (page) => page.locator('.words-list .button').first() },
  { name: 'a program that is to hear', role: 'center', path: '/desk/notices?tab=webhooks',
    opener: (page) => page.getByRole('button', { name: '加一个推送' }) },
]

for (const { name, role, path, opener, key } of openings) {
  test(`the dialog of ${name} is accessible and gives focus back`, async ({ page, context, browser, baseURL }) => {
    const need = await askForHelp(browser, baseURL)
    await signIn(context, role)
    const address = path.replace('*', need)
    const show = async () => {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.waitForLoadState('networkidle')
      if (opener) await opener(page).click()
      else await page.keyboard.press(key ?? '')
      await expect(page.getByRole('dialog')).toBeVisible()
    }
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await show()
      await expectAccessible(page)
    }
    await expectNoOverflow(page)
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    if (opener) await expect(opener(page)).toBeFocused()

    await remember(page, { type: '3' })
    await show()
    await expectAccessible(page)
    await expectNoOverflow(page)
    if (!address.startsWith('/desk')) await expectTargets(page, 60)
  })
}
