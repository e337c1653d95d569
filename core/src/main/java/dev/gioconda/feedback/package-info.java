/**
 * Feedback of clients on predictions and stylized images: records, their reviews, and the images that clients gave consent for. It
 * follows the quarantine of active learning: no record is used for training before a reviewer accepts it. Training on accepted
 * feedback is in {@code retrain}, storage in {@code store}.
 */
@NullMarked
package dev.gioconda.feedback;

import org.jspecify.annotations.NullMarked;
