/**
 * Charts, tables and heat maps as SVG and HTML fragments, from plain numbers. The sections of the study's page are in
 * {@code report.study}.
 */
@NullMarked
package dev.gioconda.report.chart;

import org.jspecify.annotations.NullMarked;
