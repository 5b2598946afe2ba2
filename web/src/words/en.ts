import type { Catalog } from '.'

export default {
  'brand.name': 'Lastmile',
  'brand.what': 'Community volunteer service',
  'brand.home': 'Lastmile home page',

  'shell.skip': 'Skip to content',
  'shell.menu': 'Main places',
  'shell.signIn': 'Sign in',
  'shell.my': 'My page',
  'shell.verify': 'Check a certificate',
  'shell.reference': 'API reference',
  'shell.large': 'Large type',
  'shell.plain': 'Standard type',
  'shell.bigger': 'Larger letters',
  'shell.smaller': 'Smaller letters',
  'shell.otherLang': '中文',
  'shell.help': 'Stuck? Phone your community’s station and the staff will do it for you.',
  'shell.footer': 'Free software on the community’s own machine; it calls no outside site.',

  'title.home': 'Home',
  'title.login': 'Sign in',
  'title.my': 'My page',
  'title.verify': 'Check a service certificate',
  'title.reference': 'API reference',
  'title.errors': 'All refusals',
  'title.kit': 'Parts of the screens',
  'title.missing': 'No such page',
  'title.error': 'Error: ',

  'errors.count': '{count} to mend',
  'errors.offline': 'The server cannot be reached. What you entered is kept; try again shortly.',
  'errors.fault':
    'Something broke on the server and nothing was done. Try again, or phone the station.',
  'errors.again': 'Try again',
  'errors.load': 'Nothing came back',

  'loading': 'Fetching…',

  'hours': '{hours} h {minutes} min',

  'hoursOnly': '{hours} h',

  'minutesOnly': '{minutes} min',
} satisfies Catalog
