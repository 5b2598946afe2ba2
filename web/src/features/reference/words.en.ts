import type zh from './words.zh'

export default {
  'reference.title': 'API reference',
  'reference.lead':
    'Everything in Lastmile has an API: what the screens do, a program can do too. Grouped by subject below.',
  'reference.search': 'Search the API',
  'reference.searchHint': 'A path, a name or a refusal code: needs, sign-in, not_found',
  'reference.found': '{count} operations',
  'reference.none': 'Nothing fits. Try another word.',
  'reference.groups': 'Subjects',
  'reference.parameters': 'Parameters',
  'reference.body': 'Request',
  'reference.answer': 'Answer',
  'reference.refusals': 'Possible refusals',
  'reference.curl': 'On the command line',
  'reference.schema': 'Structure',
  'reference.schemas': 'Data structures',
  'reference.required': 'required',
  'reference.optional': 'optional',
  'reference.copy': 'Copy',
  'reference.copied': 'Copied',
  'reference.anyone': 'anyone',
  'reference.signedIn': 'signed in',
  'reference.basics': 'Read this first',
  'reference.basics1':
    'Every POST carries an Idempotency-Key header: the same key again gets the same answer, and the thing is done once.',
  'reference.basics2':
    'Once signed in send Authorization: Bearer with the token; browsers use a cookie. Accept-Language picks Chinese or English.',
  'reference.basics3':
    'Refusals come as application/problem+json: code is for programs, detail for people, and errors points at each thing to mend.',
  'reference.errors': 'All refusals',
  'reference.errorsLead': 'Every “no” has a fixed code and says what to do about it. Programs go by the code; the wording may change.',
  'reference.errorsLink': 'All refusals',
  'reference.usedAnywhere': 'any address may answer so',
  'reference.usedBy': '{count} operations may answer so',
  'reference.errorsFound': '{count} refusals',
  'reference.back': 'Back to the API reference',
  'reference.document': 'The OpenAPI document for machines',
} satisfies Record<keyof typeof zh, string>
