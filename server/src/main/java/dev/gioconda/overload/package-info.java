/**
 * Requests that are rejected because a limit of the server is reached, independent of what they ask for and of HTTP. The limits
 * themselves are in the packages that check them.
 */
@NullMarked
package dev.gioconda.overload;

import org.jspecify.annotations.NullMarked;
