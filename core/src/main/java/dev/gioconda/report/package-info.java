/**
 * Records of the other rooms to something a person reads: charts as inline SVG, tables, and the study as one offline HTML
 * page, set like a short paper. It computes nothing that it shows; it has no script, no font and no picture from elsewhere.
 * {@link StudyPage} is what a caller fills, {@link StudyHtml} what turns it into text.
 */
@NullMarked
package dev.gioconda.report;

import org.jspecify.annotations.NullMarked;
