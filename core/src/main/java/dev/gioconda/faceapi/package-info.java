/**
 * The networks of the package face-api 1.7.15 (two face detectors, 68 landmarks, expressions, age and gender, dlib's
 * descriptor), with weights that are read from its archive. {@code FaceApi} opens an archive and has the rules of what is cut
 * out for which network. Weights are not part of this program. What is made of descriptors and boxes, such as recognition,
 * belongs elsewhere.
 */
@NullMarked
package dev.gioconda.faceapi;

import org.jspecify.annotations.NullMarked;
