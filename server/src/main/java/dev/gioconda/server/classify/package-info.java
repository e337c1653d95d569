/**
 * Classification over HTTP: the API, the Open Inference Protocol 2, recent answers, and the champion that follows
 * promotions.
 */
@NullMarked
package dev.gioconda.server.classify;

import org.jspecify.annotations.NullMarked;
