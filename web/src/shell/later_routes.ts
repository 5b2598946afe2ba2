import type { RouteRecordRaw } from 'vue-router'
import { t } from './my_words'

// What stands behind “mine”, and what few open: listed when the first of them is asked for.
export const laterRoutes: RouteRecordRaw[] = [
  {
    path: '/my/volunteer',
    name: 'my',
    component: () => import('@/features/volunteer/VolunteerPage.vue'),
    meta: { title: () => t('title.myVolunteer'), who: 'known' },
  },
  {
    path: '/my/family',
    component: () => import('@/features/family/FamilyPage.vue'),
    meta: { title: () => t('title.myFamily'), who: 'known' },
  },
  {
    path: '/my/data',
    component: () => import('@/features/mydata/DataPage.vue'),
    meta: { title: () => t('title.myData'), who: 'known' },
  },
  {
    path: '/my/details',
    component: () => import('@/features/details/DetailsPage.vue'),
    meta: { title: () => t('title.myDetails'), who: 'known' },
  },
  {
    path: '/my/consents',
    component: () => import('@/features/mydata/ConsentsPage.vue'),
    meta: { title: () => t('title.myConsents'), who: 'known' },
  },
  {
    path: '/my/reads',
    component: () => import('@/features/reads/ReadsPage.vue'),
    meta: { title: () => t('title.myReads'), who: 'known' },
  },
  {
    path: '/my/erase',
    component: () => import('@/features/mydata/ErasePage.vue'),
    meta: { title: () => t('title.myErase'), who: 'known' },
  },
  {
    path: '/my/devices',
    component: () => import('@/features/account/DevicesPage.vue'),
    meta: { title: () => t('title.myDevices'), who: 'known' },
  },
  {
    path: '/my/settings',
    component: () => import('@/features/account/SettingsPage.vue'),
    meta: { title: () => t('title.mySettings') },
  },
  {
    path: '/my/secrets',
    component: () => import('@/features/secrets/SecretsPage.vue'),
    meta: { title: () => t('title.mySecrets'), who: 'known' },
  },
  {
    path: '/certificates/:serial',
    component: () => import('@/features/certificate/CertificatePage.vue'),
    props: true,
    meta: { title: () => t('title.certificate') },
  },
  {
    path: '/notices',
    component: () => import('@/features/notices/InboxPage.vue'),
    meta: { title: () => t('title.notices'), who: 'known' },
  },
  {
    path: '/my/notices',
    component: () => import('@/features/notices/ChoicesPage.vue'),
    meta: { title: () => t('title.myNotices'), who: 'known' },
  },
  {
    path: '/unsubscribe',
    component: () => import('@/features/notices/UnsubscribePage.vue'),
    meta: { title: () => t('title.unsubscribe') },
  },
  // What messages point at, as the server names it.
  { path: '/offers/:id', redirect: '/tasks' },
  { path: '/records/:id', redirect: '/hours' },
  { path: '/family/:id', redirect: '/my/family' },
  { path: '/teams/:id', redirect: '/my/volunteer' },
  { path: '/my/licences/:id', redirect: '/my/volunteer' },
  { path: '/my/account', redirect: '/my/notices' },
  {
    path: '/enrol',
    component: () => import('@/features/grants/EnrolPage.vue'),
    meta: { title: 'title.enrol' },
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
]
