import createClient, { type Middleware } from 'openapi-fetch'
import { lang } from '@/words'
import type { paths } from './schema'

// The one way to the server: typed from the server's own contract (docs/api/openapi.json).
const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', lang.value === 'en' ? 'en' : 'zh-CN')
    // One key per press of a button: a request sent twice by the network is done once.
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', newKey())
    }
    return request
  },
}

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  // A list comes once, its values apart by commas, as the contract says.
  querySerializer: { array: { style: 'form', explode: false } },
  // Looked up at each call, so that tests and service workers may stand in.
  fetch: (request) => globalThis.fetch(request),
})
api.use(headers)

/** 128 random bits as text. randomUUID exists only over https; stations start without it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
