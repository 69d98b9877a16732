package org.cellblock.containers.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cellblock.containers.jail.Setting.How;
import org.cellblock.containers.jail.Token.Kind;

/** Puts the tokens of a jail.conf together to blocks of statements. */
final class Parser {

  private static final Pattern JAIL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final String INCLUDE = ".include";

  private final ConfFile file;
  private final Includes includes;
  private final int depth;
  private final List<Token> tokens;
  private int at;

  private Parser(ConfFile file, Includes includes, int depth) {
    this.file = file;
    this.includes = includes;
    this.depth = depth;
    tokens = Lexer.tokens(file);
  }

  static List<Block> blocks(ConfFile file, Includes includes) {
    return new Parser(file, includes, 0).blocks();
  }

  static void checkName(String name, Place place) {
    if (name == null || !JAIL.matcher(name).matches()) {
      throw place.error(
          "[%s] as the name of a jail: expected 1 to 63 letters, digits, dots, dashes or"
              + " underscores",
          name);
    }
  }

  static void checkParameter(String name, Place place) {
    if (name == null || !PARAMETER.matcher(name).matches()) {
      throw place.error(
          "[%s] as a parameter: expected a name of letters, digits, dots, dashes and underscores",
          name);
    }
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      if (peek().kind() == Kind.SEMICOLON) {
        next();
        continue;
      }
      Word name = expect(Kind.WORD, "the name of a jail or a parameter").word();
      if (isInclude(name)) {
        included().forEach(parser -> blocks.addAll(parser.blocks()));
      } else if (peek().kind() == Kind.OPEN) {
        blocks.add(block(name));
      } else {
        blocks.add(new Block(Block.ALL, List.of(setting(name)), name.place()));
      }
    }
    return blocks;
  }

  private Block block(Word name) {
    checkPlain(name);
    Block empty = new Block(name.text(), List.of(), name.place());
    if (!empty.isPattern()) {
      checkName(name.text(), name.place());
    }
    Token open = expect(Kind.OPEN, "{");
    List<Setting> settings = settings(Kind.CLOSE);
    if (next().kind() == Kind.END) {
      throw open.place().error("[{] opens the jail [%s] and never ends: expected }", name.text());
    }
    return new Block(name.text(), List.copyOf(settings), name.place());
  }

  /** Reads statements up to the end of a block, or of a file that is included in one. */
  private List<Setting> settings(Kind end) {
    List<Setting> settings = new ArrayList<>();
    while (peek().kind() != end && peek().kind() != Kind.END) {
      if (peek().kind() == Kind.SEMICOLON) {
        next();
        continue;
      }
      Word name = expect(Kind.WORD, "a parameter, or } at the end of the jail").word();
      if (isInclude(name)) {
        included().forEach(parser -> settings.addAll(parser.settings(Kind.END)));
      } else {
        settings.add(setting(name));
      }
    }
    return settings;
  }

  private static boolean isInclude(Word name) {
    return name.text().equals(INCLUDE) && !name.hasVariable();
  }

  private List<Parser> included() {
    Place place = peek().place();
    if (peek().kind() == Kind.SET) {
      next();
    }
    List<Parser> parsers = new ArrayList<>();
    for (Word pattern : values(INCLUDE)) {
      if (pattern.hasVariable()) {
        throw pattern.place().error("[%s]: expected a file without variables", pattern.source());
      }
      if (depth == Includes.MAX_DEPTH) {
        throw place.error("[%s] is the %dth file in files: expected fewer", pattern.text(), depth);
      }
      includes
          .read(pattern.text(), file, pattern.place())
          .forEach(each -> parsers.add(new Parser(each, includes, depth + 1)));
    }
    return parsers;
  }

  private Setting setting(Word word) {
    WordPart variable = word.onlyVariable();
    String name = word.text();
    if (variable == null) {
      checkPlain(word);
      checkParameter(name, word.place());
    }
    Token sign = peek();
    How how =
        switch (sign.kind()) {
          case SEMICOLON -> How.BARE;
          case SET, WORD -> How.SET;
          case APPEND -> How.APPEND;
          default -> throw unexpected(sign, "=, +=, a value or ; after [%s]".formatted(name));
        };
    if (sign.kind() != Kind.WORD) {
      next();
    }
    List<Word> values = how == How.BARE ? List.of() : values(name);
    return new Setting(name, variable != null, how, values, word.place());
  }

  private static void checkPlain(Word name) {
    if (name.hasVariable()) {
      throw name.place().error("[%s]: expected a name without a variable in it", name.source());
    }
  }

  private List<Word> values(String name) {
    List<Word> values = new ArrayList<>();
    Token sign;
    do {
      values.add(expect(Kind.WORD, "a value of [%s]".formatted(name)).word());
      sign = next();
    } while (sign.kind() == Kind.COMMA);
    if (sign.kind() != Kind.SEMICOLON) {
      throw unexpected(sign, "a comma or ; after the value of [%s]".formatted(name));
    }
    return List.copyOf(values);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token next = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return next;
  }

  private Token expect(Kind kind, String what) {
    Token next = next();
    if (next.kind() != kind) {
      throw unexpected(next, what);
    }
    return next;
  }

  private static JailConfException unexpected(Token token, String expected) {
    return token.place().error("[%s]: expected %s", token.seen(), expected);
  }
}
