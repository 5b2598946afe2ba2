import { shallowRef } from 'vue'

// The station whose phone stands on every page.
export const station = shallowRef<{ name: string; phone?: string } | null>(null)
