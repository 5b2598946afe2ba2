import type { Browser, BrowserContext, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'

// The people of the demo town, each with a browser of their own.
interface Login { person: string; name: string; login?: string; role: string }
export type Staff = 'worker' | 'subcenter' | 'center' | 'city' | 'auditor' | 'security' | 'system'
export type Role = 'resident' | 'leader' | 'volunteer' | 'helper' | Staff

/** The residents and volunteers of the demo have no login; they stand in this order. */
const byPhone = ['resident', 'leader', 'volunteer', 'helper']

export async function signIn(context: BrowserContext, role: Role) {
  const answer = await context.request.get('/v1/demo/logins')
  const { items } = await answer.json() as { items: Login[] }
  const login = byPhone.includes(role) ? items.filter((each) => !each.login)[byPhone.indexOf(role)]
    : items.find((each) => each.login === role)
  if (!login) throw new Error(`the demo has no ${role}`)
  const entered = await context.request.post('/v1/demo/sign-in', {
    data: { person: login.person }, headers: { 'Idempotency-Key': randomUUID() },
  })
  if (!entered.ok()) throw new Error(`${role} cannot sign in: ${await entered.text()}`)
  // What the screens themselves leave behind at a sign-in.
  await context.addInitScript(() => { localStorage.setItem('lastmile.signed-in', 'yes') })
  return login
}

const phone = {
  viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2,
}
const desk = { viewport: { width: 1440, height: 900 } }

/** A browser of one's own, signed in: staff sit at a desk, everybody else holds a phone. */
export async function enter(
  browser: Browser, baseURL: string | undefined, role: Role | 'public',
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseURL ?? '', locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    ...role === 'public' || byPhone.includes(role) ? phone : desk,
  })
  if (role !== 'public') await signIn(context, role)
  return context.newPage()
}

/** A command as the screens send it. */
export async function command(context: BrowserContext, path: string, body: object = {}) {
  const me = await context.request.get('/v1/me')
  const answer = await context.request.post(path, {
    data: body,
    headers: { 'Idempotency-Key': randomUUID(), Origin: new URL(me.url()).origin },
  })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return JSON.parse(await answer.text() || '{}') as Record<string, unknown>
}

/** A need that has just been submitted, asked for by the resident of the demo. */
export async function askForHelp(
  browser: Browser, baseURL: string | undefined,
  wanted = { category: '0401', details: '想请人陪我说说话' },
): Promise<string> {
  const page = await enter(browser, baseURL, 'resident')
  const made = await command(page.context(), '/v1/needs', { wanted })
  await page.context().close()
  return String(made.id)
}
