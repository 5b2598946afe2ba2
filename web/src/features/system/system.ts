import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { headOf, onlyGrew, type Consistency, type Head } from '@/features/audit/proof'
import { keep, keptJson } from '@/keep'

// The journal's signed head, whether it only grew, and who reads from it.
export type Lag = components['schemas']['jobs.Lag']

export const followers = async (): Promise<Lag[]> =>
  (await take(api.GET('/v1/journal/followers'))).items

const consistency = (old_size: number, new_size: number): Promise<Consistency> =>
  take(api.GET('/v1/journal/consistency', { params: { query: { old_size, new_size } } }))

/** Whether all that an older head held stands unchanged in a newer one: asked of the server, and
    worked out here. */
export async function grew(older: Head, newer: Head): Promise<boolean> {
  if (older.origin !== newer.origin || older.size > newer.size) return false
  if (older.size === newer.size) return older.root === newer.root
  const proof = await consistency(older.size, newer.size)
  return onlyGrew(older, newer, proof.path ?? [])
}

// What this device saw last: it is its own witness of the past.
const place = 'lastmile.head'
const isHead = (value: unknown): value is Head => {
  const head = value as Partial<Head> | null
  return typeof head === 'object' && head !== null && typeof head.origin === 'string'
    && typeof head.root === 'string' && Number.isInteger(head.size)
}
export const seenHead = (): Head | null => keptJson(place, isHead)

export type Growth =
  { is: 'first' | 'same'; size: number } | { is: 'yes' | 'no'; old: number; size: number }

/** Compares with what was seen last, and remembers this only if it holds all of that. */
export async function sinceLast(checkpoint: string): Promise<Growth> {
  const now = headOf(checkpoint)
  const before = seenHead()
  if (!now) return { is: 'no', old: before?.size ?? 0, size: 0 }
  if (before && !await grew(before, now)) return { is: 'no', old: before.size, size: now.size }
  keep(place, JSON.stringify(now))
  if (!before) return { is: 'first', size: now.size }
  if (before.size === now.size) return { is: 'same', size: now.size }
  return { is: 'yes', old: before.size, size: now.size }
}

export type System = components['schemas']['app.SystemView']
export type Upkeep = components['schemas']['app.UpkeepView']
export type UpkeepNow = components['schemas']['app.UpkeepNow']
export type Backups = components['schemas']['app.BackupsView']
export type Backup = components['schemas']['app.BackupView']

export const system = (): Promise<System> => take(api.GET('/v1/system'))
export const upkeep = (id: string): Promise<Upkeep> =>
  take(api.GET('/v1/system/upkeep/{upkeep}', { params: { path: { upkeep: id } } }))
export const backups = (): Promise<Backups> => take(api.GET('/v1/system/backups'))
export const askVerification = (): Promise<Upkeep> => take(api.POST('/v1/system/verify'))
export const askBackup = (): Promise<Upkeep> => take(api.POST('/v1/system/backups'))

/** "1.4 GB": as disks are sold, in thousands. */
export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const count = bytes / 1000 ** step
  return `${count < 10 && step > 0 ? count.toFixed(1) : Math.round(count)} ${units[step]}`
}
