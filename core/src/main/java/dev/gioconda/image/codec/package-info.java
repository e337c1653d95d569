/**
 * File formats of images: the only decoder for untrusted bytes, which checks kind, size and structure before it
 * decodes, and the writers of JPEG, PNG and GIF. Metadata is read for the orientation and
 * the color profile only and never kept. Nothing else
 * in the program calls ImageIO's readers.
 */
@NullMarked
package dev.gioconda.image.codec;

import org.jspecify.annotations.NullMarked;
