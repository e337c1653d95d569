package dev.gioconda.registry;

import java.util.List;

/**
 * The files of a version that has no manifest.
 *
 * @param id the version
 * @param files their keys
 * @param bytes their total size
 * @param removable whether they are deleted, or would be
 * @param reason for that, as a sentence
 */
public record OrphanedVersion(VersionId id, List<String> files, long bytes, boolean removable, String reason) {}
