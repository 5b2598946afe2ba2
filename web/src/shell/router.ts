import { nextTick } from 'vue'
import {
  createRouter, createWebHistory, type RouteRecordRaw, type RouterHistory,
} from 'vue-router'
import { settled, t, type Key } from '@/words'

declare module 'vue-router' {
  interface RouteMeta {
    title: Key
  }
}

export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('@/features/home/HomePage.vue'),
    meta: { title: 'title.home' },
  },
  {
    path: '/login',
    component: () => import('@/features/access/LoginPage.vue'),
    meta: { title: 'title.login' },
  },
  {
    path: '/my',
    component: () => import('@/features/access/MyPage.vue'),
    meta: { title: 'title.my' },
  },
  {
    path: '/verify/:serial?',
    component: () => import('@/features/records/VerifyPage.vue'),
    props: true,
    meta: { title: 'title.verify' },
  },
  {
    path: '/docs',
    component: () => import('@/features/reference/ReferencePage.vue'),
    meta: { title: 'title.reference' },
  },
  {
    path: '/docs/errors',
    component: () => import('@/features/reference/ErrorsPage.vue'),
    meta: { title: 'title.errors' },
  },
  {
    path: '/kit',
    component: () => import('@/features/kit/KitPage.vue'),
    meta: { title: 'title.kit' },
  },
  {
    path: '/:rest(.*)*',
    component: () => import('@/features/home/MissingPage.vue'),
    meta: { title: 'title.missing' },
  },
]

export function makeRouter(history: RouterHistory = createWebHistory()) {
  const router = createRouter({
    history,
    routes,
    scrollBehavior(to, from, saved) {
      if (saved) return saved
      // A page that fetches what the link points at scrolls there by itself when it has come.
      const target = document.getElementById(to.hash.slice(1))
      if (target) return { el: target, top: 24 }
      return to.path === from.path ? false : { top: 0 }
    },
  })
  // The page's English, where that is read, arrives before the page shows.
  router.beforeResolve(async () => { await settled().catch(() => undefined) })
  router.afterEach(async (to, from, failure) => {
    if (failure) return
    document.title = pageTitle(to.meta.title)
    // A new page is announced from its heading, as a fresh load would be.
    if (from.matched.length === 0 || to.path === from.path) return
    await nextTick()
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  })
  return router
}

export function pageTitle(key: Key, wrong = false): string {
  return `${wrong ? t('title.error') : ''}${t(key)} · ${t('brand.name')}`
}
