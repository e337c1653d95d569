package dev.gioconda.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class TrainingStepsTest {

    @Test
    void steps_run_one_by_one_until_closed() throws Exception {
        TrainingSteps steps = TrainingSteps.of("compact", "auto", true, 2);
        try (steps) {
            steps.next();
            steps.next();
        }
        assertThatThrownBy(steps::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(steps::next).isInstanceOf(IllegalStateException.class);
        assertThatCode(steps::close).doesNotThrowAnyException();
    }

    @Test
    void next_reports_why_training_failed() throws Exception {
        try (TrainingSteps steps = TrainingSteps.of("compact", "float8", false, 1)) {
            assertThatThrownBy(steps::next)
                    .hasRootCauseMessage("Precision \"float8\" is unknown; choose auto, float32 or bfloat16.");
        }
    }
}
