import { Refused, type Problem } from '@/api/problem'

// The same deed for many, one after another: what one refuses stops no other.
export interface Outcome { done: number; refused: { name: string; problem: Problem }[] }

export async function forEach<Row extends { name: string }>(
  rows: readonly Row[], deed: (row: Row) => Promise<unknown>,
): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: [] }
  for (const row of rows) {
    try {
      await deed(row)
      outcome.done += 1
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      outcome.refused.push({ name: row.name, problem: thrown.problem })
      // Without the server the rest would only wait as long again.
      if (thrown.problem.code === 'offline') break
    }
  }
  return outcome
}
