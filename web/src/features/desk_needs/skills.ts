import { onMounted, shallowRef } from 'vue'
import { loadCodes } from '@/features/people/volunteer'

// Skills and licences by their names; the code while they have not come.
const names = shallowRef<ReadonlyMap<string, string>>(new Map())

export function useSkillNames() {
  onMounted(async () => {
    if (names.value.size) return
    const found = await Promise.all([loadCodes('skill'), loadCodes('licence')])
      .catch(() => [])
    names.value = new Map(found.flat().map(({ id, text }) => [id, text]))
  })
  return { skillName: (code: string) => names.value.get(code) ?? code }
}
