import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'

export type Certificate = components['schemas']['records.CertificateView']

export type Line = components['schemas']['records.CertificateLine']

/** What the public may know of a certificate; anyone who holds its serial number may ask. */
export function findCertificate(serial: string): Promise<Certificate> {
  return take(api.GET('/v1/certificates/{serial}', { params: { path: { serial } } }))
}

/** The number in whatever was typed: small letters, odd dashes and spaces, or a whole link. */
export function serialIn(typed: string): string {
  const plain = typed.normalize('NFKC').trim()
  const linked = /\/(?:verify|certificates)\/([^/?#\s]+)/.exec(plain)?.[1] ?? plain
  return linked.replace(/\s+/g, '').replace(/[\u2010-\u2015\u2212]/g, '-').toUpperCase()
}
