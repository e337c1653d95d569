/**
 * An example, its attribute values and the data sets made of them. Reading data sets from disk is in {@code
 * data.reader}, splitting by person in {@code data.split}, loading faces as tensors in {@code data.load}.
 */
@NullMarked
package dev.gioconda.data;

import org.jspecify.annotations.NullMarked;
