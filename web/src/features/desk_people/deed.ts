import { ref } from 'vue'
import { refusedBy } from '@/api/problem'
import { say } from '@/ui/toasts'

// Something done at one press: said when it is done, with the way back where there is one; a
// refusal is said in the server's words.
export function useDeed() {
  const busy = ref(false)

  /** True when it was done. */
  async function deed(
    work: () => Promise<unknown>, words?: string, back?: () => Promise<unknown>,
  ): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await work()
      if (words) say(words, back && (() => deed(back)))
      return true
    } catch (thrown) {
      say(refusedBy(thrown).text)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, deed }
}
