import { api } from '@/api/client'
import { take } from '@/api/problem'
import { keep, kept } from '@/keep'

// Checking in without a network: what was shown at the door, signed with this device's own key and
// sent when there is a network again (docs/guides/offline-tickets.md).
export type Direction = 'in' | 'out'
export interface Shown { code?: string; pin?: string }

const place = 'lastmile.ticket-key'

/** Fetches this device's key while there is a network, for when there is none. */
export async function fetchTicketKey(): Promise<void> {
  const { key } = await take(api.GET('/v1/me/ticket-key'))
  keep(place, key)
}
export const dropTicketKey = () => { keep(place, null) }
/** Signing needs a page that came over https, or from this machine itself. */
export const canSign = () => kept(place) !== null && Boolean(globalThis.crypto.subtle)

export async function makeTicket(
  need: string, direction: Direction, shown: string, now = Date.now(),
): Promise<string> {
  const text = `t1.${need}.${direction}.${now}.${base64url(new TextEncoder().encode(shown))}`
  const key = await crypto.subtle.importKey('raw', bytesOf(kept(place) ?? ''),
    { name: 'HMAC', hash: 'SHA-512' }, false, ['sign'])
  const tag = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))
  return `${text}.${base64url(new Uint8Array(tag).slice(0, 16))}`
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(raw, (c) => c.charCodeAt(0))
}

/** Six digits, or what a QR code holds, is a code; four digits are the PIN. */
export function evidenceOf(shown: string): Shown {
  const text = shown.trim()
  const digits = text.replace(/\s/g, '')
  if (/^\d{4}$/.test(digits)) return { pin: digits }
  return { code: /^\d{6}$/.test(digits) ? digits : text }
}
