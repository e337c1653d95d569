package dev.gioconda.data.reader;

import dev.gioconda.data.ClassFolders;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames an attribute of one part of a joined data set, for data sets that define it differently: a smile in SMILEs
 * shows teeth, in GENKI-4K not always. The network is then trained on both as separate attributes.
 *
 * @param part the data set's name, such as {@code smiles}, or {@link #EVERY_SET}
 * @param attribute its attribute, such as {@code Smiling}, or one of the two folders that the attribute was made of
 * @param newName its new name; an existing attribute or a new one
 */
public record Rename(String part, String attribute, String newName) {

    /** In place of a data set's name: every data set that has the attribute. */
    public static final String EVERY_SET = "*";

    private static final Pattern FORMAT = Pattern.compile("([^:]+):([^=]+)=(.+)");

    /** Reads {@code smiles:Smiling=Teeth}. */
    public static Rename parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a rename; expected set:Attribute=Name, such as smiles:Smiling=Teeth."
                            .formatted(text));
        }
        return new Rename(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /**
     * The data set with the labels under the new name. The attribute may be either of the two folders that an attribute was made of: the
     * labels are then negated if it is the other one.
     *
     * @throws IllegalArgumentException if the part or the attribute does not exist
     */
    public Dataset apply(Dataset set) {
        List<String> attributes = new ArrayList<>(set.attributes());
        if (!attributes.contains(newName)) {
            attributes.add(newName);
        }
        int to = attributes.indexOf(newName);
        List<Example> examples = new ArrayList<>();
        int moved = 0;
        for (Example example : set.examples()) {
            byte[] labels = Arrays.copyOf(example.labels(), attributes.size());
            Arrays.fill(labels, example.labels().length, labels.length, Example.UNKNOWN);
            String owner =
                    example.name().substring(0, Math.max(0, example.name().indexOf('/')));
            if (part.equals(EVERY_SET) || part.equals(owner)) {
                moved += move(set, owner, labels, to) ? 1 : 0;
            }
            examples.add(example.withLabels(labels));
        }
        if (moved == 0) {
            set.indexOf(attribute); // throws with suggestions if it is unknown
            throw new IllegalArgumentException(
                    "No picture of %s belongs to a data set named %s; its pictures have names such as %s."
                            .formatted(set.name(), part, set.examples().get(0).name()));
        }
        return new Dataset(set.name(), attributes, examples, set.folders());
    }

    /** Moves one label; false if the picture's data set has no such attribute or folder. */
    private boolean move(Dataset set, String owner, byte[] labels, int to) {
        int from = set.attributes().indexOf(attribute);
        boolean negated = false;
        if (from < 0) {
            ClassFolders folders = set.folders().stream()
                    .filter(pair -> pair.set().equals(owner) && pair.contains(attribute))
                    .findFirst()
                    .orElse(null);
            if (folders == null) {
                return false;
            }
            from = set.attributes().indexOf(folders.attribute());
            negated = folders.isNegative(attribute);
        }
        byte label = labels[from];
        if (label == Example.UNKNOWN && part.equals(EVERY_SET)) {
            return false; // a picture of another data set
        }
        labels[from] = Example.UNKNOWN;
        labels[to] = negated && label != Example.UNKNOWN ? (byte) (1 - label) : label;
        return true;
    }
}
