// Reads an OpenAPI 3.1 document into what the reference page shows. Pure.
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  additionalProperties?: boolean | Schema
  example?: unknown
}
export interface Refusal {
  status: string
  code: string
  text: string
  fields?: string // what it is about, when that is a field
}
export interface Parameter {
  name: string
  in: string
  required: boolean
  schema: Schema
  description: string
}
export interface Operation {
  id: string
  method: string
  path: string
  tag: string
  summary: string
  audience: 'anyone' | 'signed_in' | string
  parameters: Parameter[]
  body: Schema | null
  bodyType: string
  answers: { status: string; type: string; text: string; schema: Schema | null }[]
  refusals: Refusal[]
}
export interface Contract {
  version: string
  machine: Refusal[] // what any address may answer, before an operation is found
  operations: Operation[]
  schemas: Record<string, Schema>
}

type Json = Record<string, unknown>
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** `lang` picks the wording where the document has both. */
export function readContract(document: unknown, lang: 'zh' | 'en'): Contract {
  const root = object(document)
  const components = object(root.components)
  const operations: Operation[] = []
  for (const [path, item] of Object.entries(object(root.paths))) {
    for (const [method, given] of Object.entries(object(item))) {
      if (/^(get|post|put|patch|delete)$/.test(method)) {
        operations.push(readOperation(method.toUpperCase(), path, object(given), components, lang))
      }
    }
  }
  return {
    version: text(object(root.info).version),
    machine: list(root['x-refusals']).map(object).map((each) => ({
      status: String(each.status), code: text(each.code), text: text(each[lang]),
    })),
    operations,
    schemas: object(components.schemas) as Record<string, Schema>,
  }
}

function readOperation(
  method: string, path: string, given: Json, components: Json, lang: 'zh' | 'en',
): Operation {
  const content = Object.entries(object(object(given.requestBody).content))
  const [bodyType, body] = content[0] ?? ['', null]
  const answers: Operation['answers'] = []
  const refusals: Refusal[] = []
  for (const [status, raw] of Object.entries(object(given.responses))) {
    const response = follow(object(raw), components)
    const parts = Object.entries(object(response.content))
    if (/^[23]/.test(status)) {
      for (const [type, media] of parts.length > 0 ? parts : [['', {}] as const]) {
        const schema = object(media).schema
        answers.push({ status, type, text: text(response.description),
          schema: schema ? object(schema) as Schema : null })
      }
    } else {
      refusals.push(...readRefusals(status, text(response.description), lang))
    }
  }
  return {
    id: text(given.operationId) || `${method} ${path}`,
    method,
    path,
    tag: text(list(given.tags)[0]) || 'other',
    summary: (lang === 'zh' && text(given['x-summary-zh'])) || text(given.summary),
    audience: readAudience(given),
    // What every command and question takes is said once, on top of the page.
    parameters: list(given.parameters).map(object).filter((each) => !each.$ref)
      .map((each) => readParameter(each, components)),
    body: body ? object(object(body).schema) as Schema : null,
    bodyType,
    answers,
    refusals,
  }
}

function readAudience(given: Json): string {
  const right = /^Needs the right `([^`]+)`/.exec(text(given.description))?.[1]
  if (right) return right
  return Array.isArray(given.security) && given.security.length === 0 ? 'anyone' : 'signed_in'
}

// One paragraph for each: `code` (`/field`, `/field`): English / Chinese
function readRefusals(status: string, said: string, lang: 'zh' | 'en'): Refusal[] {
  return said.split('\n\n').flatMap((paragraph) => {
    const [, code, fields, rest] =
      /^`([^`]+)`(?: \(([^)]*)\))?(?:: (.*))?$/s.exec(paragraph) ?? []
    if (!code) return []
    const [, en, zh] = /^(.*) \/ (.*)$/s.exec(rest ?? '') ?? [null, rest ?? '', '']
    const refusal = { status, code, text: (lang === 'zh' && zh) || en || '' }
    return [fields ? { ...refusal, fields: fields.replaceAll('`', '') } : refusal]
  })
}

function readParameter(given: Json, components: Json): Parameter {
  const parameter = follow(given, components)
  const schema = object(parameter.schema) as Schema
  return {
    name: text(parameter.name),
    in: text(parameter.in),
    required: parameter.required === true,
    schema,
    description: text(parameter.description) || (schema.description ?? ''),
  }
}

function follow(given: Json, components: Json): Json {
  const match = /^#\/components\/(\w+)\/(.+)$/.exec(text(given.$ref))
  return match ? object(object(components[match[1] ?? ''])[match[2] ?? '']) : given
}

export function refName(schema: Schema): string {
  return schema.$ref?.split('/').pop() ?? ''
}

/** The schema behind a reference, or itself. */
export function resolved(schema: Schema, schemas: Record<string, Schema>): Schema {
  return schema.$ref ? schemas[refName(schema)] ?? {} : schema
}

/** A type in few words: "integer 1–10000", "list of Need", "text 1–200", "one of: a b". */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return refName(schema)
  if (schema.enum) return schema.enum.map(String).join(' | ')
  if (schema.items) return `[${typeWords(schema.items)}]`
  const either = schema.oneOf ?? schema.anyOf
  if (either) return either.map(typeWords).join(' | ')
  const name = [schema.type ?? 'any'].flat().join(' | ')
  const low = schema.minimum ?? schema.minLength
  const high = schema.maximum ?? schema.maxLength
  const range = low !== undefined || high !== undefined ? ` ${low ?? ''}–${high ?? ''}` : ''
  return `${name}${schema.format ? ` (${schema.format})` : ''}${range}`
}

/** A value that fits the schema, for the curl line. */
export function sample(schema: Schema, schemas: Record<string, Schema>, depth = 0): unknown {
  const it = resolved(schema, schemas)
  if (it.example !== undefined) return it.example
  if (it.enum) return it.enum[0]
  if (it.properties) {
    const must = new Set(it.required ?? [])
    const shown = Object.entries(it.properties)
      .filter(([name]) => must.has(name) || must.size === 0)
    return depth > 3 ? {} : Object.fromEntries(
      shown.map(([name, member]) => [name, sample(member, schemas, depth + 1)]))
  }
  if (it.items) return depth > 3 ? [] : [sample(it.items, schemas, depth + 1)]
  switch ([it.type].flat()[0]) {
    case 'integer': case 'number': return it.minimum ?? 1
    case 'boolean': return true
    default: return it.format === 'date-time' ? '2026-03-05T09:00:00Z' : '…'
  }
}

export function curl(
  operation: Operation, schemas: Record<string, Schema>, origin: string,
): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)
  const must = operation.parameters.filter((p) => p.in === 'query' && p.required)
  const query = must.map((p) => `${p.name}=$${p.name.toUpperCase()}`).join('&')
  const lines = [`curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}` +
    `"${origin}${path}${query ? `?${query}` : ''}"`]
  if (operation.audience !== 'anyone') lines.push('-H "Authorization: Bearer $TOKEN"')
  if (operation.method === 'POST') lines.push('-H "Idempotency-Key: $(uuidgen)"')
  if (operation.body && /json/.test(operation.bodyType)) {
    lines.push('-H "Content-Type: application/json"')
    lines.push(`-d '${JSON.stringify(sample(operation.body, schemas))}'`)
  } else if (operation.body) {
    lines.push('-H "Content-Type: image/jpeg" --data-binary @FILE')
  }
  return lines.join(' \\\n  ')
}

/** The operations whose path, words or refusals hold every word searched for. */
export function search(operations: Operation[], asked: string): Operation[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  return operations.filter((operation) => {
    const all = [operation.method, operation.path, operation.summary, operation.id,
      operation.tag, ...operation.refusals.map((refusal) => refusal.code)].join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

export function grouped(operations: Operation[]): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const group = groups.get(operation.tag)
    if (group) group.push(operation)
    else groups.set(operation.tag, [operation])
  }
  return [...groups]
}

export interface Rejection extends Refusal {
  operations: Operation[]
}

/** Every refusal once, in the order of its status, with the operations that may answer it. */
export function rejections({ machine, operations }: Contract): Rejection[] {
  const byCode = new Map<string, Rejection>(
    machine.map((refusal) => [refusal.code, { ...refusal, operations: [] }]))
  for (const operation of operations) {
    for (const refusal of operation.refusals) {
      const known = byCode.get(refusal.code)
      if (known) known.operations.push(operation)
      else byCode.set(refusal.code, { ...refusal, operations: [operation] })
    }
  }
  return [...byCode.values()].sort((a, b) =>
    a.status.localeCompare(b.status) || a.code.localeCompare(b.code))
}

export const anchor = (id: string) => id.replace(/[^\w-]+/g, '_')
