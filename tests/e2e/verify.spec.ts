import type { APIRequestContext } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, remember, test } from './page'

// A certificate that the server really issued, checked by somebody who only has its number.
interface Certificate { serial: string; minutes: number; holder: string }

async function issue(request: APIRequestContext, origin: string): Promise<Certificate> {
  // The request context keeps cookies as a browser does, so it says where it comes from as one does.
  const key = () => ({ 'Idempotency-Key': crypto.randomUUID(), Origin: origin })
  const logins = await (await request.get('/v1/demo/logins')).json() as {
    items: { person: string; login?: string }[] }
  for (const { person } of logins.items.filter((each) => !each.login)) {
    const entered = await request.post('/v1/demo/sign-in', { headers: key(), data: { person } })
    const { token } = await entered.json() as { token: string }
    const issued = await request.post('/v1/me/certificates', {
      headers: { ...key(), Authorization: `Bearer ${token}` }, data: {},
    })
    if (issued.ok()) return await issued.json() as Certificate
  }
  throw new Error('nobody of the demo has hours to certify')
}

test('a real certificate is told from a forged one', async ({ page, request, baseURL }) => {
  const { serial, minutes, holder } = await issue(request, baseURL ?? '')
  await page.goto('/verify')
  await page.getByLabel('证明编号').fill(serial)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/verify/${serial}$`))
  const sheet = page.locator('.certificate')
  await expect(sheet.getByRole('heading', { level: 2 })).toHaveText('这张证明是真的')
  await expect(sheet).toContainText(holder)
  await expect(sheet).toContainText(`${Math.floor(minutes / 60)} 小时`)
  await expectAccessible(page)
  await expectNoOverflow(page)

  await remember(page, { type: '3', lang: 'en' })
  await page.goto(`/verify/${serial}`)
  await expect(sheet.getByRole('heading', { level: 2 })).toHaveText('This certificate is real')
  await expectAccessible(page)
  await expectNoOverflow(page)
})

test.describe('a number nobody issued', () => {
  test.use({ allowed: [/404 \(Not Found\)/] })

  test('is said to be unknown, and is not lost', async ({ page }) => {
    await page.goto('/verify/LM-0000-0000')
    await expect(page.getByRole('heading', { name: '查不到这个编号' })).toBeVisible()
    await expect(page.getByLabel('证明编号')).toHaveValue('LM-0000-0000')
    await expectAccessible(page)
  })
})

test('an empty form says what is missing', async ({ page }) => {
  await page.goto('/verify')
  await page.getByRole('button', { name: '查验' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert')).toContainText('证明编号要填上')
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel('证明编号')).toBeFocused()
})
