package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Head;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.SharedOutputs;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a network on faces by a recipe, see {@link TrainingLoop}. Same recipe, data, machine and threads give the same
 * numbers, also if the training is resumed. The outputs of frozen layers are computed before the loop, see {@link PrefixFeatures}.
 */
public final class Trainer {

    private final Recipe recipe;
    private final Architecture architecture;
    private final List<String> attributes;
    private final int target;
    private final Precision precision;
    private final AttributeLoss loss;
    private final FeatureStore store;

    /** @param attributes the attributes of the faces' labels, in their order */
    public Trainer(Recipe recipe, List<String> attributes) {
        this(recipe, attributes, FeatureStore.forCurrentUser());
    }

    /**
     * Creates a trainer with a given store of cached features.
     *
     * @param attributes the attributes of the faces' labels, in their order
     */
    public Trainer(Recipe recipe, List<String> attributes, FeatureStore store) {
        this.recipe = recipe;
        this.architecture = Architecture.of(recipe.network());
        this.attributes = List.copyOf(attributes);
        this.target = attributes.indexOf(recipe.target());
        if (target < 0) {
            throw new IllegalArgumentException(
                    "The data has no attribute \"%s\"; it has %s.".formatted(recipe.target(), attributes));
        }
        this.precision = Precision.parse(recipe.training().precision());
        double auxiliary = attributes.size() > 1 ? recipe.auxiliary() : 0;
        this.loss = new AttributeLoss(target, auxiliary, recipe.training().labelSmoothing());
        this.store = store;
    }

    /** A new network with random weights of the recipe's seed, and its optimizer. */
    public TrainingState start(int attributes) {
        return start(attributes, Map.of());
    }

    /**
     * A new network with a pretrained backbone and a random head, and its optimizer.
     *
     * @param pretrained all weights of the backbone; empty for random ones
     */
    public TrainingState start(int attributes, Map<String, Tensor> pretrained) {
        Network network = build(attributes);
        if (network instanceof Backbone && !pretrained.isEmpty()) {
            Map<String, Tensor> all = new LinkedHashMap<>(network.state());
            all.keySet().removeIf(name -> !name.startsWith(Head.MODULE_NAME + "."));
            all.putAll(pretrained);
            network.load(all);
        }
        return initialState(network);
    }

    /**
     * A network with the weights of an earlier training, and a new optimizer. The attributes may differ: outputs of shared attributes
     * keep their weights, and outputs of new ones are random.
     *
     * @param outputs the attributes of the earlier training, in order
     * @param weights all weights of its network, which has the architecture of this recipe
     * @throws IllegalArgumentException if the weights are of another architecture or input size
     */
    public TrainingState startFrom(List<String> outputs, Map<String, Tensor> weights) {
        Network network = build(attributes.size());
        network.load(
                outputs.equals(attributes)
                        ? weights
                        : new SharedOutputs(architecture.output(), outputs, attributes)
                                .transfer(weights, network.state(), outputLayer(network)));
        return initialState(network);
    }

    /** The weights whose shape depends on the number of attributes. */
    private Set<String> outputLayer(Network network) {
        Map<String, Tensor> wider = build(attributes.size() + 1).state();
        return network.state().entrySet().stream()
                .filter(weight -> {
                    Tensor other = wider.get(weight.getKey());
                    return other == null || !Arrays.equals(weight.getValue().shape(), other.shape());
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Network build(int attributes) {
        torch.manual_seed(Tensors.mix(recipe.training().seed()));
        return architecture.build(recipe.input().rows(), recipe.input().columns(), attributes);
    }

    private TrainingState initialState(Network network) {
        if (!(network instanceof Backbone backbone)) {
            return new TrainingState(network, recipe.training());
        }
        backbone.freeze(backbone.frozenLayers(recipe.transfer().unfreeze()));
        Map<String, Tensor> weights = network.namedWeights();
        return new TrainingState(network, recipe.training(), name -> {
            Tensor weight = weights.get(name);
            boolean head = name.startsWith(Head.MODULE_NAME + ".");
            return weight == null || !weight.requires_grad()
                    ? 0
                    : head ? 1 : recipe.transfer().rate();
        });
    }

    /**
     * Trains from {@code state} to the recipe's last epoch, or until early stopping; then the network has the weights that {@link
     * CheckpointSelection} selected.
     *
     * @throws DivergedException if the loss is NaN or infinite
     */
    public void fit(TrainingState state, Faces train, Faces validation, Consumer<Progress> listener) {
        Forward forward = new Forward(state.network(), architecture.output(), recipe.normalization(), precision);
        FaceTask faceTask = new FaceTask(recipe, forward, loss, target, train, validation);
        if (!(state.network() instanceof Backbone backbone)) {
            new TrainingLoop(recipe.training(), faceTask).fit(state, listener);
            return;
        }
        int frozen = backbone.frozenLayers(recipe.transfer().unfreeze());
        TransferTask transferTask = new TransferTask(faceTask, backbone, frozen);
        if (frozen == 0 || !recipe.transfer().cache()) {
            new TrainingLoop(recipe.training(), transferTask).fit(state, listener);
            return;
        }
        PrefixFeatures features = new PrefixFeatures(recipe, forward, backbone, frozen, store, listener);
        FeatureCache.FeatureCachePlan trainPlan = features.augmented(train);
        FeatureCache.FeatureCachePlan validationPlan = features.plain(validation);
        features.compute(List.of(trainPlan, validationPlan));
        try (FeatureCache trainFeatures = FeatureCache.open(trainPlan);
                FeatureCache validationFeatures = FeatureCache.open(validationPlan)) {
            CachedFeatureTask cachedTask =
                    new CachedFeatureTask(transferTask, frozen, features.views(), trainFeatures, validationFeatures);
            new TrainingLoop(recipe.training(), cachedTask).fit(state, listener);
        }
    }
}
