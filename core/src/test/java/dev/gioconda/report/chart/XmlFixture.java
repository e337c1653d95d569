package dev.gioconda.report.chart;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Parses markup with the JDK's XML parser. */
public final class XmlFixture {

    private XmlFixture() {}

    public static Document parse(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("This is not well-formed: " + text, e);
        }
    }

    /** The elements of a tag whose class attribute is exactly this. */
    public static List<Element> all(Document document, String tag, String style) {
        return all(document, tag).stream()
                .filter(e -> e.getAttribute("class").equals(style))
                .toList();
    }

    public static List<Element> all(Document document, String tag) {
        var nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
