/**
 * Answers while others ask: finds faces, gathers the crops of many requests into one batch, and changes the model between two
 * batches without losing a request. It knows no HTTP and no store; it takes bytes and hands out records. The picture of the field
 * is dynamic batching in front of one model, as in Triton and DJL Serving.
 */
@NullMarked
package dev.gioconda.inference;

import org.jspecify.annotations.NullMarked;
