/**
 * The study of 2022 as a library call: {@link dev.gioconda.study.Study} explores the data, trains and evaluates four
 * networks, stylizes images with the study's three networks, and compares choices of transfer learning.
 */
@NullMarked
package dev.gioconda.study;

import org.jspecify.annotations.NullMarked;
