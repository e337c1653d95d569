package dev.gioconda.registry;

import java.util.List;

/**
 * The files of a version that never got a manifest, and what becomes of them.
 *
 * @param id the version
 * @param files their keys
 * @param bytes how much they take together
 * @param removable whether they are removed, or would be if that was wanted
 * @param reason why, as a sentence
 */
public record OrphanedVersion(VersionId id, List<String> files, long bytes, boolean removable, String reason) {}
