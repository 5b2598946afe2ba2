import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoPeople, enter } from './loop'
import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'

// The app on a phone: put on its home screen, opened without a network, renewed when asked.
test('the app can be installed', { tag: '@once' }, async ({ page, context, request }) => {
  await page.goto('/')
  const link = await page.locator('link[rel=manifest]').getAttribute('href')
  const answer = await request.get(link ?? '')
  expect(answer.headers()['content-type']).toBe('application/manifest+json')
  const manifest = await answer.json() as { icons: { src: string; type: string; sizes: string }[] }
  for (const { src, type, sizes } of manifest.icons) {
    const icon = await request.get(src)
    expect(icon.headers()['content-type'], src).toBe(type)
    if (type !== 'image/png') continue
    const width = await page.evaluate(async (path) => {
      const picture = new Image()
      picture.src = path
      await picture.decode()
      return `${picture.naturalWidth}x${picture.naturalHeight}`
    }, src)
    expect(width).toBe(sizes)
  }
  await page.evaluate(() => navigator.serviceWorker.ready)
  const devtools = await context.newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.map(({ errorId }) => errorId)
    .filter((id) => id !== 'in-incognito')).toEqual([])
})

test.describe('without a network', () => {
  test.use({ allowed: [/ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED/] })

  test('every page somebody has seen opens again', { tag: '@once' }, async ({ page, context }) => {
    const people = await demoPeople(page.request)
    await enter(context, people[2]?.person ?? '')
    const pages = ['/', '/tasks', '/checkin', '/outbox', '/ask', '/my', '/hours', '/verify', '/docs']
    for (const path of pages) {
      await page.goto(path)
      await expect(page.locator('main h1, main h2').first()).toBeVisible()
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    }
    await context.setOffline(true)
    for (const path of pages) {
      await page.goto(path)
      await expect(page.locator('header.top'), path).toBeVisible()
      await expect(page.locator('main').locator('h1, h2').first(), path).toBeVisible()
      await expect(page.getByRole('status').filter({ hasText: '现在没有网络' }), path).toBeVisible()
    }
  })
})

/** The same server through a door of its own, which tells of another version once it is asked to. */
async function renewable(base: string) {
  const state = { newer: false }
  const server = createServer((asked, answer) => {
    void fetch(new URL(asked.url ?? '/', base)).then(async (from) => {
      const type = from.headers.get('content-type') ?? ''
      const plain = Buffer.from(await from.arrayBuffer())
      const renewed = state.newer && asked.url === '/sw.js'
        ? plain.toString().replace(/const version = '\w+'/, "const version = 'newer'") : plain
      answer.writeHead(from.status, { 'Content-Type': type, 'Cache-Control': 'no-cache' })
      answer.end(renewed)
    })
  })
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { state, url: `http://127.0.0.1:${port}`, close }
}

test('a newer version is offered, and taken only when pressed',
  { tag: '@once' }, async ({ page, baseURL }) => {
    const door = await renewable(baseURL ?? '')
    await page.goto(door.url)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    door.state.newer = true
    await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update() })
    const bar = page.getByRole('button', { name: '有新版本，点一下更新' })
    await expect(bar).toBeVisible()
    await expectAccessible(page)
    const load = page.waitForEvent('load')
    await bar.click()
    await load
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(bar).toHaveCount(0)
    expect(await page.evaluate(() => caches.keys())).toContain('lastmile-newer')
    door.close()
  })

test('tasks near by, as a list and as a map', async ({ page, context }) => {
  const people = await demoPeople(page.request)
  await enter(context, people[2]?.person ?? '')
  for (const view of ['', '?view=near', '?view=map']) {
    await page.goto(`/tasks${view}`)
    await expect(page.getByRole('tab', { selected: true })).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await expectTargets(page, 44)
  }
})
