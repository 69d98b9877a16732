package org.cellblock.jupyter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + 1",
        "x",
        "x;",
        "cell.run(\"ps\")",
        "new Foo()",
        "new Foo(1).bar();",
        "x = 5",
        "a instanceof B b",
        "List.of(1).get(0)",
        "(int) 5",
        "i++",
        "switch (x) { default -> 1; }",
        "x // said",
        "formatted",
        "classes.size()",
        "a < b",
        "s[0]"
      })
  void anExpressionIsTakenForOne(String java) {
    assertThat(Expressions.of(java)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = 5;",
        "String s;",
        "List<String> l = null;",
        "Map<String, List<Integer>> m = f();",
        "int f() { return 1; }",
        "String[] s = {};",
        "int[][] a = x;",
        "for (;;) {}",
        "import java.util.*;",
        "var x = 1;",
        "class A {}",
        "record A(int b) {}",
        "{ f(); }",
        "@Override void f() {}",
        "throw new Error();",
        "java.util.List<String> l = null;",
        "static <T> T id(T t) { return t; }",
        "assert x;",
        ";",
        "Cell cell"
      })
  void aStatementOrDeclarationIsNot(String java) {
    assertThat(Expressions.of(java)).isEmpty();
  }
}
