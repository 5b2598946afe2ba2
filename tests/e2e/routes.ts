import type { BrowserContext } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Role } from './cast'

// Every address the screens have, from the list the server knows them by: a page that is added is
// looked at without being named here, and one with a * must say below what to put there.
export const patterns = readFileSync(resolve(__dirname, '../../web/public/pages.txt'), 'utf8')
  .trim().split('\n')

/** Who opens a page: residents the phone's, a worker the desk's, but for these. */
const readers: [RegExp, Role][] = [
  [/^\/desk\/users/, 'security'],
  [/^\/desk\/(audit|system)/, 'auditor'],
  [/^\/desk\/(settings|notices)/, 'center'],
  [/^\/desk/, 'worker'],
  [/^\/(tasks|hours|checkin|my\/(volunteer|licences)|certificates|verify)/, 'helper'],
  [/^\/(notices|offers|records|teams)/, 'helper'],
  [/^\/my\/secrets/, 'worker'],
]
export const readerOf = (pattern: string): Role =>
  readers.find(([prefix]) => prefix.test(pattern))?.[1] ?? 'resident'

/** Where the first row of a list says what stands for the *: the list, and the name of the id. */
const examples: Record<string, [path: string, name: string]> = {
  '/tasks/*': ['/v1/claims', 'need'],
  '/needs/*': ['/v1/me/needs', 'id'],
  '/verify/*': ['/v1/me/certificates', 'serial'],
  '/certificates/*': ['/v1/me/certificates', 'serial'],
  '/offers/*': ['/v1/me/notices', 'subject'],
  '/records/*': ['/v1/me/notices', 'subject'],
  '/family/*': ['/v1/me/notices', 'subject'],
  '/teams/*': ['/v1/me/notices', 'subject'],
  '/my/licences/*': ['/v1/me/notices', 'subject'],
  '/desk/needs/*': ['/v1/needs', 'id'],
  '/desk/print/slip/*': ['/v1/needs', 'id'],
  '/desk/print/door/*': ['/v1/needs', 'id'],
  '/desk/people/*': ['/v1/people', 'person'],
  '/desk/records/*': ['/v1/records', 'id'],
  '/desk/teams/*': ['/v1/teams', 'team'],
  '/desk/organizations/*': ['/v1/organizations', 'organization'],
}

/** The pattern with a real object in it. */
export async function addressOf(pattern: string, context: BrowserContext): Promise<string> {
  if (!pattern.includes('*')) return pattern
  const [list, name] = examples[pattern] ?? []
  if (!list || !name) throw new Error(`say in routes.ts what stands for the * of ${pattern}`)
  const answer = await context.request.get(list)
  const { items } = await answer.json() as { items: Record<string, string>[] }
  const id = items[0]?.[name]
  // Nobody has been given a certificate yet: a serial nobody issued is a page too.
  return pattern.replace('*', id ?? '01a16a59-4e00-7193-b8c8-4f521529f33e')
}
