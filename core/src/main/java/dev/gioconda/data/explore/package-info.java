/**
 * Exploratory statistics of a data set: color histograms, class balance and co-occurrence of attributes. Plots are
 * drawn in {@code report.chart}.
 */
@NullMarked
package dev.gioconda.data.explore;

import org.jspecify.annotations.NullMarked;
