/**
 * Feedback over HTTP: corrections and ratings,
 * each with a receipt that deletes it.
 */
@NullMarked
package dev.gioconda.server.feedback;

import org.jspecify.annotations.NullMarked;
