/**
 * HTTP routes for feedback on predictions and for
 * ratings of stylized images.
 */
@NullMarked
package dev.gioconda.server.feedback;

import org.jspecify.annotations.NullMarked;
