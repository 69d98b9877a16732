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

  private final List<Token> tokens;
  private int at;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Block> blocks(String text) {
    Parser parser = new Parser(Lexer.tokens(text));
    List<Block> blocks = new ArrayList<>();
    while (parser.peek().kind() != Kind.END) {
      blocks.add(parser.blockOrSetting());
    }
    return blocks;
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

  private Block blockOrSetting() {
    Token name = expect(Kind.WORD, "the name of a jail or a parameter");
    if (name.word().text().equals(".include")) {
      throw name.place()
          .error("[.include] reads other files, this doesn't: put their text in its place");
    }
    if (peek().kind() == Kind.OPEN) {
      return block(name.word());
    }
    return new Block(Block.ALL, List.of(setting(name.word())), name.place());
  }

  private Block block(Word name) {
    checkPlain(name);
    Block empty = new Block(name.text(), List.of(), name.place());
    if (!empty.isPattern()) {
      checkName(name.text(), name.place());
    }
    Token open = expect(Kind.OPEN, "{");
    List<Setting> settings = new ArrayList<>();
    while (peek().kind() != Kind.CLOSE) {
      if (peek().kind() == Kind.END) {
        throw open.place().error("[{] opens the jail [%s] and never ends: expected }", name.text());
      }
      settings.add(setting(expect(Kind.WORD, "a parameter, or } at the end of the jail").word()));
    }
    next();
    return new Block(name.text(), List.copyOf(settings), name.place());
  }

  private Setting setting(Word word) {
    WordPart variable = word.onlyVariable();
    String name = word.text();
    if (variable == null) {
      checkPlain(word);
      checkParameter(name, word.place());
    }
    Token sign = next();
    How how =
        switch (sign.kind()) {
          case SEMICOLON -> How.BARE;
          case SET -> How.SET;
          case APPEND -> How.APPEND;
          default -> throw unexpected(sign, "=, += or ; after [%s]".formatted(name));
        };
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
