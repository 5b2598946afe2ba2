import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, expectTargets, test } from './page'

// The desk's people: entered, found again, joined with who they were all along, and parted.
async function asWorker(page: Page) {
  await page.goto('/login')
  await page.locator('.demo button', { hasText: '社区工作者' }).click()
  await expect(page).toHaveURL(/\/(my|desk)/)
}

// Until the needs of one resident can be listed, the sheet asks in vain; that is no fault of the page.
test.use({ allowed: [/40[09] \((Bad Request|Conflict)\)/] })

// A name's characters, and the initials by which a worker looks for them.
const surnames = { chars: '赵钱孙李周吴郑王冯陈', initials: 'zqslzwzwfc' }
const given = { chars: '安邦昌德恩芳国华建兰', initials: 'abcdefghjl' }
const pick = (from: string, seed: number) => from[seed % from.length] ?? ''

async function enter(page: Page, name: string, phone: string) {
  await page.goto('/desk/people/new')
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('电话（可以不填）').fill(phone)
  await page.getByLabel('出生日期（可以不填）').fill('1950-03-05')
  await page.getByRole('button', { name: '当面签了同意书' }).click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
}

test('somebody entered twice is found, joined and parted again', async ({ page }, info) => {
  // A name nobody else of this run has, and its initials as a worker types them.
  const seed = Number(String(Date.now()).slice(-5)) + info.project.name.length
  const spell = (kind: 'chars' | 'initials') => [pick(surnames[kind], seed),
    pick(given[kind], seed >> 2), pick(given[kind], seed >> 5)].join('')
  const name = spell('chars')
  const initials = spell('initials')
  const phone = `139${String(seed).padStart(8, '2')}`
  await asWorker(page)

  await enter(page, name, phone)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.locator('.facts')).toContainText('****')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await expectTargets(page, 44)

  await enter(page, name, phone)
  await expect(page.getByRole('heading', { name: '可能是同一个人' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '是另一个人，照样登记' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)

  await page.goto('/desk/people')
  await page.getByRole('searchbox').fill(initials)
  await expect(page.locator('tbody tr', { hasText: name })).toHaveCount(2)
  await expectNoOverflow(page)

  await page.goto('/desk/people/duplicates')
  await page.locator('.duplicates-page ol button', { hasText: name }).first().click()
  await expect(page.locator('.merge-pair')).toContainText('姓名和电话一样')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await page.getByRole('button', { name: /^合并/ }).click()
  await expect(page.getByText(`合并了：${name}`)).toBeVisible()

  await page.getByRole('button', { name: '撤销（U）' }).click()
  await expect(page.getByText('分开了，和原来一样')).toBeVisible()
  await page.goto('/desk/people')
  await page.getByRole('searchbox').fill(name)
  await expect(page.locator('tbody tr')).toHaveCount(2)
})

test('a reason leads to a resident’s phone', async ({ page }) => {
  await asWorker(page)
  await page.goto('/desk/people')
  const first = page.locator('.who').first()
  const name = await first.innerText()
  const search = page.getByRole('searchbox')
  await search.fill(name)
  await expect(page.locator('tbody tr').first()).toContainText(name)
  await first.click()
  await page.getByRole('button', { name: '查看完整信息' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '查看完整信息' }).click()
  await expect(page.getByRole('alert')).toContainText('至少四个字')
  await page.getByRole('button', { name: '打电话联系本人' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '查看完整信息' }).click()
  await expect(page.locator('.facts')).toContainText(/\d{3} \d{4} \d{4}/)
})

test('a place is found by initials, with the way to it opened', async ({ page }) => {
  await asWorker(page)
  await page.goto('/desk/places')
  await expect(page.getByRole('treeitem', { selected: true })).toBeVisible()
  await page.getByRole('combobox').fill('mjsq')
  await page.getByRole('option').first().click()
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('茅津社区')
  await expect(page.locator('.site-sheet > header h2')).toContainText('茅津社区')
  await expectAccessible(page)
  await expectNoOverflow(page)
  await expectTargets(page, 44)
})

for (const [path, heading] of [
  ['/desk/people', '居民与志愿者'], ['/desk/people?of=volunteers', '居民与志愿者'],
  ['/desk/people/new', '登记一位居民或志愿者'], ['/desk/people/licences', '证件核验'],
  ['/desk/people/import', '批量导入'], ['/desk/teams', '队伍与组织'],
] as const) {
  test(`${path} can be read and reached by all`, async ({ page }) => {
    await asWorker(page)
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expect(page.locator('.skeleton')).toHaveCount(0)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await expectTargets(page, 44)
  })
}
