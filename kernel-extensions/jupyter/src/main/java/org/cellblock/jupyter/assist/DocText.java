package org.cellblock.jupyter.assist;

import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.ul;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A doc comment as text and as HTML. */
final class DocText {
  private final DocCommentTree comment;

  DocText(DocCommentTree comment) {
    this.comment = comment;
  }

  /** Renders as text: paragraphs, then one line a tag. */
  String text() {
    return String.join("\n", paragraphs()) + "\n" + String.join("\n", tags());
  }

  /** Renders as HTML: paragraphs, then a list of the tags. */
  String html() {
    String body = each(paragraphs(), text -> p(text)).render();
    List<String> tags = tags();
    return tags.isEmpty() ? body : body + ul(each(tags, text -> li(text))).render();
  }

  private List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (DocTree part : comment.getFullBody()) {
      if (part instanceof StartElementTree element && element.getName().contentEquals("p")) {
        paragraphs.add(tidy(current.toString()));
        current.setLength(0);
      } else {
        current.append(plain(part));
      }
    }
    paragraphs.add(tidy(current.toString()));
    paragraphs.removeIf(String::isEmpty);
    return paragraphs;
  }

  private List<String> tags() {
    return comment.getBlockTags().stream().map(DocText::tag).filter(t -> !t.isEmpty()).toList();
  }

  private static String tag(DocTree tag) {
    if (tag instanceof ParamTree param) {
      return param.getName() + ": " + plain(param.getDescription());
    }
    if (tag instanceof ReturnTree result) {
      return "returns " + plain(result.getDescription());
    }
    if (tag instanceof ThrowsTree thrown) {
      return "throws " + thrown.getExceptionName() + ": " + plain(thrown.getDescription());
    }
    return tag instanceof SeeTree see ? "see " + plain(see.getReference()) : "";
  }

  private static String plain(List<? extends DocTree> parts) {
    return tidy(parts.stream().map(DocText::plain).collect(Collectors.joining()));
  }

  private static String plain(DocTree part) {
    if (part instanceof TextTree text) {
      return text.getBody();
    }
    if (part instanceof LiteralTree literal) {
      return literal.getBody().getBody();
    }
    if (part instanceof LinkTree link) {
      return link.getLabel().isEmpty()
          ? link.getReference().toString().replace('#', '.')
          : plain(link.getLabel());
    }
    return part.getKind() == DocTree.Kind.ENTITY ? part.toString() : "";
  }

  private static String tidy(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
