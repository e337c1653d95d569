/**
 * An object store of six methods, in a folder or in S3. Creating an object that must not exist is the only concurrency primitive;
 * everything that concurrent writers share is built on it. The content of objects is defined elsewhere: versions in {@code registry},
 * feedback in {@code feedback}.
 */
@NullMarked
package dev.gioconda.store;

import org.jspecify.annotations.NullMarked;
