/**
 * Files independent of their content: SHA-256 ({@code Hashes}), files and folders that appear complete or not at all
 * ({@code AtomicFiles}), whole directory trees ({@code Trees}), folders used by one process ({@code FolderLock}) and whole buffers ({@code FileChannels}). Every package
 * may use it; it uses none. Object storage is in {@code store}.
 */
@NullMarked
package dev.gioconda.file;

import org.jspecify.annotations.NullMarked;
