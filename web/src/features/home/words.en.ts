import type zh from './words.zh'

export default {
  'home.title': 'Say what you need, and a volunteer who can do it comes to your door',
  'home.lead':
    'Saying it once is enough. The station takes it in and finds someone who knows how, lives near and is free. Every minute served can be opened to the visit behind it.',
  'home.entries': 'What you can do here',
  'home.login': 'Sign in',
  'home.loginSays': 'Residents and volunteers by phone number, staff by account',
  'home.my': 'My page',
  'home.mySays': 'Who I am, and where I am signed in',
  'home.verify': 'Check a service certificate',
  'home.verifySays': 'Its serial number tells whether it is real',
  'home.reference': 'API reference',
  'home.referenceSays': 'For those who connect other programs',
  'home.phone': 'Phone the station',
  'home.phoneSays': 'No smartphone needed: call, and the staff write it down for you',
  'home.phoneUnset': 'This station has listed no phone yet; please come to the counter',
  'home.loop': 'How one request gets done',
  'home.loop1': 'Say it',
  'home.loop1Says': 'By phone page, at the counter, by call or at a home visit. Once.',
  'home.loop2': 'The station takes it in',
  'home.loop2Says': 'What is it, how urgent is it; repeats are joined.',
  'home.loop3': 'The right person is asked',
  'home.loop3Says': 'Skill, distance, free time, with the reasons shown. Anyone may decline.',
  'home.loop4': 'Someone comes',
  'home.loop4Says': 'Checked in on arrival and out on leaving; the machine keeps the time.',
  'home.loop5': 'You confirm and rate',
  'home.loop5Says': 'It is done when you say so. If it is not right, it is done again.',
  'home.loop6': 'Record and certificate',
  'home.loop6Says': 'The volunteer gets hours anyone can check, each with its source.',
  'home.picture':
    'A neighbourhood: one lit window, and a volunteer in a red vest walking over from the station',

  'missing.title': 'No such page',
  'missing.says': 'The address may have lost a piece, or the page has moved.',
  'missing.home': 'To the home page',
} satisfies Record<keyof typeof zh, string>
