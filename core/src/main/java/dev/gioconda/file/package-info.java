/**
 * Files independent of their content: SHA-256 ({@code Hashes}), files and folders that appear complete or not at all
 * ({@code AtomicFiles}), files that only their owner can read ({@code PrivateFiles}), whole directory trees ({@code
 * Trees}), folders used by one process ({@code FolderLock}), whole buffers ({@code FileChannels}), full disks
 * ({@code DiskSpace}) and the user's cache ({@code UserCache}). Every package may use it; it uses none. Object storage is in {@code store}.
 */
@NullMarked
package dev.gioconda.file;

import org.jspecify.annotations.NullMarked;
