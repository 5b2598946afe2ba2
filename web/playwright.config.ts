import { tmpdir } from 'node:os'
import { defineConfig } from '@playwright/test'

// The screens in Debian's own Chromium, against a real server on fresh data (tests/e2e/server.ts).
const port = Number(process.env.LASTMILE_PORT ?? 21877)
const chromium = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage',
  ],
  // Native controls speak the language of the browser's own screens, not of the page.
  env: { ...process.env, LANGUAGE: 'zh_CN' } as Record<string, string>,
}

export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: `${tmpdir()}/lastmile-e2e-${port}`,
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: 'disabled', scale: 'css' },
  },
  // UPDATE_GOLDEN=1 ./dev test looks: the pictures are taken anew, on the system the tests run on.
  snapshotPathTemplate: '{testDir}/shots/{arg}{ext}',
  updateSnapshots: process.env.UPDATE_GOLDEN ? 'all' : 'none',
  globalSetup: '../tests/e2e/server.ts',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'phone', testIgnore: /speed/, grepInvert: /@desk/,
      use: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true,
        deviceScaleFactor: 2 } },
    { name: 'tablet', testIgnore: /speed/, grep: /@width/, use: { viewport: { width: 768, height: 1024 } } },
    { name: 'desk', testIgnore: /speed/, grepInvert: /@once/, use: { viewport: { width: 1440, height: 900 } } },
    // Alone, when all else is over: what runs beside it would be counted.
    { name: 'speed', testMatch: /speed/, fullyParallel: false, workers: 1,
      dependencies: ['phone', 'tablet', 'desk'] },
  ],
})
