/**
 * An object store of six methods, on a folder or on S3. Creating an object that must not exist yet is the only concurrency primitive;
 * everything that several writers share is built of it.
 * What the objects mean is not said here: versions live in {@code registry}, answers of users in {@code feedback}.
 */
@NullMarked
package dev.gioconda.store;

import org.jspecify.annotations.NullMarked;
