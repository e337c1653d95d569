/**
 * Scores of images as jobs and functions of Apache Spark: {@link dev.gioconda.spark.GiocondaSpark GiocondaSpark} for applications,
 * {@link dev.gioconda.spark.SparkJob SparkJob} for {@code spark-submit}, {@link dev.gioconda.spark.GiocondaExtensions GiocondaExtensions} for SQL.
 * Spark distributes, repeats and writes; each row is computed by {@link dev.gioconda.score.Scorer Scorer}, as on one machine. Nothing else
 * of Gioconda depends on this module.
 */
@NullMarked
package dev.gioconda.spark;

import org.jspecify.annotations.NullMarked;
