import { shallowRef } from 'vue'

// What just happened, said once in a corner; most of it can be taken back for ten seconds.
export interface Toast {
  id: number
  text: string
  undo?: (() => unknown) | undefined
}

export const undoSeconds = 10
export const toasts = shallowRef<readonly Toast[]>([])
let last = 0

/** Says it; `undo` takes it back when pressed in time. */
export function say(text: string, undo?: () => unknown): number {
  const toast = { id: ++last, text, undo }
  toasts.value = [...toasts.value, toast].slice(-3)
  return toast.id
}

export function dismiss(id: number) {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

/** Takes the newest thing back that can be. False when there is none. */
export function undoNewest(): boolean {
  const newest = [...toasts.value].reverse().find((toast) => toast.undo)
  if (!newest) return false
  take(newest)
  return true
}

export function take(toast: Toast) {
  dismiss(toast.id)
  void toast.undo?.()
}
