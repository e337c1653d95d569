/**
 * What people said about pictures they were shown: answers, the decisions of whoever reviewed them, and the pictures of those
 * who agreed to it. It follows the quarantine of active learning loops: nothing is learnt from before somebody accepted it.
 * What is learnt from the accepted ones is said in {@code retrain}; how objects are kept, in {@code store}.
 */
@NullMarked
package dev.gioconda.feedback;

import org.jspecify.annotations.NullMarked;
