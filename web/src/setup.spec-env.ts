import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'

// Each test starts in Chinese, with nothing remembered, and reaches no network.
enableAutoUnmount(afterEach)
beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('fetch', () => Promise.reject(new Error('a test reached for the network')))
})
afterEach(() => vi.unstubAllGlobals())
