import { flushPromises, mount } from '@vue/test-utils'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { makeRouter } from '@/shell/router'

// For the tests only: a server that answers by path, and a page shown at its address.
export type Answers = Record<string, [status: number, body: unknown]>
export interface Sent { method: string; path: string; query: URLSearchParams; body: unknown }

export function server(answers: Answers): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (asked: Request | string) => {
    const request = typeof asked === 'string' ? new Request(new URL(asked, location.origin)) : asked
    const url = new URL(request.url)
    const text = request.method === 'POST' ? await request.text() : ''
    sent.push({
      method: request.method, path: url.pathname, query: url.searchParams,
      body: text ? JSON.parse(text) as unknown : null,
    })
    const [status, body] = answers[url.pathname] ?? [404, { code: 'route_unknown', title: '没有' }]
    return new Response(status === 204 ? null : JSON.stringify(body), {
      status, headers: { 'Content-Type': 'application/json' },
    })
  })
  return sent
}

export const commands = (sent: Sent[]) => sent.filter((each) => each.method === 'POST')

export async function show(component: Component, path: string, props: object = {}) {
  const router = makeRouter(createMemoryHistory())
  await router.push(path)
  const page = mount(component, {
    props: props as Record<string, unknown>, global: { plugins: [router] },
    attachTo: document.body,
  })
  await flushPromises()
  return { page, router }
}
