import { signIn } from './cast'
import { expect, test } from './page'

// A cheap phone on a slow network: 1.6 Mbit/s down, 150 ms away, a quarter of this machine's speed.
// The best of some runs counts, for machines are shared; what must be waited for is a floor, not a chance.
const network = {
  offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8,
}
const most = 2000 // ms until the largest content is painted
const tries = 8

for (const path of ['/', '/ask', '/tasks', '/my/needs', '/hours', '/verify']) {
  test(`${path} is there within two seconds on a slow phone`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000)
    const painted: number[] = []
    while (painted.length < tries && Math.min(...painted) > most) {
      const context = await browser.newContext({
        baseURL: baseURL ?? '', locale: 'zh-CN', viewport: { width: 390, height: 844 },
        isMobile: true, hasTouch: true, deviceScaleFactor: 2,
      })
      await signIn(context, 'helper')
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await cdp.send('Network.enable')
      await cdp.send('Network.emulateNetworkConditions', network)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.waitForLoadState('networkidle')
      painted.push(await page.evaluate(() => new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          done(list.getEntries().at(-1)?.startTime ?? Infinity)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      })))
      const usable = await page.evaluate(() => performance.getEntriesByName('usable')[0]?.startTime)
      expect(usable, 'the page says when it can be used').toBeDefined()
      await context.close()
    }
    console.log(path, painted.map(Math.round).join(', '))
    expect(Math.min(...painted), `ms until painted: ${painted.map(Math.round).join(', ')}`)
      .toBeLessThanOrEqual(most)
  })
}
