#pragma once

namespace lastmile::storage {

/// The name of a SQLite VFS that writes a commit's frames to the write-ahead log at once instead of
/// two by two: with some 200 frames a batch that is 400 calls of the kernel less, a fifteenth of a
/// command's CPU. What is held back goes out before every sync, and before anything of the log is
/// read through the same connection; other connections read only what was synced, as the index of
/// the log tells them of it after. Everything but the log goes to the system's VFS untouched.
/// Registers it at the first call. Source: https://www.sqlite.org/vfs.html,
/// https://www.sqlite.org/walformat.html §2.
const char* log_vfs();

}  // namespace lastmile::storage
