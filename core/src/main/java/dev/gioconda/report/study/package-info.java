/**
 * The study's report: one offline HTML page with its sections on data, networks, comparison and painting. It
 * formats results that were computed elsewhere.
 */
@NullMarked
package dev.gioconda.report.study;

import org.jspecify.annotations.NullMarked;
