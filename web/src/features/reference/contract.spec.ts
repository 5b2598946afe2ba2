import { describe, expect, it } from 'vitest'
import {
  anchor, curl, grouped, readContract, rejections, sample, search, typeWords,
} from './contract'

const document = {
  openapi: '3.1.0',
  info: { title: 'x', version: '1.2.3' },
  'x-refusals': [{ status: 404, code: 'route_unknown', en: 'No such address.', zh: '没有这个地址。' }],
  paths: {
    '/v1/needs/{need}/take': {
      post: {
        operationId: 'take_need', tags: ['needs'], summary: 'Take a need.',
        'x-summary-zh': '接下需求。', description: 'Needs the right `need_take` somewhere.',
        parameters: [{ $ref: '#/components/parameters/Lang' }, { name: 'need', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': {
          schema: { $ref: '#/components/schemas/Take' } } } },
        responses: {
          200: { description: 'done', content: { 'application/json': {
            schema: { type: 'array', items: { $ref: '#/components/schemas/Take' } } } } },
          409: { description: '`need_already_taken`: Someone was / is first. / 别人先了。\n\n' +
            '`need_window_over` (`/window`, `/day`): Too late. / 太迟了。' },
          500: { description: 'no refusal, only words' },
        },
      },
    },
    '/v1/sites': { get: { tags: ['places'], summary: 'Sites.', security: [], responses: {} } },
  },
  components: { schemas: {
    Take: { type: 'object', required: ['minutes', 'loop', 'kind'], properties: {
      minutes: { type: 'integer', minimum: 5, maximum: 480 },
      note: { type: 'string' },
      kind: { enum: ['home', 'phone'] },
      loop: { type: 'array', items: { $ref: '#/components/schemas/Take' } },
    } },
  } },
}
const contract = readContract(document, 'en')
const [take, sites] = contract.operations as [
  (typeof contract.operations)[0], (typeof contract.operations)[0]]

describe('the contract', () => {
  it('is read whole', () => {
    expect(contract.version).toBe('1.2.3')
    expect(take).toMatchObject({
      method: 'POST', path: '/v1/needs/{need}/take', tag: 'needs', audience: 'need_take',
      summary: 'Take a need.', bodyType: 'application/json',
    })
    expect(take.refusals).toEqual([
      { status: '409', code: 'need_already_taken', text: 'Someone was / is first.' },
      { status: '409', code: 'need_window_over', text: 'Too late.', fields: '/window, /day' },
    ])
    expect(take.parameters.map((each) => each.name)).toEqual(['need'])
    expect(sites.audience).toBe('anyone')
    expect(sites.answers).toEqual([])
  })

  it.each([null, [], 'x', {}, { paths: [] }, { paths: { '/a': null } }])(
    'survives nonsense: %o', (nonsense) => {
      expect(readContract(nonsense, 'zh').operations).toEqual([])
    })

  it('is worded in the reader’s language', () => {
    const [zh] = readContract(document, 'zh').operations
    expect(zh?.summary).toBe('接下需求。')
    expect(zh?.refusals.map((each) => each.text)).toEqual(['别人先了。', '太迟了。'])
  })

  it('lists each refusal once, with those that answer so', () => {
    const all = rejections({ ...contract, operations: [take, take, sites] })
    expect(all.map((each) => [each.code, each.operations.length])).toEqual(
      [['route_unknown', 0], ['need_already_taken', 2], ['need_window_over', 2]])
  })

  it('is searched by path, words and refusals, all words at once', () => {
    const hits = (asked: string) => search(contract.operations, asked).map((each) => each.path)
    expect(hits('')).toHaveLength(2)
    expect(hits('already_taken')).toEqual(['/v1/needs/{need}/take'])
    expect(hits('GET sites')).toEqual(['/v1/sites'])
    expect(hits('take sites')).toEqual([])
  })

  it('is grouped in the order met', () => {
    expect(grouped(contract.operations).map(([tag]) => tag)).toEqual(['needs', 'places'])
  })

  it('says types in few words', () => {
    expect(typeWords({ type: 'integer', minimum: 1, maximum: 9 })).toBe('integer 1–9')
    expect(typeWords({ type: 'string', format: 'uuid' })).toBe('string (uuid)')
    expect(typeWords({ type: 'array', items: { $ref: '#/components/schemas/Take' } }))
      .toBe('[Take]')
  })

  it('makes samples that end, even of what holds itself', () => {
    const made = sample({ $ref: '#/components/schemas/Take' }, contract.schemas)
    expect(made).toMatchObject({ minutes: 5, kind: 'home' })
    expect(made).not.toHaveProperty('note')
  })

  it('writes the curl line a stranger can run', () => {
    const line = curl(take, contract.schemas, 'http://127.0.0.1:8080')
    expect(line).toContain('curl -X POST "http://127.0.0.1:8080/v1/needs/$NEED/take"')
    expect(line).toContain('Idempotency-Key: $(uuidgen)')
    expect(line).toContain('Authorization: Bearer $TOKEN')
    const open = curl(sites, contract.schemas, 'http://127.0.0.1:8080')
    expect(open).toBe('curl "http://127.0.0.1:8080/v1/sites"')
  })

  it('makes ids that a link can hold', () => {
    expect(anchor('POST /v1/a/{b}')).toBe('POST_v1_a_b_')
  })
})
