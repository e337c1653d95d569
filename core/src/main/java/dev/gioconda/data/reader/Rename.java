package dev.gioconda.data.reader;

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
 * @param part the data set's name, such as {@code smiles}
 * @param attribute its attribute, such as {@code Smiling}
 * @param newName its new name; an existing attribute or a new one
 */
public record Rename(String part, String attribute, String newName) {

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
     * The data set with the labels under the new name.
     *
     * @throws IllegalArgumentException if the part or the attribute does not exist
     */
    public Dataset apply(Dataset set) {
        int from = set.indexOf(attribute);
        List<String> attributes = new ArrayList<>(set.attributes());
        if (!attributes.contains(newName)) {
            attributes.add(newName);
        }
        int to = attributes.indexOf(newName);
        List<Example> examples = new ArrayList<>();
        int moved = 0;
        for (Example example : set.examples()) {
            int known = example.labels().length;
            byte[] labels = Arrays.copyOf(example.labels(), attributes.size());
            Arrays.fill(labels, known, labels.length, Example.UNKNOWN);
            if (example.name().startsWith(part + "/")) {
                labels[to] = labels[from];
                labels[from] = Example.UNKNOWN;
                moved++;
            }
            examples.add(example.withLabels(labels));
        }
        if (moved == 0) {
            throw new IllegalArgumentException(
                    "No picture of %s belongs to a data set named %s; its pictures have names such as %s."
                            .formatted(set.name(), part, set.examples().get(0).name()));
        }
        return new Dataset(set.name(), attributes, examples);
    }
}
