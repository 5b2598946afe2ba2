-- Most people ask for themselves and are found as recipients: only the others need this index.
drop index need_by_asker;
create index need_by_asker on need (region, asker, id) where asker <> recipient;
