import { expect, expectAccessible, expectNoOverflow, test } from './page'

// One's own station: found by initials among all of them, kept for the next visit.
test('a reader finds their own station and keeps it', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '换成我的社区' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await expectAccessible(page)
  await dialog.getByRole('searchbox').fill('社区')
  const first = dialog.getByRole('listitem').first().getByRole('button')
  await expect(first).toBeVisible()
  const name = (await first.locator('span').first().innerText()).trim()
  await expectAccessible(page)
  await expectNoOverflow(page)
  await first.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('region', { name: '我的站点' })).toContainText(name)
  await page.reload()
  await expect(page.getByRole('region', { name: '我的站点' })).toContainText(name)
})

test('the dialog closes by Escape and gives focus back', async ({ page }) => {
  await page.goto('/')
  const opener = page.getByRole('button', { name: '换成我的社区' })
  await opener.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(opener).toBeFocused()
})

test('the entries lead where they say, by way of signing in', async ({ page }) => {
  for (const [name, path] of [[/^我要求助/, '/ask'], [/^我的求助/, '/my/needs'],
    [/^我要服务/, '/tasks']] as const) {
    await page.goto('/')
    await page.locator('main').getByRole('link', { name }).click()
    await expect(page).toHaveURL(new RegExp(`/login\\?next=${path}$`))
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  }
})

test('the foot leads to the check of a certificate and to the contract', async ({ page }) => {
  for (const [name, path] of [[/^查验/, '/verify'], [/^接口/, '/docs']] as const) {
    await page.goto('/')
    await page.locator('footer').getByRole('link', { name }).click()
    await expect(page).toHaveURL(new RegExp(`${path}$`))
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  }
})
