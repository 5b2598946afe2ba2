import type { components } from '@/api/schema'
import { sha256 } from './sha256'

// Proofs of the journal's tree, checked here and not believed: that an entry stands in it, and that
// it only grew (RFC 9162 §2.1). Hashes travel as base64.
export type Entry = components['schemas']['journal.Entry']
export type Inclusion = components['schemas']['journal.InclusionProof']
export type Consistency = components['schemas']['journal.ConsistencyProof']

export interface Head { origin: string; size: number; root: string }

/** What a checkpoint says (c2sp.org/tlog-checkpoint); null when its form is wrong. */
export function headOf(checkpoint: string): Head | null {
  const [origin = '', size = '', root = '', rest] = checkpoint.split('\n')
  const whole = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && bytesOf(root)?.length === 32
  return whole && rest === '' ? { origin, size: Number(size), root } : null
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
const textOf = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

function joined(prefix: number, ...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0))
  all[0] = prefix
  let at = 1
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
const node = (left: Uint8Array, right: Uint8Array) => sha256(joined(1, left, right))

/** The hash of an entry as it is shown: whoever changes a letter of it gets another one. */
export function leafHash(entry: Entry): string {
  const { kind, version, actor, on_behalf, subject, scope, people, body, marks } = entry
  const leaf = JSON.stringify({
    at: Date.parse(entry.at), kind, version, actor, on_behalf, subject, scope,
    people: JSON.stringify(people ?? []), body, marks,
  })
  return textOf(sha256(joined(0, new TextEncoder().encode(leaf))))
}

/** The root that follows from a leaf and its path; null when the path does not fit the tree. */
export function rootOver(leaf: string, index: number, size: number, path: readonly string[]) {
  let hash = bytesOf(leaf)
  let at = index
  let last = size - 1
  if (!hash || index >= size) return null
  for (const text of path) {
    const other = bytesOf(text)
    if (!other || last === 0) return null
    if (at % 2 === 1 || at === last) {
      hash = node(other, hash)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else {
      hash = node(hash, other)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? textOf(hash) : null
}

export type Proved = 'stands' | 'changed' | 'broken'

/** Whether this entry, as shown, stands in the tree whose root the checkpoint signs. */
export function stands(entry: Entry, proof: Inclusion): Proved {
  const head = headOf(proof.checkpoint)
  if (!head || proof.leaf_index !== entry.seq || proof.tree_size !== head.size) return 'broken'
  if (leafHash(entry) !== proof.leaf_hash) return 'changed'
  const root = rootOver(proof.leaf_hash, proof.leaf_index, proof.tree_size, proof.path ?? [])
  return root === head.root ? 'stands' : 'broken'
}

/** Whether the tree of the newer head holds all that the older one held, unchanged. */
export function onlyGrew(older: Head, newer: Head, path: readonly string[]): boolean {
  if (older.origin !== newer.origin || older.size > newer.size) return false
  if (older.size === newer.size) return older.root === newer.root && path.length === 0
  if (older.size === 0) return path.length === 0
  // A whole tree stands for itself: its hash is left out of the path.
  const whole = Number.isInteger(Math.log2(older.size))
  const [start, ...rest] = (whole ? [older.root, ...path] : path).map(bytesOf)
  let at = older.size - 1
  let last = newer.size - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  let before = start
  let now = start
  for (const other of rest) {
    if (!other || !before || !now || last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = node(other, before)
      now = node(other, now)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else {
      now = node(now, other)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && Boolean(before) && Boolean(now)
    && textOf(before as Uint8Array) === older.root && textOf(now as Uint8Array) === newer.root
}
