import { computed, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { scope } from '@/features/desk/scope'
import { today } from '@/ui/days'
import { periodOf, type Slice } from './figures'

// What the page is about stands in its address: it can be sent, kept and gone back to. Without one
// it is about this year, in the part of the tree that the desk looks at.
export function useSlice(): { slice: ComputedRef<Slice>; about: (change: Partial<Slice>) => void } {
  const route = useRoute()
  const router = useRouter()
  const said = (key: string) => {
    const value = route.query[key]
    return typeof value === 'string' ? value : ''
  }
  const year = periodOf('year', today())
  const slice = computed<Slice>((before) => {
    const now = {
      under: said('under') || scope.value, from: said('from') || year.from,
      to: said('to') || year.to, category: said('category'),
    }
    // The same question stays the same object, so that nothing is fetched again.
    return before && JSON.stringify(before) === JSON.stringify(now) ? before : now
  })
  const about = (change: Partial<Slice>) => {
    const { category, ...query } = { ...route.query, ...slice.value, ...change }
    void router.replace({ query: { ...query, ...category ? { category } : {} } })
  }
  // Another part of the tree chosen above the page is meant for this page too.
  watch(scope, (under) => { if (said('under')) about({ under }) })
  return { slice, about }
}
