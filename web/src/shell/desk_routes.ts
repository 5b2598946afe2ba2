import type { RouteRecordRaw } from 'vue-router'
import { t } from '@/features/desk/words'

// The pages of the desk, fetched with the first of them.
const desk: RouteRecordRaw[] = [
  {
    path: '/desk',
    name: 'desk',
    component: () => import('@/features/desk/TodayPage.vue'),
    meta: { title: 'title.desk', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/triage',
    component: () => import('@/features/desk/TriagePage.vue'),
    meta: { title: 'title.triage', who: { right: 'need_triage', role: 'station_worker' } },
  },
  {
    path: '/desk/dispatch',
    component: () => import('@/features/desk/DispatchPage.vue'),
    meta: { title: 'title.dispatch', who: { right: 'need_dispatch', role: 'station_worker' } },
  },
  {
    path: '/desk/needs',
    component: () => import('@/features/desk_needs/NeedsPage.vue'),
    meta: { title: 'title.deskNeeds', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/needs/:id',
    component: () => import('@/features/desk_needs/NeedRecordPage.vue'),
    props: true,
    meta: { title: 'title.need', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/ask',
    component: () => import('@/features/assisting/AssistPage.vue'),
    meta: { title: 'title.assist', who: { right: 'need_assist', role: 'station_worker' } },
  },
  {
    path: '/desk/records',
    component: () => import('@/features/desk_records/RecordsPage.vue'),
    meta: { title: 'title.records', who: { right: 'record_read', role: 'station_worker' } },
  },
  {
    path: '/desk/records/:id',
    component: () => import('@/features/desk_records/RecordPage.vue'),
    props: true,
    meta: { title: 'title.records', who: { right: 'record_read', role: 'station_worker' } },
  },
  {
    path: '/desk/print/slip/:id',
    component: () => import('@/features/printing/SlipPage.vue'),
    props: true,
    meta: { title: 'title.print', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/print/door/:id',
    component: () => import('@/features/printing/DoorNoticePage.vue'),
    props: true,
    meta: { title: 'title.print', who: { right: 'need_dispatch', role: 'station_worker' } },
  },
  {
    path: '/desk/print/sign-in',
    component: () => import('@/features/printing/SignInPage.vue'),
    meta: { title: 'title.print', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/print/needs',
    component: () => import('@/features/printing/ListPage.vue'),
    props: { list: 'needs' },
    meta: { title: 'title.print', who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/print/records',
    component: () => import('@/features/printing/ListPage.vue'),
    props: { list: 'records' },
    meta: { title: 'title.print', who: { right: 'record_read', role: 'station_worker' } },
  },
  {
    path: '/desk/people',
    component: () => import('@/features/desk_people/PeoplePage.vue'),
    meta: { title: 'title.people', who: { right: 'people_read', role: 'station_worker' } },
  },
  {
    path: '/desk/people/new',
    component: () => import('@/features/desk_people/PersonNewPage.vue'),
    meta: { title: () => t('title.personNew'), who: { right: 'people_write', role: 'station_worker' } },
  },
  {
    path: '/desk/people/duplicates',
    component: () => import('@/features/desk_people/DuplicatesPage.vue'),
    meta: { title: () => t('title.duplicates'), who: { right: 'people_write', role: 'station_worker' } },
  },
  {
    path: '/desk/people/licences',
    component: () => import('@/features/desk_people/LicencesPage.vue'),
    meta: { title: () => t('title.licences'), who: { right: 'people_write', role: 'station_worker' } },
  },
  {
    path: '/desk/people/import',
    component: () => import('@/features/desk_people/ImportPage.vue'),
    meta: { title: () => t('title.import'), who: { right: 'people_write', role: 'station_worker' } },
  },
  {
    path: '/desk/people/:id',
    component: () => import('@/features/desk_people/PersonPage.vue'),
    props: true,
    meta: { title: () => t('title.person'), who: { right: 'people_read', role: 'station_worker' } },
  },
  {
    path: '/desk/teams',
    component: () => import('@/features/desk_teams/TeamsPage.vue'),
    meta: { title: () => t('desk.teams'), who: { right: 'people_read', role: 'station_worker' } },
  },
  {
    path: '/desk/teams/:id',
    component: () => import('@/features/desk_teams/TeamPage.vue'),
    props: true,
    meta: { title: () => t('title.team'), who: { right: 'people_read', role: 'station_worker' } },
  },
  {
    path: '/desk/organizations/:id',
    component: () => import('@/features/desk_teams/OrganizationPage.vue'),
    props: true,
    meta: { title: () => t('title.organization'), who: { right: 'people_read', role: 'station_worker' } },
  },
  {
    path: '/desk/places',
    component: () => import('@/features/places/PlacesPage.vue'),
    meta: { title: () => t('desk.places'), who: { right: 'need_read', role: 'station_worker' } },
  },
  {
    path: '/desk/figures',
    component: () => import('@/features/stats/FiguresPage.vue'),
    meta: { title: 'title.figures', who: { right: 'stats_read', role: 'station_worker' } },
  },
  {
    path: '/desk/figures/rows',
    component: () => import('@/features/stats/FigureRowsPage.vue'),
    meta: { title: 'title.figures', who: { right: 'stats_rows', role: 'station_worker' } },
  },
  {
    path: '/desk/notices',
    component: () => import('@/features/desk_notices/NoticesPage.vue'),
    meta: {
      title: () => t('desk.notices'),
      who: { right: 'people_read', or: 'settings_manage', role: 'station_worker' },
    },
  },
  {
    path: '/desk/inbox',
    component: () => import('@/features/desk_notices/DeskInboxPage.vue'),
    meta: { title: () => t('desk.inbox'), who: 'known' },
  },
  {
    path: '/desk/users',
    component: () => import('@/features/grants/UsersPage.vue'),
    meta: { title: 'title.users', who: { right: 'role_grant', role: 'security_admin' } },
  },
  {
    path: '/desk/settings',
    component: () => import('@/features/settings/SettingsPage.vue'),
    meta: { title: 'title.settings', who: { right: 'settings_manage', role: 'center_staff' } },
  },
  {
    path: '/desk/audit',
    component: () => import('@/features/audit/AuditPage.vue'),
    meta: { title: 'title.audit', who: { right: 'audit_read', role: 'auditor' } },
  },
  {
    path: '/desk/system',
    component: () => import('@/features/system/SystemPage.vue'),
    meta: {
      title: 'title.system', who: { right: 'audit_read', or: 'debug', role: 'system_admin' },
    },
  },
]

export const deskRoutes: RouteRecordRaw = {
  path: '/desk',
  component: () => import('@/features/desk/DeskLayout.vue'),
  children: desk,
  meta: { title: 'title.desk' },
}
