package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.PerceptualHash;
import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.OrphanedVersion;
import dev.gioconda.registry.VersionId;
import dev.gioconda.retrain.GateCheck;
import dev.gioconda.retrain.GateReportBytes;
import dev.gioconda.retrain.GateReports;
import dev.gioconda.retrain.Holdout;
import dev.gioconda.retrain.LabelNoise;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import dev.gioconda.retrain.Retraining;
import dev.gioconda.retrain.StandardGate;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, promotion log, saving leases, hold-outs and rulings of the store of 0.1.0 are read as they were written. */
class GoldenRegistryTest {

    private static final VersionId FIRST = new VersionId("smile", "20261119-120000");
    private static final VersionId SECOND = new VersionId("smile", "20261129-230741");
    private static final List<String> LEARNED = List.of(
            "7c3a478120534ed63b0477c58271ca1afcc6e63cc30f814fc92c0515538045ea",
            "b9897170280acce2be76ac5b3e4ff5971380b8562b916593ae675aa0a962e362");
    private static final String HOLDOUT = "26a064a98d2c657ce87ad4e5b98767e912ed717fc275187ba0c84b4ad3e0b290";

    @TempDir
    private Path folder;

    private FolderStore store = new FolderStore(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        store = new FolderStore(GoldenFiles.copy("store", folder.resolve("store")));
    }

    private ModelRegistry registry(String now) {
        return new ModelRegistry(
                store, folder.resolve("cache"), Classifier::load, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private ModelRegistry registry() {
        return registry("2026-11-30T12:00:00Z");
    }

    private static Picture stripes(int step) {
        byte[] rgb = new byte[32 * 32 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * step % 256);
        }
        return new Picture(32, 32, rgb);
    }

    // ---- versions

    @Test
    void only_versions_with_a_manifest_are_listed() throws IOException {
        assertThat(registry().versions()).containsExactly(FIRST, SECOND);
        registry().verify(FIRST);
        registry().verify(SECOND);
    }

    @Test
    void the_manifest_of_a_challenger_has_every_field() throws IOException {
        Path version = registry().fetch(SECOND);
        Manifest manifest = ModelFiles.manifest(version);
        assertThat(manifest.format()).isEqualTo(2);
        assertThat(manifest.id()).isEqualTo("smile/20261129-230741");
        assertThat(manifest.architecture()).isEqualTo("vgg16:width=0.0625/linear");
        assertThat(manifest.output()).isEqualTo(Output.SIGMOID);
        assertThat(manifest.input()).isEqualTo(new CropGeometry(25, 57, 128, 128, 32, 32, false));
        assertThat(manifest.normalization()).isEqualTo(Normalization.IMAGENET);
        assertThat(manifest.flipAverage()).isTrue();
        assertThat(manifest.attributes())
                .hasSize(13)
                .startsWith("Bald", "Bangs")
                .endsWith("Smiling", "Wearing_Hat");
        assertThat(manifest.target()).isEqualTo("Smiling");
        assertThat(manifest.calibration()).isEqualTo(new Manifest.ClassifierCalibration(19.99999999999999, 0.5, 0.05));
        assertThat(manifest.metrics())
                .hasSize(10)
                .containsEntry("validation.accuracy", 0.4)
                .containsEntry("validation.expectedCalibrationError", 0.10082036927299773)
                .containsEntry("validation.logLoss", 0.6934777181019414);
        assertThat(manifest.data())
                .isEqualTo(new Manifest.DataSummary(
                        "synthetic", 162, 20, "11c383601723cc97c320fcf53c1e8c39dcd13674257bf73b215bc465b1ec6eab"));
        assertThat(manifest.recipe()).startsWith("network = \"vgg16:width=0.0625/linear\"\ntarget = \"Smiling\"\n");
        assertThat(manifest.parent()).isEqualTo(FIRST.toString());
        assertThat(manifest.feedback()).isEqualTo(LEARNED);
        assertThat(manifest.files()).containsOnlyKeys("card.md", "weights.safetensors");
    }

    @Test
    void a_version_is_cached_by_hash_and_predicts_as_before() throws IOException {
        Path version = registry().fetch(SECOND);
        assertThat(version.getFileName().toString())
                .isEqualTo(Hashes.sha256(folder.resolve("store/models/smile/20261129-230741/manifest.json")));
        Classifier classifier = Classifier.load(version);
        List<Classifier.Prediction> answers = classifier.classify(List.of(stripes(3), stripes(29)));
        assertThat(answers.get(0).probability()).isCloseTo(0.4991761, within(1e-6));
        assertThat(answers.get(1).probability()).isCloseTo(0.4991801, within(1e-6));
        List<Classifier.Prediction> before =
                Classifier.load(registry().fetch(FIRST)).classify(List.of(stripes(3), stripes(29)));
        assertThat(before.get(0).probability()).isCloseTo(0.4974163, within(1e-6));
        assertThat(before.get(1).probability()).isCloseTo(0.4972057, within(1e-6));
    }

    @Test
    void a_version_is_exported_byte_for_byte() throws IOException {
        registry().export(SECOND, folder.resolve("out"));
        for (String file : List.of("manifest.json", "card.md", "weights.safetensors")) {
            Path golden = GoldenFiles.at("store/models/smile/20261129-230741/" + file);
            assertThat(Files.mismatch(folder.resolve("out").resolve(file), golden))
                    .isEqualTo(-1);
        }
    }

    // ---- the promotion log

    @Test
    void the_promotion_log_tells_its_four_entries() throws IOException {
        List<LogEntry> history = registry().history("smile");
        assertThat(history).extracting(LogEntry::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(history)
                .extracting(LogEntry::version)
                .containsExactly("20261119-120000", "20261129-230741", "20261119-120000", "20261129-230741");
        assertThat(history)
                .extracting(LogEntry::action)
                .containsExactly(
                        LogEntry.Action.PROMOTE,
                        LogEntry.Action.PROMOTE,
                        LogEntry.Action.ROLLBACK,
                        LogEntry.Action.PROMOTE);
        assertThat(history).extracting(LogEntry::who).containsExactly("Lisa", "Mona", "Lisa", "Mona");
        assertThat(history.get(2).why()).isEqualTo("too eager");
        assertThat(history.get(2).when()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
        assertThat(history.get(0).nonce()).isEqualTo("c0310efa-f933-43ec-a9f5-9788fa8e3024");
        assertThat(history.get(0).gate()).isEqualTo(LogEntry.NO_GATE);
        ObjectNode gate = history.get(1).gate();
        assertThat(gate.path("result").asText()).isEqualTo("PROMOTED");
        assertThat(gate.path("findings")).hasSize(4);
        assertThat(gate.path("findings").get(1).path("limit").asDouble()).isEqualTo(0.05);
        assertThat(gate.path("noise").path("labels").asInt()).isEqualTo(2);
        assertThat(gate.path("against").asText()).isEqualTo(FIRST.toString());
        assertThat(gate.path("holdout").asText()).isEqualTo(HOLDOUT);
    }

    @Test
    void the_champion_is_known_at_every_moment_and_the_log_goes_on() throws IOException {
        ModelRegistry registry = registry();
        assertThat(registry.champion("smile")).contains(SECOND);
        assertThat(registry.servedAt("smile", Instant.parse("2026-11-22T11:30:00Z")))
                .get()
                .extracting(LogEntry::version)
                .isEqualTo(FIRST.version());
        LogEntry back = registry.rollback("smile", "Lisa", "once more");
        assertThat(back.seq()).isEqualTo(5);
        assertThat(back.version()).isEqualTo(FIRST.version());
        assertThat(Files.readString(folder.resolve("store/models/smile/log/00000005.json")))
                .isEqualTo("""
                        {
                          "seq" : 5,
                          "version" : "20261119-120000",
                          "action" : "rollback",
                          "who" : "Lisa",
                          "why" : "once more",
                          "when" : "2026-11-30T12:00:00Z",
                          "nonce" : "%s",
                          "gate" : { }
                        }
                        """.formatted(back.nonce()));
    }

    // ---- saving leases

    @Test
    void leases_of_saving_and_removal_hold_until_they_expire() throws IOException {
        List<OrphanedVersion> early = registry("2026-11-23T11:30:00Z").gc(Duration.ofHours(12), true);
        assertThat(early).extracting(left -> left.id().version()).containsExactly("20261101-100000", "20261123-100000");
        assertThat(early).extracting(OrphanedVersion::removable).containsExactly(false, false);
        assertThat(early)
                .extracting(OrphanedVersion::reason)
                .containsExactly(
                        "Another process is working on it.",
                        "It may be in the process of being saved since 2026-11-23T10:00:00.123456Z.");
        List<OrphanedVersion> late = registry("2026-11-24T11:30:00Z").gc(Duration.ofHours(12), true);
        assertThat(late).extracting(OrphanedVersion::removable).containsExactly(true, true);
        assertThat(late)
                .extracting(OrphanedVersion::files)
                .containsExactly(
                        List.of("models/smile/20261101-100000/card.md"),
                        List.of("models/smile/20261123-100000/card.md"));
        assertThat(store.list("models/smile/saving/")).isEmpty();
        assertThat(registry().versions()).containsExactly(FIRST, SECOND);
    }

    // ---- retraining

    @Test
    void a_frozen_holdout_is_told_from_another_one() throws IOException {
        PerceptualHash look = PerceptualHash.of(stripes(3));
        Holdout same = new Holdout(List.of(
                new Holdout.PictureFingerprint("a", "a".repeat(64), look),
                new Holdout.PictureFingerprint("b", "b".repeat(64), look)));
        assertThat(same.fingerprint()).isEqualTo("5e9ae866add9a85d69c3481d059bb9f158a39e5670ba11f95112fc409630894e");
        assertThat(same.matchesFrozen(store, "smile", "marks")).isTrue();
        assertThat(same.matchesFrozen(store, "smile", "holdout")).isFalse();
        assertThat(new Holdout(List.of(new Holdout.PictureFingerprint("a", "a".repeat(64), look)))
                        .matchesFrozen(store, "smile", "marks"))
                .isFalse();
    }

    @Test
    void the_ruling_on_a_challenger_is_read_with_its_findings() throws IOException {
        List<GateReports.GateReport> rulings = new GateReports(store).latest("smile", 10);
        assertThat(rulings).hasSize(1);
        GateReports.GateReport ruling = rulings.get(0);
        assertThat(ruling.status()).isEqualTo(RetrainResult.RetrainStatus.PROMOTED);
        assertThat(ruling.why()).isEqualTo("accuracy 0.6000, the champion's is 0.6000");
        assertThat(ruling.version()).isEqualTo(SECOND.toString());
        assertThat(ruling.champion()).isEqualTo(FIRST.toString());
        assertThat(ruling.noise()).isEqualTo(new LabelNoise(2, 0, 0, 0));
        assertThat(ruling.checks())
                .extracting(GateCheck::rule)
                .containsExactly("not lower", "not worse", "not inferior", "no slice falls");
        assertThat(ruling.checks().get(2).limit()).isEqualTo(-0.9);
        assertThat(ruling.checks()).allMatch(GateCheck::passed);
    }

    /** The values of the stored report. */
    private static RetrainResult storedResult() {
        return new RetrainResult(
                RetrainResult.RetrainStatus.PROMOTED,
                "accuracy 0.6000, the champion's is 0.6000",
                SECOND.toString(),
                List.of(
                        new GateCheck("not lower", true, 0.6, 0.6, "accuracy 0.6000, the champion's is 0.6000"),
                        new GateCheck(
                                "not worse",
                                true,
                                1,
                                0.05,
                                "0 pictures only the champion answers rightly, 0 only the challenger: McNemar p = 1.0000 that it is no worse, at least 0.05 needed"),
                        new GateCheck(
                                "not inferior",
                                true,
                                0,
                                -0.9,
                                "with 95 % confidence the accuracy changes by no less than +0.0000 on 20 pictures, -0.9000 is allowed"),
                        new GateCheck(
                                "no slice falls",
                                true,
                                0,
                                -0.9,
                                "of 19 slices of at least 5 pictures the worst is \"Black_Hair\" with +0.0000, -0.9000 is allowed")),
                new LabelNoise(2, 0, 0, 0),
                List.of());
    }

    @Test
    void gate_reports_and_log_entries_keep_their_bytes() throws IOException {
        ObjectNode report = GateReportBytes.of(storedResult(), FIRST.toString(), HOLDOUT);
        assertThat(report.toString())
                .isEqualTo(Files.readString(folder.resolve("store/retrain/smile/ruling-20261129-230741.json")));
        List<LogEntry> history = registry().history("smile");
        for (LogEntry entry : history) {
            LogEntry written = new LogEntry(
                    entry.seq(),
                    entry.version(),
                    entry.action(),
                    entry.who(),
                    entry.why(),
                    entry.when(),
                    entry.nonce(),
                    entry.seq() == 2 ? report : LogEntry.NO_GATE);
            assertThat(written.toJson().toPrettyString() + "\n")
                    .isEqualTo(Files.readString(
                            folder.resolve("store/models/smile/log/%08d.json".formatted(entry.seq()))));
        }
    }

    @Test
    void a_new_frozen_holdout_has_the_bytes_of_the_stored_one() throws IOException {
        PerceptualHash hash = PerceptualHash.of(stripes(3));
        Holdout holdout = new Holdout(List.of(
                new Holdout.PictureFingerprint("a", "a".repeat(64), hash),
                new Holdout.PictureFingerprint("b", "b".repeat(64), hash)));
        holdout.freeze(store, "smile", "again", "made up");
        assertThat(Files.readString(folder.resolve("store/retrain/smile/again.json")))
                .isEqualTo(Files.readString(folder.resolve("store/retrain/smile/marks.json")));
    }

    @Test
    void every_result_of_a_ruling_has_its_name() throws IOException {
        Path file = folder.resolve("store/retrain/smile/ruling-20261129-230741.json");
        String json = Files.readString(file);
        Map<String, RetrainResult.RetrainStatus> names = Map.of(
                "KEPT_BACK", RetrainResult.RetrainStatus.KEPT_BACK,
                "TOO_FEW", RetrainResult.RetrainStatus.TOO_FEW,
                "TOO_NOISY", RetrainResult.RetrainStatus.TOO_NOISY);
        for (Map.Entry<String, RetrainResult.RetrainStatus> name : names.entrySet()) {
            Files.writeString(file, json.replace("\"result\":\"PROMOTED\"", "\"result\":\"" + name.getKey() + "\""));
            assertThat(new GateReports(store).latest("smile", 1).get(0).status())
                    .isEqualTo(name.getValue());
        }
    }

    @Test
    void a_retraining_starts_from_the_champion_and_its_feedback() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
        RetrainConfig terms = new RetrainConfig("smile", false, 1, "holdout", StandardGate.DEFAULT, 0.1, 0, "test");
        Plan plan = new Retraining(new FeedbackLog(store, clock), registry(), terms)
                .plan(new DataChoice("synthetic:200", List.of(), DataChoice.SplitProtocol.OWN, 0, 0, 1));
        assertThat(plan.champion().id()).isEqualTo(SECOND.toString());
        assertThat(plan.corrections().hashes()).containsExactlyInAnyOrderElementsOf(LEARNED);
        assertThat(plan.newHashes()).isEmpty();
        assertThat(plan.initialWeights().id()).isEqualTo(SECOND.toString());
        assertThat(plan.recipe(List.of()).training().epochs()).isEqualTo(6);
    }
}
