import type { Page } from '@playwright/test'
import { askForHelp, command, enter, signIn } from './cast'
import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'

// Told, read, chosen: what people hear of, and what staff see of how they were told.
// Words that cannot be sent are refused while they are written.
test.use({ allowed: [/400 \(|422 \(/] })

const toast = (page: Page, text: RegExp) => page.locator('.toasts', { hasText: text })

test('who asked hears that it was taken up, opens it, and it is read', async (
  { page, context, browser, baseURL }) => {
  await signIn(context, 'resident')
  await page.goto('/notices')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的消息')
  await expect(page.locator('.inbox-list li').first()).toBeVisible()
  const need = await askForHelp(browser, baseURL)
  const worker = await enter(browser, baseURL, 'worker')
  await command(worker.context(), `/v1/needs/${need}/triage`, { decision: 'accept' })
  await worker.context().close()

  await page.getByRole('button', { name: /条新消息/ }).click()
  const row = page.locator('.inbox-list li', { has: page.locator(`a[href="/needs/${need}"]`) })
  await expect(row).toContainText('没看')
  await expect(page).toHaveTitle(/^\(\d+\+?\) 我的消息/)
  await expectAccessible(page)
  await expectNoOverflow(page)
  await expectTargets(page, 44)
  await row.getByRole('link').click()
  await expect(page).toHaveURL(`/needs/${need}`)
  await page.goBack()
  await expect(row).toBeVisible()
  await expect(row).not.toContainText('没看')

  await page.getByRole('button', { name: '选几条' }).click()
  await row.getByRole('checkbox').check()
  await expectAccessible(page)
  await page.getByRole('button', { name: '算没看' }).click()
  await expect(row).toContainText('没看')
})

test('somebody chooses how to be told, when not, and where', async ({ page, context }, info) => {
  // Codes for one person's address come once a minute: each width has somebody of its own.
  await signIn(context, info.project.name === 'phone' ? 'helper' : 'volunteer')
  await page.goto('/my/notices')
  const groups = page.locator('.topic-ways', { hasText: '队伍与家属' })
  const sms = groups.getByRole('switch', { name: /短信/ })
  const was = await sms.isChecked()
  await sms.click()
  await expect(sms).toBeChecked({ checked: !was })
  await page.reload()
  await expect(sms).toBeChecked({ checked: !was })
  const usual = groups.getByRole('button', { name: /恢复原样/ })
  await usual.click()
  await expect(usual).toHaveCount(0)

  await page.getByLabel('我自己定').check()
  await page.getByLabel('从', { exact: true }).fill('22:30')
  await page.getByLabel('到', { exact: true }).fill('07:00')
  await page.getByRole('button', { name: '就这样定' }).click()
  await expect(toast(page, /22:30 到第二天 07:00/)).toBeVisible()
  await page.getByLabel('跟着社区').check()
  await page.getByRole('button', { name: '就这样定' }).click()

  await page.getByLabel('邮箱地址').fill(`lin${Date.now()}@example.cn`)
  await page.getByRole('button', { name: '发验证码' }).click()
  const code = /验证码是 (\d{6})/.exec(await page.locator('.email-part [role=status]').innerText())?.[1]
  await page.getByLabel('邮件里的验证码').fill(code ?? '')
  await page.getByRole('button', { name: '确认', exact: true }).click()
  await expect(page.locator('.email-part')).toContainText('确认过')
  await expectAccessible(page)
  await expectTargets(page, 44)
  await page.getByRole('button', { name: '不用邮箱了' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '不用邮箱了' }).click()
  await expect(page.getByLabel('邮箱地址')).toBeVisible()
})

test('the center words a notice, reads it first, and takes it back', { tag: '@desk' }, async (
  { page, context }) => {
  await signIn(context, 'center')
  await page.goto('/desk/notices?tab=words')
  const row = page.locator('.words-list li', { hasText: '家属关系已确认' })
  await expect(row).toContainText('系统的文字')
  await row.getByRole('button').click()
  const editor = page.getByRole('dialog')
  await editor.getByLabel('正文').fill('家属关系已确认，有事找')
  await editor.getByRole('button', { name: /^站点/ }).click()
  await expect(editor.getByLabel('正文')).toHaveValue('家属关系已确认，有事找{site}')
  await expect(editor.locator('.paper')).toContainText(/有事找.*(站|中心|所)/)
  await expectAccessible(page)
  await editor.getByLabel('正文').fill('打 13800000001')
  await expect(editor.locator('.preview')).toContainText('手机号')
  await editor.getByLabel('正文').fill('家属关系已确认，有事找{site}')
  await editor.getByRole('button', { name: '就用这段' }).click()
  await expect(row).toContainText('本站改过的')
  await page.getByRole('button', { name: /撤销/ }).click()
  await expect(row).toContainText('系统的文字')
  await page.locator('.words-part').getByText('短信', { exact: true }).click()
  await expect(page.locator('.words-list')).toHaveCount(8)
  await expectAccessible(page)
})

test('every part of notices at the desk is accessible and fits', { tag: '@width' }, async (
  { page, context }, info) => {
  await signIn(context, 'center')
  for (const [tab, part] of [
    ['outbox', '.outbox-part table'], ['words', '.words-list'], ['rules', '.rules-part form'],
    ['webhooks', '.hooks-part'],
  ] as const) {
    await page.goto(`/desk/notices?tab=${tab}&show=all`)
    await expect(page.locator(part).first()).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await expectTargets(page, info.project.name === 'phone' ? 44 : 36)
  }
})

test('a program hears, after its secret was shown once', { tag: '@desk' }, async (
  { page, context, baseURL }) => {
  await signIn(context, 'center')
  await page.goto('/desk/notices?tab=webhooks')
  await page.getByRole('button', { name: '加一个推送' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('叫什么').fill('大屏')
  await form.getByLabel('推到哪个网址').fill(`${baseURL}/healthz`)
  await form.getByRole('button', { name: '加上' }).click()
  await expect(page.getByRole('textbox', { name: '密钥' })).toHaveValue(/^[\w-]{43}$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: '抄好了' }).click()
  await expect(page.getByRole('textbox', { name: '密钥' })).toHaveCount(0)
  const hook = page.locator('.hooks li', { hasText: '大屏' }).first()
  await hook.getByRole('button', { name: /操作/ }).click()
  await page.getByRole('menuitem', { name: '先停' }).click()
  await expect(hook).toContainText('停着')
  await hook.getByRole('button', { name: /操作/ }).click()
  await page.getByRole('menuitem', { name: '删掉' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删掉' }).click()
  await expect(page.getByText('还没有推送')).toBeVisible()
})
