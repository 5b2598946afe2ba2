#pragma once
#include "base/blob.h"
#include "call/call.h"
#include "people/import.h"
#include "people/import_rules.h"

/// The verbs of imports: a file is read and shown back, taken in on a second word, and can be taken
/// back as a whole. Volunteers from a file wait for their own yes before anyone is matched.
namespace lastmile::people {

/// Reads the CSV (UTF-8 or GB18030), outside the transaction of the command.
Result<ReadImport> read_import_file(Call& call, const PreviewImport& cmd, const Blob& file);
Result<ImportView> preview_import(Call& call, const PreviewImport& cmd, const ReadImport& file);
Result<ImportView> commit_import(Call& call, const CommitImport& cmd);
/// Profiles that nobody touched since are erased, the others kept and counted.
Result<ImportView> undo_import(Call& call, const UndoImport& cmd);
Result<ImportView> show_import(Call& call, const ShowImport& query);
Result<Page<ImportView>> list_imports(Call& call, const ListImports& query);

/// Takes in, or takes back, a hundred lines of a running import. True when more wait.
bool go_on_importing(Call& call);

}  // namespace lastmile::people
