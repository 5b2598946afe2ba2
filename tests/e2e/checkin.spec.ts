import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import { agreedVisit, demoPeople, doorCode, enter } from './loop'
import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'
import { videoOf } from './qr_video'

// At the door: with a camera, without one, and without a network. Each test has its own volunteer,
// so that they may run side by side: nobody can be in two homes at once.
const phone = { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true,
  locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }

interface Door {
  need: string
  resident: BrowserContext
  volunteer: BrowserContext
}

/** A resident, a volunteer of the demo (by number) and a visit agreed on between them. */
async function atTheDoor(browser: Browser, baseURL: string, which: number): Promise<Door> {
  const context = () => browser.newContext({ ...phone, baseURL })
  const [resident, worker, volunteer] = await Promise.all([context(), context(), context()])
  const people = await demoPeople(resident.request)
  const person = (n: number) => people[n]?.person ?? ''
  await enter(resident, person(0))
  await enter(volunteer, person(which))
  await enter(worker, people.find(({ login }) => login === 'worker')?.person ?? '')
  const need = await agreedVisit(resident.request, worker.request, volunteer.request)
  await worker.close()
  return { need, resident, volunteer }
}

test.describe.configure({ mode: 'default' })

test('without a network: opened before, checked in, sent by itself, and judged',
  { tag: '@once' }, async ({ browser, baseURL }) => {
    const { need, resident, volunteer } = await atTheDoor(browser, baseURL ?? '', 2)
    const page = await volunteer.newPage()
    await page.goto(`/tasks/${need}`)
    await expect(page.getByRole('link', { name: '到了，签到' })).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await expectTargets(page, 44)
    // The worker stands, and the key for signing has come.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await expect.poll(() => page.evaluate(() => localStorage.getItem('lastmile.ticket-key')))
      .toBeTruthy()

    const code = await doorCode(resident.request, need)
    await volunteer.setOffline(true)
    await page.reload()
    await expect(page.getByRole('status').filter({ hasText: '现在没有网络' })).toBeVisible()
    await expect(page.locator('.task-door')).toContainText('室')
    await expect(page.getByText('没有网络，这是')).toBeVisible()

    await page.getByRole('link', { name: '到了，签到' }).click()
    await page.getByLabel('扫不了，就填对方手机上的六位数字').fill(code.now.digits)
    await page.getByRole('button', { name: '到了，签到' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('记在手机上了')
    await expectAccessible(page)
    await page.getByRole('link', { name: '等着送出' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('等着送出的')
    await expect(page.locator('.outbox')).toContainText('没有网络')
    await expectAccessible(page)
    await expectNoOverflow(page)

    // A closed program forgets nothing; a network is enough for the rest.
    await page.reload()
    await expect(page.locator('.outbox')).toContainText('到了，签到')
    await volunteer.setOffline(false)
    await expect(page.getByRole('heading', { name: '刚才送到的' })).toBeVisible({ timeout: 30_000 })
    await page.goto(`/tasks/${need}`)
    await expect(page.getByRole('link', { name: '办完了，签退' })).toBeVisible()
    const { helpers } = await (await resident.request.get(`/v1/needs/${need}`)).json() as
      { helpers: { state: string }[] }
    expect(helpers[0]?.state).toBe('in_service')

    await test.step('the server’s no is shown with what to do', async () => {
      await page.goto(`/checkin?need=${need}`)
      const { pin } = await doorCode(resident.request, need)
      await volunteer.setOffline(true)
      await page.getByLabel('扫不了，就填对方手机上的六位数字').fill(pin === '0000' ? '1111' : '0000')
      await page.getByRole('button', { name: '办完了，签退' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('记在手机上了')
      await volunteer.setOffline(false)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('送到了，可是没有算上',
        { timeout: 30_000 })
      await page.getByRole('link', { name: '看原因和怎么办' }).click()
      await expect(page.locator('.outbox .not')).toContainText('PIN')
      await expect(page.locator('.outbox .not')).toContainText('请站里补录')
      await expectAccessible(page)
      await expectTargets(page, 44)

      await page.getByRole('button', { name: /^扔掉/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: '扔掉' }).click()
      await expect(page.locator('.outbox .not')).toHaveCount(0)
      await page.getByRole('button', { name: /撤销/ }).click()
      await expect(page.locator('.outbox .not')).toHaveCount(1)
    })

    // Gone with the session: the address of somebody who lives alone stays on no phone.
    await page.goto('/my')
    await page.getByRole('button', { name: '退出登录' }).click()
    await expect(page).toHaveURL(/\/$/)
    const left = await page.evaluate(async () => ({
      kept: Object.keys(localStorage).filter((key) => /copy|ticket|draft|\.me$/.test(key)),
      cached: (await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat()
        .filter((path) => path.startsWith('/v1/')),
    }))
    expect(left).toEqual({ kept: [], cached: ['/v1/categories'] })
    await Promise.all([resident.close(), volunteer.close()])
  })

test('with the camera: the code at the door says whose it is',
  { tag: '@once' }, async ({ browser, baseURL }) => {
    const { need, resident, volunteer } = await atTheDoor(browser, baseURL ?? '', 1)
    await volunteer.close()
    const door = await resident.newPage()
    await door.goto(`/needs/${need}`)
    await door.getByRole('button', { name: '到了门口，给他扫这个码' }).click()
    await expect(door.getByRole('img', { name: /二维码/ })).toBeVisible()
    await expectAccessible(door)

    // A code lasts seconds, and a camera is chosen when a browser starts: first the code, then it.
    const { now } = await doorCode(resident.request, need)
    const seeing = await chromium.launch({
      ...test.info().project.use.launchOptions,
      args: [...test.info().project.use.launchOptions?.args ?? [], '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${videoOf(now.code)}`],
    })
    const context = await seeing.newContext({ ...phone, baseURL: baseURL ?? '',
      permissions: ['camera'] })
    const people = await demoPeople(context.request)
    await enter(context, people[1]?.person ?? '')
    const page = await context.newPage()
    await page.goto('/checkin')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('签到了，开始计时',
      { timeout: 20_000 })
    expect(await page.locator('.big strong').first().evaluate((each) =>
      getComputedStyle(each).fontSize)).toBe('72px')
    await expectAccessible(page)

    // The same code seen again does not end the visit.
    await page.getByRole('button', { name: '再扫一个' }).click()
    await expect(page.getByRole('status').filter({ hasText: '认出来了' })).toBeVisible()
    await expect(page.getByRole('button', { name: '办完了，签退' })).toBeFocused()
    await expectAccessible(page)
    await expectTargets(page, 44)
    await seeing.close()
    await resident.close()
  })
