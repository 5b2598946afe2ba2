import { api } from '@/api/client'
import { take } from '@/api/problem'

export type Certificate = Record<string, unknown>

export async function findCertificate(serial: string): Promise<Certificate> {
  return take(api.GET('/v1/certificates/{serial}', { params: { path: { serial } } }))
}
