/**
 * What operators see and do: a server on a
 * port of its own, the token, reviews, promotions and retraining.
 */
@NullMarked
package dev.gioconda.server.operator;

import org.jspecify.annotations.NullMarked;
