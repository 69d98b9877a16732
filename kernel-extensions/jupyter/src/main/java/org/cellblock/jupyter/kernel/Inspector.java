package org.cellblock.jupyter.kernel;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.cellblock.jupyter.render.Html;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows what a name in a cell is: its signatures, and Cellblock's own Javadoc. */
final class Inspector {
  /** Answers text and HTML, or null where nothing is known. */
  DisplayData inspect(Assistant assistant, String code, int at) {
    List<String> signatures =
        assistant.document(code, at).stream()
            .map(Documentation::signature)
            .distinct()
            .collect(Collectors.toList());
    if (signatures.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    for (String signature : signatures) {
      text.append(signature).append('\n');
      html.append("<pre>").append(Html.escape(signature)).append("</pre>\n");
    }
    DisplayData shown = new DisplayData(text.toString().stripTrailing());
    shown.putHTML(html.toString());
    return shown;
  }
}
