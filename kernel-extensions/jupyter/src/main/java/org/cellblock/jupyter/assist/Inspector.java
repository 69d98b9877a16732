package org.cellblock.jupyter.assist;

import static j2html.TagCreator.pre;

import com.sun.source.doctree.DocCommentTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.cellblock.jupyter.engine.Imports;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows what a name in a cell is: its signatures, and Cellblock's own Javadoc. */
public final class Inspector {
  private static final int LIMIT = 8;

  /** Such as {@code Cell Cell.open(String name)}: the type, the member and the parameters. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?:.*\\s)?(?:\\w+\\.)*?(\\w+)(?:<[^()]*>)?\\.(?:<[^()]*>)?(\\w+)(?:\\((.*)\\).*)?");

  /** A record before its member, as JShell of Java 25 writes it: with its constructor. */
  private static final Pattern OWNER = Pattern.compile("\\bvoid (\\w+)\\([^()]*\\)\\.");

  /** A package that needn't be written before its types. */
  private static final Pattern IMPORTED =
      Pattern.compile(
          "(?<![\\w.])(?:"
              + String.join("|", Imports.whole()).replace(".", "\\.")
              + ")\\.(?=[A-Z])");

  private static final Pattern TYPE = Pattern.compile("(?:\\w+\\.)*(\\w+)(?:<.*>)?");

  private final Javadoc javadoc = new Javadoc();

  /** Makes an inspector. */
  public Inspector() {}

  /**
   * Describes the name that the cursor is on.
   *
   * @param assistant finds its signatures
   * @param code a cell's text
   * @param at the cursor's position in code points
   * @return text and HTML, or null where nothing is known
   */
  public DisplayData inspect(Assistant assistant, String code, int at) {
    List<String> signatures =
        assistant.document(code, at).stream()
            .map(Documentation::signature)
            .map(each -> IMPORTED.matcher(each).replaceAll(""))
            .map(each -> OWNER.matcher(each).replaceFirst("$1."))
            .distinct()
            .toList();
    if (signatures.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    for (String signature : signatures.subList(0, Math.min(LIMIT, signatures.size()))) {
      Optional<DocText> comment = comment(signature).map(DocText::new);
      text.append(signature).append('\n');
      comment.ifPresent(found -> text.append('\n').append(found.text()).append("\n\n"));
      html.append(pre(signature).render()).append('\n');
      comment.ifPresent(found -> html.append(found.html()).append('\n'));
    }
    DisplayData shown = new DisplayData(text.toString().stripTrailing());
    shown.putHTML(html.toString());
    return shown;
  }

  private Optional<DocCommentTree> comment(String signature) {
    String plain = signature.replaceAll(" throws .*", "").strip();
    Matcher type = TYPE.matcher(plain);
    if (type.matches()) {
      return javadoc.find(type.group(1), "", 0);
    }
    Matcher member = MEMBER.matcher(plain);
    return member.matches()
        ? javadoc.find(member.group(1), member.group(2), count(member.group(3)))
        : Optional.empty();
  }

  private static int count(String parameters) {
    if (parameters == null || parameters.isBlank()) {
      return 0;
    }
    String withoutGenerics = parameters.replaceAll("<[^<>]*>", "").replaceAll("<[^<>]*>", "");
    return withoutGenerics.split(",").length;
  }
}
