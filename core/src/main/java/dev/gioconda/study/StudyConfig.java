package dev.gioconda.study;

import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.image.Picture;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a study does.
 *
 * @param data sets and split
 * @param dataRecord the choice of the data, saved in the run folders
 * @param splitDescription the split in a sentence, for the page
 * @param synthetic whether all images are synthetic portraits
 * @param recipes of the networks by name, see {@link StudyRecipes#read}
 * @param styleTransfers the style transfers
 * @param ablation comparison of choices of transfer learning
 * @param folders where the study reads and writes
 * @param command that reproduces the study, for the page
 */
public record StudyConfig(
        DataChoice data,
        Map<String, String> dataRecord,
        String splitDescription,
        boolean synthetic,
        Map<String, Recipe> recipes,
        StyleTransferConfig styleTransfers,
        AblationConfig ablation,
        StudyFolders folders,
        String command) {

    /**
     * The style transfers of a study.
     *
     * @param contentImages by name, at least one
     * @param styleImages by name, at least one
     * @param tunedModels folders of further models with a backbone and the study's head
     * @param iterations of each image; 0 for no style transfers
     * @param size long side of the images in pixels
     */
    public record StyleTransferConfig(
            Map<String, Picture> contentImages,
            Map<String, Picture> styleImages,
            List<Path> tunedModels,
            int iterations,
            int size) {}

    /**
     * The comparison of choices of transfer learning.
     *
     * @param trainingImages number of images to train on; 0 for no comparison
     * @param changes of the recipe, such as {@code training.epochs=5}
     */
    public record AblationConfig(int trainingImages, List<String> changes) {}

    /**
     * Where a study reads and writes.
     *
     * @param runs folder of the training runs
     * @param models folder of the trained models
     * @param features cache of the outputs of frozen layers
     * @param page the HTML file; it is written several times while the study proceeds
     */
    public record StudyFolders(Path runs, Path models, FeatureStore features, Path page) {}
}
