import type zh from './words.zh'

export default {
  'verify.title': 'Check a service certificate',
  'verify.lead':
    'Every certificate has a serial number. Enter it to see whether this site issued it and whether it still counts.',
  'verify.serial': 'Serial number',
  'verify.serialHint': 'At the top of the certificate, such as LM4112-FF4S-GMD9-3EPB. A whole link will do, too.',
  'verify.check': 'Check it',
  'verify.serialMissing': 'Serial number must be filled in',
  'verify.valid': 'This certificate is real',
  'verify.validSays':
    'It was issued here and its signature is whole. Compare it with the one in your hand: every line below must be the same.',
  'verify.revoked': 'This certificate was revoked',
  'verify.revokedSays': 'It was issued here and withdrawn on {day}. It no longer counts.',
  'verify.unknown': 'No such serial number',
  'verify.unknownSays':
    'No certificate {serial} was issued here. Check for slips: 0 and O, 1 and I look alike.',
  'verify.changed': 'Services changed since it was issued: {count}',
  'verify.changedSays':
    'The certificate was right on its day; these services were corrected, disputed or voided later. What counts now stands here.',
  'verify.changedLine': '{day}, {what}: {was} on the certificate, {now} now',
  'verify.card': 'Certificate of volunteer service',
  'verify.holder': 'Volunteer',
  'verify.holderSays': 'shortened here to protect the person',
  'verify.idNumber': 'ID card number',
  'verify.issuer': 'Issued by',
  'verify.lines': 'Services in it',
  'verify.issued': 'Issued on',
  'verify.minutes': 'Service time',
  'verify.services': 'Services',
  'verify.servicesCount': '{count} {count|time|times}',
  'verify.period': 'Served between',
  'verify.periodSpan': '{from} and {to}',
  'verify.grades': 'Where the hours come from',
  'verify.gradeA': 'A: rotating code on arrival and leaving, confirmed by the one served',
  'verify.gradeB': 'B: checked in and out',
  'verify.gradeC': 'C: attested by two people of different roles',
  'verify.gradeD': 'D: entered afterwards, approved by a second person',
  'verify.offline':
    'Its holder can also give you a signed file, which lastmile verify-certificate checks without a network.',
  'verify.another': 'Check another',
  'verify.print': 'Print this check',
} satisfies Record<keyof typeof zh, string>
