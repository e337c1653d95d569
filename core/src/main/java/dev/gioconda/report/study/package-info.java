/**
 * The study's report: one offline HTML page with sections on data, networks, comparison and style transfer. It only
 * formats results.
 */
@NullMarked
package dev.gioconda.report.study;

import org.jspecify.annotations.NullMarked;
