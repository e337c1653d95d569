package dev.gioconda.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MarkupTest {

    @Property
    void any_text_is_escaped(@ForAll String text) {
        String markup = new Markup().element("p", text, "title", text).toString();
        assertThat(XmlFixture.parse(markup).getElementsByTagName("*").getLength())
                .isEqualTo(1);
    }

    @Property
    void text_and_attributes_survive_an_xml_round_trip(
            @ForAll @Chars({'<', '>', '&', '"', '\'', ';', '#'}) @CharRange(from = ' ', to = 'z') String text) {
        Element p = XmlFixture.parse(
                        new Markup().element("p", text, "title", text).toString())
                .getDocumentElement();
        assertThat(p.getTextContent()).isEqualTo(text);
        assertThat(p.getAttribute("title")).isEqualTo(text);
    }

    @Test
    void forbidden_xml_characters_are_replaced() {
        assertThat(new Markup().text("a\u0000b\r\uD800c").toString()).isEqualTo("a\uFFFDb\uFFFD\uFFFDc");
    }

    @Test
    void unclosed_element_is_named_in_the_error() {
        assertThatThrownBy(() -> new Markup().open("section").toString())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("section");
    }

    @Test
    void coordinates_are_formatted_short() {
        assertThat(new Markup()
                        .leaf("line", "x1", 1 / 3.0, "x2", 2.0, "y1", -0.001)
                        .toString())
                .isEqualTo("<line x1=\"0.33\" x2=\"2\" y1=\"0\"/>");
    }
}
