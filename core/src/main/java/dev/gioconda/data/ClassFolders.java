package dev.gioconda.data;

import java.text.Normalizer;

/**
 * The folders of a data set that one attribute was made of.
 *
 * @param set the data set's name
 * @param attribute the attribute, such as {@code Smiling}
 * @param positive the folder whose pictures have the attribute
 * @param negative the folder whose pictures do not have it; empty for all other folders
 */
public record ClassFolders(String set, String attribute, String positive, String negative) {

    /** A folder's name in the composed form (NFC), in which keyboards write it; some systems store the decomposed form. */
    public static String normalize(String folder) {
        return Normalizer.normalize(folder, Normalizer.Form.NFC);
    }

    /** Whether a name is that of one of the folders. */
    public boolean contains(String folder) {
        String name = normalize(folder);
        return positive.equals(name) || negative.equals(name);
    }

    /** Whether a name is that of the folder whose pictures do not have the attribute. */
    public boolean isNegative(String folder) {
        return negative.equals(normalize(folder));
    }
}
