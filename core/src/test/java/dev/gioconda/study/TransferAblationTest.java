package dev.gioconda.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Head;
import dev.gioconda.nn.Normalization;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferAblationTest {

    @Test
    void recipe_is_the_transfer_preset_with_fewer_epochs() throws IOException {
        assertThat(TransferAblation.recipe(List.of()))
                .isEqualTo(Recipes.read("transfer", List.of()).withEpochs(8));
    }

    @Test
    void changes_of_the_user_override_the_epochs() throws IOException {
        Recipe recipe = TransferAblation.recipe(List.of("training.epochs=2", "transfer.views=1"));
        assertThat(recipe.training().epochs()).isEqualTo(2);
        assertThat(recipe.transfer().views()).isEqualTo(1);
        assertThat(recipe.training().batch()).isEqualTo(64);
    }

    @Test
    void unknown_change_is_rejected_with_its_key() {
        assertThatThrownBy(() -> TransferAblation.recipe(List.of("training.epoch=2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"training.epoch\"")
                .hasMessageContaining("epochs");
    }

    @Test
    void each_setting_is_compared_once() throws IOException {
        List<TransferAblation.AblationSetting> settings = TransferAblation.settings(Pretrained.embedded());
        assertThat(settings).hasSize(2 * 4 * 2).doesNotHaveDuplicates();
        assertThat(settings)
                .extracting(setting -> setting.backbone().source())
                .containsOnly(Pretrained.EMBEDDED, Pretrained.RANDOM);
        assertThat(settings)
                .extracting(TransferAblation.AblationSetting::unfreeze)
                .containsOnly("0", "3", "8", "all");
        assertThat(settings).extracting(TransferAblation.AblationSetting::head).containsOnly(Head.LINEAR, Head.STUDY);
    }

    @Test
    void random_weights_have_the_network_of_the_embedded_ones() throws IOException {
        assertThat(TransferAblation.settings(Pretrained.embedded()))
                .extracting(setting -> setting.backbone().spec())
                .containsOnly(Pretrained.embedded().spec());
    }

    @Test
    void official_vgg19_is_compared_where_it_is_available() throws IOException {
        Pretrained official = new Pretrained(BackboneSpec.of("vgg19"), "vgg19.safetensors", Normalization.CAFFE);
        List<TransferAblation.AblationSetting> settings = TransferAblation.settings(official);
        assertThat(settings).hasSize(3 * 4 * 2);
        assertThat(settings.subList(16, 24))
                .extracting(TransferAblation.AblationSetting::backbone)
                .containsOnly(official);
    }
}
