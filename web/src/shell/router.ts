import { nextTick, shallowRef } from 'vue'
import {
  createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw,
  type RouterHistory,
} from 'vue-router'
import type { components } from '@/api/schema'
import { me, wasSignedIn } from '@/features/access/me'
import { settled, t, type Key } from '@/words'
import PhoneLayout from './PhoneLayout.vue'

type Right = components['schemas']['access.Right']
type Role = components['schemas']['access.Role']

declare module 'vue-router' {
  interface RouteMeta {
    title: Key | (() => string)
    /** Anybody, unless one must be known, or hold a right, or another that does as well; the role
        says who usually has it. */
    who?: 'known' | { right: Right; or?: Right; role: Role }
  }
}

/** Why the page asked for is not shown. */
export interface Bar { role: Role; path: string }
export const barred = shallowRef<Bar | null>(null)

const phone: RouteRecordRaw[] = [
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
    path: '/ask',
    component: () => import('@/features/asking/AskPage.vue'),
    meta: { title: 'title.ask', who: 'known' },
  },
  {
    path: '/tasks',
    component: () => import('@/features/dispatch/TasksPage.vue'),
    meta: { title: 'title.tasks', who: 'known' },
  },
  {
    path: '/tasks/:id',
    component: () => import('@/features/dispatch/TaskPage.vue'),
    props: true,
    meta: { title: 'title.task', who: 'known' },
  },
  {
    path: '/checkin',
    component: () => import('@/features/attendance/CheckInPage.vue'),
    meta: { title: 'title.checkin', who: 'known' },
  },
  {
    path: '/outbox',
    component: () => import('@/features/outbox/OutboxPage.vue'),
    meta: { title: 'title.outbox', who: 'known' },
  },
  {
    path: '/hours',
    component: () => import('@/features/hours/HoursPage.vue'),
    meta: { title: 'title.hours', who: 'known' },
  },
  {
    path: '/join',
    component: () => import('@/features/people/JoinPage.vue'),
    meta: { title: 'title.join', who: 'known' },
  },
  {
    path: '/welcome',
    component: () => import('@/features/people/WelcomePage.vue'),
    meta: { title: 'title.welcome', who: 'known' },
  },
  {
    path: '/my/needs',
    component: () => import('@/features/needs/MyNeedsPage.vue'),
    meta: { title: 'title.myNeeds', who: 'known' },
  },
  {
    path: '/needs/:id',
    component: () => import('@/features/needs/NeedPage.vue'),
    props: true,
    meta: { title: 'title.need', who: 'known' },
  },
  {
    path: '/verify/:serial?',
    component: () => import('@/features/records/VerifyPage.vue'),
    props: true,
    meta: { title: 'title.verify' },
  },
  {
    path: '/:rest(.*)*',
    component: () => import('@/features/home/MissingPage.vue'),
    meta: { title: 'title.missing' },
  },
]

export const phoneRoutes: RouteRecordRaw =
  { path: '/', name: 'phone', component: PhoneLayout, children: phone, meta: { title: 'title.home' } }

export function makeRouter(history: RouterHistory = createWebHistory()) {
  const router = createRouter({
    history,
    routes: [phoneRoutes],
    scrollBehavior(to, from, saved) {
      if (saved) return saved
      // A page that fetches what the link points at scrolls there by itself when it has come.
      const target = document.getElementById(to.hash.slice(1))
      if (target) return { el: target, top: 24 }
      return to.path === from.path ? false : { top: 0 }
    },
  })
  router.beforeEach(async (to) => {
    // What few open is listed when the first of it is asked for.
    if (to.meta.title === 'title.missing' && !router.hasRoute('my')) {
      const { laterRoutes } = await import('./later_routes')
      for (const each of laterRoutes) router.addRoute('phone', each)
      return to.fullPath
    }
    // Residents never fetch the list of the desk's pages.
    if (!/^\/desk(\/|$)/.test(to.path) || router.hasRoute('desk')) {
      fetchPage(to)
      return admit(to)
    }
    const { deskRoutes } = await import('./desk_routes')
    router.addRoute(deskRoutes)
    return to.fullPath
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

/** The page's files come while the server says who this is. */
function fetchPage(to: RouteLocationNormalized) {
  for (const { components } of to.matched) {
    for (const page of Object.values(components ?? {})) {
      if (typeof page === 'function') void (page as () => Promise<unknown>)().catch(() => undefined)
    }
  }
}

/** Who must be known is asked to sign in first and then comes back; who lacks the right is told.
    The server decides all of it again. */
async function admit(to: RouteLocationNormalized) {
  barred.value = null
  const { who } = to.meta
  if (!who) return true
  if (!me.value && wasSignedIn()) {
    const { whoAmI } = await import('@/features/access/session')
    // Without a network whoever was signed in goes on: what they do waits in the outbox.
    const reached = await whoAmI().then(() => true, () => false)
    if (!reached) return true
  }
  if (!me.value) return { path: '/login', query: { next: to.fullPath } }
  if (who !== 'known'
    && !me.value.rights?.some((right) => right === who.right || right === who.or)) {
    barred.value = { role: who.role, path: to.fullPath }
  }
  return true
}

export function pageTitle(title: Key | (() => string), wrong = false): string {
  const said = typeof title === 'function' ? title() : t(title)
  return `${wrong ? t('title.error') : ''}${said} · ${t('brand.name')}`
}
