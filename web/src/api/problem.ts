import { t } from '@/words'

// A refusal as the server words it (RFC 9457), in the reader's language.
export interface Problem {
  status: number
  code: string
  text: string
  fields: { path: string; text: string }[]
  seen?: string | undefined // what the server met, in words
}

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** Reads what came instead of an answer; anything unreadable is a fault of the server. */
export function problemOf(body: unknown, status: number): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const text = [given.detail, given.title].find((said) => typeof said === 'string' && said !== '')
  const errors = Array.isArray(given.errors) ? given.errors : []
  return {
    status,
    code: typeof given.code === 'string' ? given.code : 'fault',
    text: typeof text === 'string' && typeof given.code === 'string' ? text : t('errors.fault'),
    seen: typeof given.seen === 'string' ? given.seen : undefined,
    fields: errors.flatMap((error: Record<string, unknown>) => {
      const said = [error.detail, error.message, error.text].find((s) => typeof s === 'string')
      const path = [error.path, error.pointer].find((s) => typeof s === 'string')
      return typeof said === 'string' ? [{ path: typeof path === 'string' ? path : '', text: said }]
        : []
    }),
  }
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's data, or a Refused: also when the server cannot be reached. */
export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await asked
  } catch {
    throw new Refused({ status: 0, code: 'offline', text: t('errors.offline'), fields: [] })
  }
  if (!answer.response.ok) throw new Refused(problemOf(answer.error, answer.response.status))
  return answer.data as T
}

/** The problem inside whatever was thrown. Programming errors are passed on. */
export function refusedBy(thrown: unknown): Problem {
  if (thrown instanceof Refused) return thrown.problem
  throw thrown
}
