import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'

// What every browser test holds to, whatever it does: a page with an error on its console or a
// refused resource fails.
const axeSource = readFileSync(resolve(__dirname, '../../web/node_modules/axe-core/axe.min.js'),
  'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Finding {
  id: string
  nodes: { target: string[]; failureSummary?: string }[]
}

export const test = base.extend<{ allowed: RegExp[]; quiet: undefined }>({
  /** Messages a test provokes on purpose, such as the browser's note of a 401. */
  allowed: [[], { option: true }],
  quiet: [async ({ page, allowed }, use) => {
    const heard: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) heard.push(message.text())
    })
    page.on('pageerror', (error) => heard.push(error.message))
    await use(undefined)
    expect(heard.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([])
  }, { auto: true }],
})
export { expect }

/** No rule of WCAG 2.2 AA, nor of axe's best practice, is broken on the page as it stands. */
export async function expectAccessible(page: Page) {
  await page.evaluate(axeSource)
  const found = await page.evaluate(async (runOnly) => {
    const axe = (globalThis as unknown as {
      axe: { run(what: Document, how: object): Promise<{ violations: Finding[] }> }
    }).axe
    return (await axe.run(document, { runOnly })).violations
  }, tags)
  expect(found.map((rule) => `${rule.id}: ${rule.nodes.map((node) =>
    `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`)).toEqual([])
}

/** Nothing sticks out sideways. */
export async function expectNoOverflow(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over, 'pixels too wide').toBeLessThanOrEqual(0)
}

/** Everything to press is large enough for a finger: a box to tick together with the label it lies in.
    Links inside a sentence are exempt, and so are points of a chart, whose table below has the same
    links (2.5.8). */
export async function expectTargets(page: Page, least: number) {
  const small = await page.evaluate((size) =>
    [...document.querySelectorAll<HTMLElement>('a, button, input, select, summary')]
      .filter((each) => each.checkVisibility() && !each.closest('p, dd, svg') && !each.matches('.skip'))
      .map((each) => ({
        box: (each.closest('label') ?? each).getBoundingClientRect(),
        name: each.outerHTML.slice(0, 90),
      }))
      .filter(({ box }) => box.height > 0 && (box.height < size - 0.5 || box.width < size - 0.5))
      .map(({ box, name }) => `${Math.round(box.width)}×${Math.round(box.height)} ${name}`), least)
  expect(small).toEqual([])
}

/** Arrives with the choices of an earlier visit. */
export async function remember(page: Page, choices: Record<string, string>) {
  await page.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(`lastmile.${key}`, value)
  }, choices)
}
