/**
 * The web application and its API: routes, limits, errors as RFC 9457 problems, pages for people and pages for operators. It turns
 * requests into calls of {@code inference}, {@code jobs}, {@code feedback} and {@code registry}, and holds no model and no
 * picture longer than they do.
 */
@NullMarked
package dev.gioconda.server;

import org.jspecify.annotations.NullMarked;
