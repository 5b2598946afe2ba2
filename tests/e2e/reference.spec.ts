import { expect, expectAccessible, expectNoOverflow, remember, test } from './page'

// The API reference, made from what the running server says of itself.
test('groups, finds and opens an operation', async ({ page }) => {
  await page.goto('/docs')
  await expect(page.locator('.groups h2').first()).toBeVisible()
  const all = await page.locator('.operation').count()
  expect(all).toBeGreaterThan(20)
  await page.getByRole('searchbox').fill('sign-in codes')
  await expect(page.locator('.operation')).toHaveCount(1)
  await page.locator('.operation summary').first().click()
  const open = page.locator('.operation[open]')
  await expect(open).toContainText('code_too_soon')
  await expect(open).toContainText('curl -X POST')
  await expectAccessible(page)
  await expectNoOverflow(page)
})

test('its curl line works as it stands', async ({ page, request }) => {
  await page.goto('/docs#get_sites')
  const line = await page.locator('#get_sites pre').innerText()
  const url = /"(http[^"]+)"/.exec(line)?.[1] ?? ''
  const answer = await request.get(url)
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toHaveProperty('items')
})

test('what holds itself opens without end, one level at a time', async ({ page }) => {
  await remember(page, { lang: 'en' })
  await page.goto('/docs')
  await expect(page.locator('.operation').first()).toBeVisible()
  await page.getByRole('searchbox').fill('/v1/me')
  await page.locator('.operation summary', { hasText: 'Who is signed in' }).click()
  await page.locator('.operation[open] dd details > summary').first().click()
  await expect(page.locator('.operation[open] .members .members').first()).toBeVisible()
})

test('every problem’s type leads to its place among the refusals', async ({ page, request }) => {
  const refused = await request.get('/v1/me')
  expect(refused.headers()['content-type']).toContain('application/problem+json')
  const { type, code } = await refused.json() as { type: string; code: string }
  expect(type).toBe(`/docs/errors#${code}`)
  await page.goto(type)
  await expect(page.locator(`#${code}`)).toBeInViewport()
})
