// What can be told, by what it is about; the words of each are kind.* of this folder.
export const groups = {
  needs: [
    'need_submitted', 'need_moved', 'need_changed', 'need_taken', 'need_served',
    'need_confirmed', 'need_rated', 'need_escalated', 'need_reminded', 'need_hours_given',
    'claim_set', 'offer_made', 'offer_ended', 'dispatch_run_set', 'checked_in', 'checked_out',
  ],
  records: [
    'record_set', 'record_attested', 'record_case_set', 'first_record_made',
    'certificate_issued', 'certificate_revoked', 'certificate_holder_erased',
  ],
  people: [
    'person_entered', 'person_changed', 'person_erased', 'person_revealed', 'personal_data_read',
    'persons_merged', 'merge_undone', 'duplicate_dismissed', 'person_import_moved',
    'family_link_set', 'kept_apart', 'consent_given', 'consent_withdrawn', 'volunteer_joined',
    'volunteer_changed', 'volunteer_left', 'licence_set', 'licence_ending', 'training_set',
    'award_set', 'team_set', 'membership_set', 'organization_set',
  ],
  access: [
    'account_opened', 'account_changed', 'account_closed', 'signed_in', 'sessions_ended',
    'sessions_purged', 'grant_moved', 'readings_purged',
  ],
  settings: [
    'due_rule_set', 'record_rule_set', 'code_added', 'categories_entered', 'site_opened',
    'site_changed', 'ground_changed', 'divisions_imported', 'demo_begun',
    'upkeep_asked', 'town_verified', 'backup_made', 'upkeep_failed',
  ],
} as const
export type Group = keyof typeof groups
export const groupIds = Object.keys(groups) as Group[]
