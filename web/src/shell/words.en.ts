import type zh from './words.zh'

export default {
  'title.myVolunteer': 'My volunteering',
  'title.myFamily': 'My family',
  'title.myData': 'My data',
  'title.myDetails': 'My details',
  'title.myConsents': 'What I agreed to',
  'title.myReads': 'Who read my data',
  'title.myErase': 'Erase my data',
  'title.myDevices': 'Devices signed in',
  'title.mySettings': 'Settings',
  'title.mySecrets': 'Password and codes',
  'title.notices': 'My messages',
  'title.myNotices': 'How I am told',
  'title.unsubscribe': 'No more e-mails of this kind',
  'title.certificate': 'Certificate of volunteer service',
} satisfies Record<keyof typeof zh, string>
