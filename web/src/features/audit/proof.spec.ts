import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { headOf, leafHash, onlyGrew, rootOver, stands, type Entry } from './proof'
import { sha256 } from './sha256'

// The tree as RFC 9162 §2.1 defines it, by another hash and by its own words: slow and plain.
const hash = (...parts: (Buffer | string)[]) =>
  createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest()
const zero = Buffer.from([0])
const one = Buffer.from([1])
const leaves = Array.from({ length: 20 }, (_, at) => hash(zero, `leaf ${at}`))
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1))

function root(d: Buffer[]): Buffer {
  if (d.length === 0) return hash('')
  if (d.length === 1) return d[0] as Buffer
  const k = split(d.length)
  return hash(one, root(d.slice(0, k)), root(d.slice(k)))
}
function inclusion(m: number, d: Buffer[]): Buffer[] {
  if (d.length === 1) return []
  const k = split(d.length)
  return m < k ? [...inclusion(m, d.slice(0, k)), root(d.slice(k))]
    : [...inclusion(m - k, d.slice(k)), root(d.slice(0, k))]
}
function consistency(m: number, d: Buffer[], known = true): Buffer[] {
  if (m === d.length) return known ? [] : [root(d)]
  const k = split(d.length)
  return m <= k ? [...consistency(m, d.slice(0, k), known), root(d.slice(k))]
    : [...consistency(m - k, d.slice(k), false), root(d.slice(0, k))]
}
const text = (bytes: Buffer) => bytes.toString('base64')
const head = (size: number) =>
  ({ origin: 'town', size, root: text(root(leaves.slice(0, size))) })

describe('sha256', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('of %d bytes is what others say', (length) => {
    const message = Uint8Array.from({ length }, (_, at) => (at * 31) % 256)
    expect(Buffer.from(sha256(message)).toString('hex'))
      .toBe(createHash('sha256').update(message).digest('hex'))
  })
})

describe('a proof that an entry stands in the tree', () => {
  it('holds for every leaf of every tree, and for no other leaf or place', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const d = leaves.slice(0, size)
      for (let at = 0; at < size; at += 1) {
        const path = inclusion(at, d).map(text)
        const leaf = text(d[at] as Buffer)
        expect(rootOver(leaf, at, size, path)).toBe(head(size).root)
        expect(rootOver(text(hash('other')), at, size, path)).not.toBe(head(size).root)
        if (path.length) expect(rootOver(leaf, at, size, path.slice(1))).not.toBe(head(size).root)
        expect(rootOver(leaf, at, size, [...path, leaf])).not.toBe(head(size).root)
      }
    }
    expect(rootOver(text(leaves[0] as Buffer), 3, 3, [])).toBeNull()
    expect(rootOver('not base64 %', 0, 1, [])).toBeNull()
  })
})

describe('a proof that the tree only grew', () => {
  it('holds between every two sizes, and for no other root', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      for (let old = 1; old <= size; old += 1) {
        const path = consistency(old, leaves.slice(0, size)).map(text)
        const name = `${old} to ${size}`
        expect(onlyGrew(head(old), head(size), path), name).toBe(true)
        const forged = { ...head(old), root: text(hash('forged')) }
        expect(onlyGrew(forged, head(size), path), name).toBe(false)
        expect(onlyGrew(head(old), { ...head(size), root: forged.root }, path), name).toBe(false)
        if (path.length) expect(onlyGrew(head(old), head(size), path.slice(1)), name).toBe(false)
      }
    }
    expect(onlyGrew(head(5), head(4), [])).toBe(false)
    expect(onlyGrew({ ...head(4), origin: 'elsewhere' }, head(4), [])).toBe(false)
  })
})

// As a server wrote it, with the hash it gave.
const rated: Entry = {
  region: 4112, seq: 0, at: '2026-11-23T20:10:08.050Z', kind: 'need_rated', version: 1,
  actor: '01a16a59-4e00-7193-b8c8-4f521529f33e', subject: '01a20a07-b148-7885-ad15-e8f68d9f88b7',
  scope: '4112/411202/411202001/411202001001/',
  people: ['01a16a59-4e00-7193-b8c8-4f521529f33e'],
  body: '{"need":"01a20a07-b148-7885-ad15-e8f68d9f88b7","stars":5,"how":"self"}',
  marks: 'need 4112/01a20a07-b148-7885-ad15-e8f68d9f88b7 OY0650CYzAX6Z9KYB9n3KQ>FBozBbo7WNBw-'
    + 'QlyrWZpBQ;person_hold 4112/01a16a59-4e00-7193-b8c8-4f521529f33e/01a20a07-b148-7885-ad15-'
    + 'e8f68d9f88b7 WZOVJsdR5UsQp_ju6nxYDA>-',
}
const sealed = 'hf4xvuO4mo7Lzy85iWSP3VwwJ8J2uFqFGvbHSrX6ocg='

describe('an entry as shown', () => {
  it('has the hash that the server sealed', () => { expect(leafHash(rated)).toBe(sealed) })

  it('stands, or was changed, or has no proof', () => {
    const proof = {
      leaf_index: 0, tree_size: 1, leaf_hash: sealed, path: [],
      checkpoint: `town\n1\n${sealed}\n\n— town sig\n`,
    }
    expect(stands(rated, proof)).toBe('stands')
    expect(stands({ ...rated, body: rated.body.replace('5', '1') }, proof)).toBe('changed')
    expect(stands(rated, { ...proof, tree_size: 2 })).toBe('broken')
    const other = text(hash('other'))
    expect(stands(rated, { ...proof, checkpoint: `town\n1\n${other}\n\n— town sig\n` })).toBe('broken')
  })

  it.each(['', 'town\n1', 'town\n01\nAAAA\n\n', 'town\n1\nAAAA\n\n'])(
    'a checkpoint %j is none', (checkpoint) => { expect(headOf(checkpoint)).toBeNull() })
})
