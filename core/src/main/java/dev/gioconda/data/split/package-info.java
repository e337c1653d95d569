/**
 * Train, validation and test partitions: by person where identities are known, by a seeded order elsewhere, or as
 * CelebA publishes them. The same seed always gives the same partitions.
 */
@NullMarked
package dev.gioconda.data.split;

import org.jspecify.annotations.NullMarked;
