import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'

// Coming in and going out, as each kind of person does, against the real server.
const firstPerson = '.demo li:first-child button'

test('a person of the demo enters at one press, sees who they are, and leaves', async ({ page }) => {
  await page.goto('/login')
  await page.locator(firstPerson).click()
  await expect(page).toHaveURL(/\/my$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好')
  await page.getByRole('link', { name: '登录着的设备' }).click()
  await expect(page.locator('.devices .this')).toHaveText('这一台')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await expectTargets(page, 44)

  await page.goto('/')
  await expect(page.getByRole('navigation').getByRole('link', { name: '我的' })).toBeVisible()
  await page.goto('/my')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByRole('navigation').getByRole('link', { name: '登录' })).toBeVisible()
})

test.describe('a new number', () => {
  // Who has not yet said who they are has no profile to show.
  test.use({ allowed: [/400 \(Bad Request\)|404 \(Not Found\)/] })

  test('signs in by its code, after one slip', async ({ page }, info) => {
    const phone = `139${String(Date.now() % 1e6).padStart(6, '0')}${info.parallelIndex}${
      ['phone', 'tablet', 'desk'].indexOf(info.project.name)}`
    await page.goto('/login')
    await page.getByLabel('手机号', { exact: true }).fill('139')
    await page.getByRole('button', { name: '发验证码' }).click()
    await expect(page.getByRole('alert')).toBeFocused()
    await expect(page.getByRole('alert')).toContainText('手机号要填 11 位数字')
    await expectAccessible(page)
    await page.getByRole('alert').getByRole('link').click()
    await expect(page.getByLabel('手机号', { exact: true })).toBeFocused()

    await page.getByLabel('手机号', { exact: true }).fill(phone)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('输入验证码')
    const code = /验证码是 (\d{6})/.exec(await page.locator('form p').first().innerText())?.[1] ?? ''
    expect(code).toMatch(/^\d{6}$/)
    await page.getByLabel('验证码').fill(code === '000000' ? '111111' : '000000')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeFocused()

    await page.getByLabel('验证码').fill(code)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/my$/)
    await page.goto('/my/devices')
    await expect(page.locator('.devices li')).toHaveCount(1)
  })
})

test.describe('staff', () => {
  test.use({ allowed: [/401 \(Unauthorized\)/] })

  test('are told what does not fit, in their language', async ({ page }) => {
    await page.goto('/login?as=staff')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3)
    await page.getByLabel('Account').fill('nobody')
    await page.getByLabel('Password').fill('not the password')
    await page.getByLabel('Changing code').fill('123456')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('do not fit together')
    await expect(page.getByLabel('Password')).toHaveValue('not the password')
    await expectAccessible(page)
  })
})

test.describe('another device', () => {
  test.use({ allowed: [/401 \(Unauthorized\)/] })

  test('is signed out from here, and notices', async ({ page, browser, baseURL }) => {
    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '', locale: 'zh-CN' })
    const other = await elsewhere.newPage()
    for (const each of [page, other]) {
      await each.goto('/login')
      await each.locator('.demo li:nth-child(2) button').click()
      await expect(each).toHaveURL(/\/my$/)
    }
    const me = await other.request.get('/v1/me')
    const { session } = await me.json() as { session: string }

    await page.goto('/my/devices')
    await expect(page.locator('.devices .this')).toBeVisible()
    const list = await page.request.get('/v1/me/sessions')
    const { items } = await list.json() as { items: { id: string; current: boolean }[] }
    const rows = items.filter((each) => !each.current).map((each) => each.id)
    await page.locator('.devices button').nth(rows.indexOf(session)).click()
    await expect(page.getByText(/已经退出/)).toBeVisible()

    // A revocation holds within a second, wherever that session is used.
    await expect(async () => {
      expect((await other.request.get('/v1/me')).status()).toBe(401)
    }).toPass({ timeout: 5000 })
    await other.reload()
    await expect(other.getByRole('heading', { name: '登录后才能看这一页' })).toBeVisible()
    await elsewhere.close()
  })
})

test.describe('my page', () => {
  test.use({ allowed: [/401 \(Unauthorized\)/] })

  test('asks a visitor to sign in', async ({ page }) => {
    await page.goto('/my')
    await expect(page.getByRole('heading', { name: '登录后才能看这一页' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: '登录', exact: true }).last().click()
    await expect(page).toHaveURL(/\/login$/)
  })
})

test('the session is a cookie that no script can read', async ({ page, context }) => {
  await page.goto('/login')
  await page.locator(firstPerson).click()
  await expect(page).toHaveURL(/\/my$/)
  const cookie = (await context.cookies()).find((each) => each.name.endsWith('lastmile'))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(await page.evaluate(() => document.cookie)).not.toContain('lastmile')
})
