import { api } from '@/api/client'
import { refusedBy, take } from '@/api/problem'
import type { components } from '@/api/schema'
import { untriage } from '@/features/desk/triage'

// Many at once, each decided by itself: who was slower than somebody else is told so by name.
export type Outcome = components['schemas']['needs.TriageOutcome']

export async function triageAll(needs: string[]): Promise<{ done: string[]; failed: Outcome[] }> {
  const { items } = await take(api.POST('/v1/needs/triage', {
    body: { decisions: needs.map((need) => ({ need, decision: 'accept' as const })) },
  }))
  return {
    done: items.filter((each) => each.done).map(({ need }) => need),
    failed: items.filter((each) => !each.done),
  }
}

/** Takes each back; answers why some could not be. */
export async function undoAll(needs: string[]): Promise<string[]> {
  const kept: string[] = []
  for (const need of needs) {
    try {
      await untriage(need)
    } catch (thrown) {
      kept.push(refusedBy(thrown).text)
    }
  }
  return kept
}
