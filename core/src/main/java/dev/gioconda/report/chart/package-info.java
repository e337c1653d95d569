/**
 * Charts, tables and heat maps as SVG and HTML fragments, from plain numbers. What the study shows with them is in
 * {@code report.study}.
 */
@NullMarked
package dev.gioconda.report.chart;

import org.jspecify.annotations.NullMarked;
