import type zh from './words.zh'

export default {
  'verify.title': 'Check a service certificate',
  'verify.lead':
    'Every certificate has a serial number. Enter it to see whether this site issued it and whether it still counts.',
  'verify.serial': 'Serial number',
  'verify.serialHint': 'At the top right of the certificate, beside the QR code.',
  'verify.check': 'Check it',
  'verify.serialMissing': 'Serial number must be filled in',
  'verify.valid': 'This certificate is real',
  'verify.validSays': 'It was issued here and nothing in it was changed.',
  'verify.revoked': 'This certificate was revoked',
  'verify.revokedSays': 'It was issued here and later withdrawn. It no longer counts.',
  'verify.unknown': 'No such serial number',
  'verify.unknownSays':
    'No certificate {serial} was issued here. Check for slips: 0 and O, 1 and I look alike.',
  'verify.holder': 'Volunteer',
  'verify.issued': 'Issued on',
  'verify.issuer': 'Issued by',
  'verify.minutes': 'Service time',
  'verify.grades': 'Of which',
  'verify.grade': 'grade {grade} {hours}',
  'verify.period': 'Served between',
  'verify.content': 'What was done',
  'verify.proof': 'Proof',
  'verify.proofSays':
    'It stands in a log that cannot be changed in secret, as entry {leaf}. Download it and lastmile verify-certificate checks it without a network.',
  'verify.download': 'Download the signed file',
  'verify.another': 'Check another',
} satisfies Record<keyof typeof zh, string>
