/**
 * From an image to answers: {@link dev.gioconda.classify.FacePipeline FacePipeline} decodes an image, detects and crops its faces,
 * classifies the crops and returns a {@link dev.gioconda.classify.FaceResult FaceResult}. The command line and the library call the
 * pipeline; the server calls its two halves, {@link dev.gioconda.classify.FaceExtractor FaceExtractor} and a model, and puts its
 * scheduler and its batches between them.
 */
@NullMarked
package dev.gioconda.classify;

import org.jspecify.annotations.NullMarked;
