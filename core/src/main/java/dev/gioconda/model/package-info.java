/**
 * Networks written as their papers draw them, the manifest that says what a model version is, and {@code Classifier}, which
 * turns a picture into a calibrated answer. How a network is trained belongs to {@code train}.
 */
@NullMarked
package dev.gioconda.model;

import org.jspecify.annotations.NullMarked;
