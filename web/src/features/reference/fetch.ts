import { problemOf, Refused } from '@/api/problem'
import { lang, t } from '@/words'

/** The document the running server describes itself with, in the reader's language. */
export async function fetchContract(): Promise<unknown> {
  let response: Response
  try {
    response = await fetch('/v1/openapi.json', {
      headers: { 'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN' },
    })
  } catch {
    throw new Refused({ status: 0, code: 'offline', text: t('errors.offline'), fields: [] })
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok || body === null) throw new Refused(problemOf(body, response.status))
  return body
}
