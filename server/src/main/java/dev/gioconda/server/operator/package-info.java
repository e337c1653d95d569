/**
 * The operator's server and pages: token,
 * review, promotions and retraining.
 */
@NullMarked
package dev.gioconda.server.operator;

import org.jspecify.annotations.NullMarked;
