/**
 * Photo bytes to an upright, cropped face: the one safe door for untrusted bytes, orientation, face detection, crop and
 * resize. It is the left end of the way of the data and knows nothing of networks, labels or tensors.
 */
@NullMarked
package dev.gioconda.image;

import org.jspecify.annotations.NullMarked;
