package dev.gioconda.feedback;

/** What feedback is about: a prediction of a classifier, or a stylized image. */
public sealed interface Subject permits Classification, Stylization {}
