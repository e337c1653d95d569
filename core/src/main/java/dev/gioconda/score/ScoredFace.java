package dev.gioconda.score;

import dev.gioconda.classify.FaceAnswer;
import java.util.List;

/**
 * A face in the table.
 *
 * @param number in its image, from 1: the largest clearly detected face first
 * @param answer box in pixels of the file, label and probability
 * @param attributes the probability of each attribute of the model
 * @param embedding for recognition; empty if none was asked for, or the image has a fixed framing
 */
public record ScoredFace(int number, FaceAnswer answer, List<Double> attributes, List<Float> embedding) {}
