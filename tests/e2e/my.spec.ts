import { readFileSync } from 'node:fs'
import type { Browser, Page, TestInfo } from '@playwright/test'
import { enter } from './cast'
import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'

// One's own side against the real server: what is kept about one, family, volunteering, certificates.
interface DemoPerson { person: string; login?: string }
let used = 0

/** A number of its own for each person of each run of each test. */
function freshPhone(info: TestInfo): string {
  used += 1
  const place = ['phone', 'tablet', 'desk'].indexOf(info.project.name)
  return `138${String(Date.now() % 1e5).padStart(5, '0')}${used % 10}${info.parallelIndex}${place}`
}

async function signIn(page: Page, phone: string) {
  await page.goto('/login?next=/my/settings')
  await page.getByLabel('手机号', { exact: true }).fill(phone)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('输入验证码')
  const code = /验证码是 (\d{6})/.exec(await page.locator('form p').first().innerText())?.[1] ?? ''
  await page.getByLabel('验证码').fill(code)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/my/settings')
}

async function introduce(page: Page, name: string, next: string) {
  await page.goto(`/welcome?next=${next}`)
  await page.getByLabel('怎么称呼您').fill(name)
  const site = page.getByRole('combobox')
  await site.fill('mj')
  await page.getByRole('option').first().click()
  await page.getByLabel('我看过了，同意').check()
  await page.getByRole('button', { name: '记下来' }).click()
  await page.waitForURL((url) => url.pathname === next)
}

async function enterAs(page: Page, which: (person: DemoPerson) => boolean, skip = 0) {
  await page.goto('/verify')
  await page.evaluate(async ([test, past]) => {
    const { items } = await (await fetch('/v1/demo/logins')).json() as { items: DemoPerson[] }
    const fits = items.filter((each) => Boolean(each.login) === (test === 'staff'))
    await fetch('/v1/demo/sign-in', {
      method: 'POST', body: JSON.stringify({ person: fits[Number(past)]?.person }),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    })
    localStorage.setItem('lastmile.signed-in', 'yes')
  }, [which({ person: '', login: 'x' }) ? 'staff' : 'phone', String(skip)])
}
const staff = (person: DemoPerson) => Boolean(person.login)
const plain = (person: DemoPerson) => !person.login

async function another(browser: Browser, baseURL: string | undefined) {
  const context = await browser.newContext({
    baseURL: baseURL ?? '', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  return { context, page: await context.newPage() }
}

// Who has not yet said who they are has no profile to show.
test.use({ allowed: [/40[0149] \(/] })

test('a relative is given a code, speaks for one, and stops', async (
  { page, browser, baseURL }, info) => {
  await signIn(page, freshPhone(info))
  await introduce(page, '王秀英', '/my/family')
  await page.getByRole('button', { name: '给家人一个码' }).click()
  await page.getByRole('button', { name: '生成码' }).click()
  const code = await page.locator('.family-code').innerText()
  await expectAccessible(page)

  const other = await another(browser, baseURL)
  await signIn(other.page, freshPhone(info))
  await introduce(other.page, '王小明', '/my/family')
  await other.page.getByRole('button', { name: '填家人给的码' }).click()
  await other.page.getByLabel('家属码').fill(code)
  await other.page.getByText('子女', { exact: true }).click()
  await other.page.getByRole('button', { name: '开始替他办' }).click()
  await expect(other.page.locator('.family-link .name')).toHaveText('王秀英')
  await expect(other.page.locator('.family-link').getByRole('link', { name: '替 TA 求助' }))
    .toBeVisible()
  await expectAccessible(other.page)
  await expectNoOverflow(other.page)

  await page.reload()
  await expect(page.locator('.family-link')).toContainText('王小明')
  await page.getByRole('button', { name: '断开：王小明' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '断开', exact: true }).click()
  await expect(page.locator('.family-link')).toHaveCount(0)
  await other.context.close()
})

test('what is kept about one is corrected, taken along, and erased for good', async (
  { page }, info) => {
  await signIn(page, freshPhone(info))
  await introduce(page, '赵来去', '/my/data')
  await page.getByRole('link', { name: '我的资料' }).click()
  await page.getByLabel('住址').fill('3 号楼 201')
  await page.getByRole('button', { name: '改好了' }).click()
  await expect(page.getByText('改好了').last()).toBeVisible()
  await page.getByLabel(/身份证号/).fill('123')
  await page.getByRole('button', { name: '改好了' }).click()
  await expect(page.getByRole('alert').first()).toBeFocused()
  await expectAccessible(page)

  await page.goto('/my/data')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '存成一个文件' }).click()
  const file = await (await coming).path()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(
    { person: { person: { name: '赵来去', address: '3 号楼 201' } } })

  await page.goto('/my/erase')
  await page.getByLabel(/确定要删/).fill('删')
  await page.getByRole('button', { name: '删掉我的信息' }).click()
  await expect(page.getByRole('alert').first()).toContainText('请一字不差')
  await page.getByLabel(/确定要删/).fill('全部删掉')
  await page.getByRole('button', { name: '删掉我的信息' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('都删掉了')
  await expectAccessible(page)
  await page.goto('/my/data')
  await expect(page).toHaveURL(/\/login/)
})

test('consents are taken back one by one, and every look at one’s data is told', async (
  { page, browser, baseURL }) => {
  await enterAs(page, plain)
  await page.goto('/my/consents')
  const sharing = page.locator('.consents li', { hasText: '把电话和地址告诉来的人' })
  await expect(sharing).toBeVisible()
  const was = await sharing.getByText('同意了', { exact: true }).count()
  await sharing.getByRole('button', { name: was ? /^收回/ : /^同意/ }).click()
  await expect(sharing.getByText(was ? '没有同意' : '同意了', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(sharing.getByText(was ? '同意了' : '没有同意', { exact: true })).toBeVisible()
  await expectAccessible(page)

  const me = await page.evaluate(async () =>
    (await (await fetch('/v1/me/profile')).json() as { person: string }).person)
  const desk = await another(browser, baseURL)
  await enterAs(desk.page, staff)
  await desk.page.evaluate(async (person) => { await fetch(`/v1/people/${person}`) }, me)
  await desk.context.close()
  await page.goto('/my/reads')
  await expect(page.locator('.reads li').first()).toContainText('社区工作者')
  await expect(page.locator('.reads li', { hasText: '看您的资料页' }).first()).toBeVisible()
  await expectAccessible(page)
  await expectNoOverflow(page)
})

test('a volunteer rests, comes back, and has a certificate on paper', async (
  { page, browser, baseURL }) => {
  await enterAs(page, plain, 1)
  await page.goto('/my/volunteer')
  await page.getByRole('button', { name: '歇一阵' }).click()
  await page.getByRole('button', { name: '歇着' }).click()
  await expect(page.getByRole('heading', { name: '正在歇着' })).toBeVisible()
  await page.getByRole('button', { name: '我又有空了' }).click()
  await expect(page.getByRole('heading', { name: '正在做志愿者' })).toBeVisible()
  await expectAccessible(page)
  await expectTargets(page, 44)

  await page.goto('/hours')
  await page.getByRole('button', { name: '开一张证明' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开证明' }).click()
  await expect(page).toHaveURL(/\/certificates\/LM.*language=zh/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('志愿服务记录证明')
  await expect(page.locator('.certificate-sheet .qr')).toBeVisible()
  const holder = await page.locator('.certificate-sheet dd').nth(1).innerText()
  expect(holder).not.toContain('*')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 }))
    .toHaveText('Certificate of Volunteer Service')

  const serial = /certificates\/([^?]+)/.exec(page.url())?.[1] ?? ''
  const public_ = await another(browser, baseURL)
  await public_.page.goto(`/certificates/${serial}`)
  await expect(public_.page.locator('.certificate-sheet dd').nth(1)).toContainText('*')
  await public_.page.goto('/verify')
  await public_.page.getByLabel('证明编号').fill(`${baseURL}/verify/${serial.toLowerCase()}`)
  await public_.page.keyboard.press('Enter')
  await expect(public_.page.getByRole('heading', { name: '这张证明是真的' })).toBeVisible()
  await public_.context.close()
})

test('a licence is handed in with its photo while joining, and checked by it', async (
  { page, browser, baseURL }, info,
) => {
  await signIn(page, freshPhone(info))
  const name = `李证${'甲乙丙丁戊己庚辛壬癸'[Math.floor(Math.random() * 10)]}`
  await introduce(page, name, '/join')
  await page.getByLabel('出生日期').fill('1985-05-01')
  await page.locator('.week td button').first().click()
  await page.getByRole('button', { name: '加一个证件' }).click()
  const form = page.getByRole('dialog', { name: '加一个证件' })
  await form.getByLabel('什么证').selectOption({ index: 1 })
  await form.getByLabel('从哪天起有效').fill('2025-01-01')
  await form.getByLabel('有效到哪天').fill('2035-01-01')
  await form.locator('input[type=file]').setInputFiles('../tests/e2e/shots/phone-verify.png')
  await expect(form.getByText('phone-verify.png')).toBeVisible()
  await expectAccessible(page)
  await expectNoOverflow(page)
  await form.getByRole('button', { name: '填好了' }).click()
  await expect(page.locator('.join-licences')).toContainText('照片 1 张')
  await expectAccessible(page)
  await page.getByRole('button', { name: '我要报名' }).click()
  await page.waitForURL((url) => url.pathname === '/tasks')
  await page.goto('/my/volunteer')
  await page.getByRole('button', { name: /^看.*的照片$/ }).click()
  await expect(page.getByRole('dialog').getByRole('img')).toHaveJSProperty('complete', true)
  expect(await page.getByRole('dialog').getByRole('img')
    .evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
  await expectAccessible(page)
  await expectNoOverflow(page)

  const desk = await enter(browser, baseURL, 'center')
  await desk.goto('/desk/people/licences')
  const row = desk.getByRole('listitem').filter({ hasText: name }).last()
  await row.getByRole('button', { name: /^看.*的照片$/ }).click()
  await expect(desk.getByRole('dialog').getByRole('img')).toBeVisible()
  await expectAccessible(desk)
  await desk.keyboard.press('Escape')
  await row.getByRole('button', { name: '看过原件，核验' }).click()
  await expect(row).toHaveCount(0)
  await desk.context().close()
})

test('the settings change what is seen at once, and stay', async ({ page }) => {
  await page.goto('/my/settings')
  await page.getByText('深色').click()
  await page.getByText('更大').click()
  const look = () => page.evaluate(() => [
    getComputedStyle(document.documentElement).colorScheme, document.documentElement.dataset.step])
  expect(await look()).toEqual(['dark', '2'])
  await expectAccessible(page)
  await page.reload()
  expect(await look()).toEqual(['dark', '2'])
  await expectTargets(page, 60)
})
