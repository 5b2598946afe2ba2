import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { server, show } from '@/testing'
import { speak } from '@/words'
import ErrorsPage from './ErrorsPage.vue'
import ReferencePage from './ReferencePage.vue'

const document_ = {
  openapi: '3.1.0', info: { version: '7' },
  paths: {
    '/v1/needs': {
      get: { operationId: 'get_needs', tags: ['needs'], summary: 'List needs.',
        'x-summary-zh': '列出需求。', security: [], responses: {} },
      post: { operationId: 'post_needs', tags: ['needs'], summary: 'Ask.', 'x-summary-zh': '求助。',
        requestBody: { content: { 'application/json': { schema: {
          $ref: '#/components/schemas/Ask' } } } },
        responses: { 409: { description: '`need_known`: Already asked. / 已经提过。' } } },
    },
    '/v1/sites': { get: { operationId: 'get_sites', tags: ['sites'], summary: 'Sites.',
      'x-summary-zh': '站点。', responses: { 404: { description: '`site_unknown`: No site. / 没有。' } } } },
  },
  components: { schemas: {
    Ask: { type: 'object', required: ['what'], properties: {
      what: { type: 'string', maxLength: 200 }, place: { $ref: '#/components/schemas/Place' } } },
    Place: { type: 'object', properties: { inner: { $ref: '#/components/schemas/Place' },
      street: { type: 'string', description: 'Where.' } } },
  } },
}
const answers = { '/v1/openapi.json': [200, document_] as [number, unknown] }

afterEach(() => speak('zh'))

describe('the API reference', () => {
  it('groups what the server describes, in the reader’s language', async () => {
    server(answers)
    const { page } = await show(ReferencePage, '/docs')
    expect(page.findAll('.groups h2').map((each) => each.text())).toEqual(['needs', 'sites'])
    expect(page.text()).toContain('列出需求。')
    await speak('en')
    await flushPromises()
    expect(page.text()).toContain('List needs.')
  })

  it('opens at the operation its link names, with members, refusals and a curl line', async () => {
    server(answers)
    const { page } = await show(ReferencePage, '/docs#post_needs')
    const open = page.find('#post_needs')
    expect(open.attributes('open')).toBeDefined()
    expect(open.text()).toContain('what')
    expect(open.text()).toContain('409 need_known')
    expect(open.text()).toContain('curl -X POST')
    expect(open.findAll('.members .members')).toHaveLength(1)
    expect(page.find('#get_needs .inside').exists()).toBe(false)
  })

  it('narrows to what is searched and says how many are left', async () => {
    server(answers)
    const { page } = await show(ReferencePage, '/docs')
    await page.find('input').setValue('need_known')
    expect(page.findAll('.operation')).toHaveLength(1)
    expect(page.find('[role=status]').text()).toBe('共 1 个接口')
    await page.find('input').setValue('没有的东西')
    expect(page.find('[role=status]').text()).toContain('没有合适的接口')
  })

  it('says when the document does not come, and tries again', async () => {
    server({ '/v1/openapi.json': [503, { code: 'not_now', title: '现在不行' }] })
    const { page } = await show(ReferencePage, '/docs')
    expect(page.text()).toContain('现在不行')
    server(answers)
    await page.find('.notice button').trigger('click')
    await flushPromises()
    expect(page.findAll('.operation')).toHaveLength(3)
  })
})

describe('the list of refusals', () => {
  it('marks the one a problem’s type leads to', async () => {
    server(answers)
    const { page } = await show(ErrorsPage, '/docs/errors#need_known')
    expect(page.findAll('.board > li').map((each) => each.attributes('id')))
      .toEqual(['site_unknown', 'need_known'])
    expect(page.find('.meant').attributes('id')).toBe('need_known')
    expect(page.find('.meant a').exists()).toBe(false)
    await page.find('.meant details').trigger('toggle')
    expect(page.find('.meant a').attributes('href')).toBe('/docs#post_needs')
  })
})
